import type { Deps } from '@/lib/deps';
import { DAY } from '@/lib/shared/time';
import {
  type DeleteExpired,
  deleteOldBreakerEvents,
  deleteOldRejectedItems,
  deleteOldRequests,
  deleteOldRuns,
  deleteUnusedOrigins,
  findLastOriginId,
} from '@/repositories/operations/expired-rows';

/** Rows, or origins looked at, in one statement: short, so that nobody waits for it. */
const STEP = 1_000;

export interface Pruning {
  /** Statements for each kind of rows at most. */
  steps: number;
}

/** What the first tick of a day does; what is left waits for the next day. */
export const DAILY_PRUNING: Pruning = { steps: 20 };
/** Until nothing is left. */
export const WHOLE_PRUNING: Pruning = { steps: Number.POSITIVE_INFINITY };

export interface Pruned {
  requests: number;
  runs: number;
  breakerEvents: number;
  rejectedItems: number;
  origins: number;
}

type PruneDeps = Pick<Deps, 'db' | 'clock' | 'logger' | 'retention'>;

/** Deletes what was kept as long as the settings say, in short statements. Never a play, nor what one traces back to. */
export async function prune(deps: PruneDeps, pruning: Pruning): Promise<Pruned> {
  const { retention } = deps;
  const rows = (keptMs: number | null, deleteSome: DeleteExpired) =>
    keptMs === null ? 0 : inSteps(pruning, () => deleteSome(deps.db, ago(deps, keptMs), STEP));
  const pruned = {
    requests: await rows(retention.requestsMs, deleteOldRequests),
    runs: await rows(retention.runsMs, deleteOldRuns),
    breakerEvents: await rows(retention.breakerEventsMs, deleteOldBreakerEvents),
    rejectedItems: await rows(retention.rejectedItemsMs, deleteOldRejectedItems),
    origins: await pruneOrigins(deps, pruning),
  };
  if (Object.values(pruned).some((count) => count > 0)) deps.logger.info(pruned, 'old rows deleted');
  return pruned;
}

const ago = ({ clock }: Pick<Deps, 'clock'>, ms: number): Date => new Date(clock.now().getTime() - ms);

async function inSteps({ steps }: Pruning, deleteSome: () => Promise<number>): Promise<number> {
  let deleted = 0;
  for (let step = 0; step < steps; step++) {
    const count = await deleteSome();
    deleted += count;
    if (count < STEP) break;
  }
  return deleted;
}

/** Looks at a part of the origins, another one each day, or at all of them. */
async function pruneOrigins({ db, clock, retention }: PruneDeps, { steps }: Pruning): Promise<number> {
  const before = ago({ clock }, retention.unusedOriginsMs);
  const groups = Math.ceil((await findLastOriginId(db)) / STEP);
  const begin = steps < groups ? (Math.floor(clock.now().getTime() / DAY) * steps) % groups : 0;
  let deleted = 0;
  for (let group = begin; group < Math.min(groups, begin + steps); group++) {
    deleted += await deleteUnusedOrigins(db, { first: group * STEP + 1, last: (group + 1) * STEP, before });
  }
  return deleted;
}
