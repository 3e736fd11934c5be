import type { Deps } from '@/lib/deps';
import { checkNextPlays, findStalledChecks } from '@/repositories/history/exclusion-check-repository';
import {
  type ChunkedWork,
  type ChunksReport,
  resumedSuffix,
  STALLED_MS,
  workInChunks,
  workMessage,
} from '@/services/chunked-work';
import { publishOrStore } from '@/services/queue-outbox';

const LIMITS = { playsPerChunk: 5_000, chunksPerMessage: 100 };
const RESUMED_AT_ONCE = 100;

type CheckDeps = Pick<Deps, 'db' | 'queue' | 'clock' | 'logger'>;

/**
 * Compares a listener's plays with what they leave out of statistics, and counts the figures concerned again. A message of an
 * older check does nothing.
 */
export const checkExclusions = (
  deps: CheckDeps,
  work: ChunkedWork,
  { playsPerChunk, chunksPerMessage } = LIMITS,
): Promise<ChunksReport> =>
  workInChunks(deps, { name: 'check-exclusions', work, mostChunks: chunksPerMessage }, (tx, now) =>
    checkNextPlays(tx, work.id, { mostPlays: playsPerChunk, now }),
  );

/** Lets checks go on that have made no progress for ten minutes: their message was lost. Returns how many. */
export async function resumeChecks(deps: CheckDeps): Promise<number> {
  const now = deps.clock.now();
  const since = new Date(now.getTime() - STALLED_MS);
  const stalled = await findStalledChecks(deps.db, since, RESUMED_AT_ONCE);
  const messages = stalled.map((check) => workMessage('check-exclusions', check, resumedSuffix(now)));
  await publishOrStore(deps, messages);
  return stalled.length;
}
