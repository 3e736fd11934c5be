import { z } from 'zod';
import type { Deps } from '@/lib/deps';
import { inTime, singleFlight } from '@/lib/promises';
import { instant } from '@/lib/shared/schema-parts';
import { MINUTE, SECOND } from '@/lib/shared/time';
import { findLatestRun } from '@/repositories/archival/archive-run-repository';
import { askDatabase, findFirstListenerSince, findPendingMigrations } from '@/repositories/health-repository';
import { countStoredMessages } from '@/repositories/queue-outbox-repository';
import { noticeSchedule, SCHEDULE_PROBLEMS } from './archival/schedule';
import { HOW_TO_MIGRATE } from './operations/require-migrated';
import { drainOutbox } from './queue-outbox';

/**
 * `warn`: the application works but needs attention. `failing`: pages work, the archive does not. `down`: nothing works.
 */
const CheckStatus = z.enum(['ok', 'warn', 'failing', 'down']);
type CheckStatus = z.output<typeof CheckStatus>;

const Check = z.object({
  status: CheckStatus,
  detail: z.string().describe('For people; says nothing of addresses or passwords.'),
});
type Check = z.output<typeof Check>;

const ScheduleCheck = Check.extend({ lastTickAt: instant.nullable() });

export const HealthReport = z
  .object({
    status: CheckStatus,
    checks: z.object({
      database: Check,
      migrations: Check,
      keyValue: Check,
      queue: Check,
      schedule: ScheduleCheck,
    }),
  })
  .meta({ id: 'HealthReport' });
export type HealthReport = z.output<typeof HealthReport>;

/** The short form of a report. */
export const HealthSummary = ScheduleCheck.pick({ status: true, lastTickAt: true });

type HealthDeps = Pick<Deps, 'db' | 'kv' | 'queue' | 'clock' | 'logger' | 'archiveEveryMinutes'>;

const CHECK_TIMEOUT_MS = 5 * SECOND;
/** A load balancer does not wait for a queue that hangs. */
const QUEUE_WAIT_MS = SECOND;
/** A tick of QStash may come this late. */
const TICK_GRACE_MS = 5 * MINUTE;

const underway = new Map<HealthDeps['db'], Promise<HealthReport>>();

/**
 * Whether this process can work: database and migrations decide, the rest only warns. Also publishes messages that wait
 * in the outbox. Never throws; takes 5 s at most. Anyone may ask, so concurrent callers get one report.
 */
export const checkHealth = (deps: HealthDeps): Promise<HealthReport> =>
  singleFlight(underway, deps.db, () => examine(deps));

async function examine(deps: HealthDeps): Promise<HealthReport> {
  const [database, migrations, keyValue, queue, schedule] = await Promise.all([
    check(deps, 'database', 'down', () => databaseCheck(deps)),
    check(deps, 'migrations', 'down', () => migrationsCheck(deps)),
    check(deps, 'key-value store', 'warn', () => keyValueCheck(deps)),
    check(deps, 'queue', 'warn', () => queueCheck(deps)),
    scheduleCheck(deps),
  ]);
  const checks = { database, migrations, keyValue, queue, schedule };
  return { status: worst(Object.values(checks).map((c) => c.status)), checks };
}

/** Whether the database answers within `waitMs`. Never throws. */
export async function databaseAnswers(
  { db, logger }: Pick<Deps, 'db' | 'logger'>,
  waitMs: number,
): Promise<boolean> {
  try {
    await inTime(askDatabase(db), waitMs, noAnswer);
    return true;
  } catch (error) {
    logger.error({ err: error }, 'database unavailable');
    return false;
  }
}

const worst = (statuses: CheckStatus[]): CheckStatus =>
  (['down', 'failing', 'warn'] as const).find((status) => statuses.includes(status)) ?? 'ok';

async function databaseCheck({ db }: HealthDeps): Promise<Check> {
  await askDatabase(db);
  return { status: 'ok', detail: 'answers' };
}

async function migrationsCheck({ db }: HealthDeps): Promise<Check> {
  const pending = await findPendingMigrations(db);
  return pending.length === 0
    ? { status: 'ok', detail: 'all applied' }
    : {
        status: 'down',
        detail: `not applied yet: ${pending.join(', ')}. ${HOW_TO_MIGRATE}; until then nothing is archived`,
      };
}

async function keyValueCheck({ kv }: HealthDeps): Promise<Check> {
  await kv.ping();
  return { status: 'ok', detail: 'answers' };
}

async function queueCheck(deps: HealthDeps): Promise<Check> {
  await inTime(drainOutbox(deps), QUEUE_WAIT_MS, () => undefined);
  const { waiting, since } = await countStoredMessages(deps.db);
  return since === null
    ? { status: 'ok', detail: 'takes messages' }
    : { status: 'warn', detail: `${waiting} messages wait for the queue since ${since.toISOString()}` };
}

async function scheduleCheck(deps: HealthDeps): Promise<HealthReport['checks']['schedule']> {
  let lastTickAt: string | null = null;
  const result = await check(deps, 'schedule', 'warn', async () => {
    const run = await findLatestRun(deps.db, deps.clock.now());
    lastTickAt = run?.scheduledFor.toISOString() ?? null;
    const none = 'no scheduled archive has run yet';
    const since = run?.scheduledFor ?? (await findFirstListenerSince(deps.db));
    const lateAt = deps.clock.now().getTime() - deps.archiveEveryMinutes * MINUTE - TICK_GRACE_MS;
    if (since === null || since.getTime() >= lateAt)
      return run ? { status: 'ok', detail: 'on time' } : { status: 'warn', detail: none };
    const state = await inTime(noticeSchedule(deps), QUEUE_WAIT_MS, () => null);
    const known = state === null || state === 'ours' ? null : SCHEDULE_PROBLEMS[state];
    const detail = known ? `${known.what} ${known.remedy}` : 'is the queue delivering?';
    return {
      status: 'failing',
      detail: `${run ? 'the last scheduled archive did not run' : none}: ${detail}`,
    };
  });
  return { ...result, lastTickAt };
}

/** Runs one check with a timeout; a failure is logged and counts as `onFailure`. */
async function check(
  { logger }: HealthDeps,
  name: string,
  onFailure: CheckStatus,
  run: () => Promise<Check>,
): Promise<Check> {
  try {
    return await inTime(run(), CHECK_TIMEOUT_MS, noAnswer);
  } catch (error) {
    logger.warn({ err: error, check: name }, 'health check failed');
    return { status: onFailure, detail: 'does not answer' };
  }
}

function noAnswer(): never {
  throw new Error('no answer in time');
}
