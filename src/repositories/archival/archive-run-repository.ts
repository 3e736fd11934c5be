import { z } from 'zod';
import type { Database } from '@/lib/db/client';
import { queryOnly } from '@/lib/db/query';

const runRow = z.object({
  ticks: z.int(),
  missedBefore: z.int(),
  /** No earlier tick has the same day, UTC. */
  isFirstOfDay: z.boolean(),
});

/**
 * Records a tick under its scheduled time: a duplicate shares the row of the first one, and ticks missed since the
 * previous run are counted. `intervalMs` is the time between two scheduled ticks.
 */
export async function recordTick(
  db: Database,
  scheduledFor: Date,
  now: Date,
  intervalMs: number,
): Promise<z.output<typeof runRow>> {
  return queryOnly(db, runRow)`
    INSERT INTO archive_runs (scheduled_for, started_at, missed_before)
    SELECT ${scheduledFor}::timestamptz, ${now}::timestamptz, coalesce((
      SELECT greatest(0, round(extract(epoch FROM ${scheduledFor}::timestamptz - max(r.scheduled_for)) * 1000 / ${intervalMs}::float8) - 1)
      FROM archive_runs r WHERE r.scheduled_for < ${scheduledFor}::timestamptz), 0)::int
    ON CONFLICT (scheduled_for) DO UPDATE SET ticks = archive_runs.ticks + 1
    RETURNING ticks, missed_before AS "missedBefore",
      NOT EXISTS (SELECT 1 FROM archive_runs r WHERE r.scheduled_for < archive_runs.scheduled_for
        AND r.scheduled_for >= date_trunc('day', archive_runs.scheduled_for, 'UTC')) AS "isFirstOfDay"`;
}

/** Notes what a tick published. Throws when the run was not recorded. */
export async function markRunPublished(
  db: Database,
  scheduledFor: Date,
  published: { publishedAt: Date; batches: number; users: number },
): Promise<void> {
  await db.archiveRun.update({ where: { scheduledFor }, data: published });
}

/** Notes that a tick published nothing, because Spotify rate-limits the application. Throws when the run was not recorded. */
export async function markRunPaused(db: Database, scheduledFor: Date, pausedUntil: Date): Promise<void> {
  await db.archiveRun.update({ where: { scheduledFor }, data: { pausedUntil } });
}

/** The newest run whose messages were published, of a clock that was ahead none; null before the first. */
export function findLatestPublishedRun(db: Database, now: Date) {
  return db.archiveRun.findFirst({
    where: { publishedAt: { not: null }, scheduledFor: { lte: now } },
    orderBy: { scheduledFor: 'desc' },
    select: { scheduledFor: true, publishedAt: true, batches: true },
  });
}

/** The newest scheduled run, of a clock that was ahead none; null before the first tick. */
export function findLatestRun(db: Database, now: Date) {
  return db.archiveRun.findFirst({
    where: { scheduledFor: { lte: now } },
    orderBy: { scheduledFor: 'desc' },
  });
}
