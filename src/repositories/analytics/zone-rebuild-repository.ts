import { z } from 'zod';
import type { Database } from '@/lib/db/client';
import { queryOne } from '@/lib/db/query';

const rebuildRow = z.object({
  id: z.int(),
  userId: z.int(),
  timeZone: z.string(),
  requestedAt: z.date(),
  workedAt: z.date(),
  plays: z.int(),
  builtPlays: z.int(),
  /** Days of the old calendar, YYYY-MM-DD. */
  builtUntil: z.string().nullable(),
  changedDays: z.array(z.string()),
});

/** A move to another time zone that is under way. */
export type ZoneRebuild = z.output<typeof rebuildRow>;

/** The listener's move to another zone; null when none is under way. */
export async function findZoneRebuild(db: Database, userId: number): Promise<ZoneRebuild | null> {
  return queryOne(db, rebuildRow)`
    SELECT id, user_id AS "userId", time_zone AS "timeZone", requested_at AS "requestedAt", worked_at AS "workedAt",
      plays, built_plays AS "builtPlays", to_char(built_until, 'YYYY-MM-DD') AS "builtUntil",
      ARRAY(SELECT to_char(d, 'YYYY-MM-DD') FROM unnest(changed_days) d ORDER BY d) AS "changedDays"
    FROM zone_rebuilds WHERE user_id = ${userId}`;
}

/** Moves without progress since then, those that wait longest first. */
export function findStalledRebuilds(
  db: Database,
  since: Date,
  limit: number,
): Promise<Pick<ZoneRebuild, 'id' | 'userId'>[]> {
  return db.zoneRebuild.findMany({
    where: { workedAt: { lte: since } },
    orderBy: [{ workedAt: 'asc' }, { id: 'asc' }],
    take: limit,
    select: { id: true, userId: true },
  });
}

/** Starts a move; the listener must have none under way. */
export async function createZoneRebuild(
  db: Database,
  { userId, timeZone, now }: { userId: number; timeZone: string; now: Date },
): Promise<void> {
  await db.$executeRaw`
    INSERT INTO zone_rebuilds (user_id, time_zone, requested_at, worked_at, plays)
    VALUES (${userId}, ${timeZone}, ${now}, ${now},
      coalesce((SELECT plays FROM user_totals WHERE user_id = ${userId}), 0))`;
}

/** Cancels the listener's move, if there is one, and deletes what was counted for it. */
export async function discardZoneRebuild(db: Database, userId: number): Promise<void> {
  await db.zoneRebuild.deleteMany({ where: { userId } });
  await db.rebuiltDayStats.deleteMany({ where: { userId } });
}

/** The next days of the old calendar, YYYY-MM-DD, with about that many plays; null after the last. */
export async function findNextRebuildChunk(
  db: Database,
  { userId, builtUntil }: Pick<ZoneRebuild, 'userId' | 'builtUntil'>,
  aboutPlays: number,
): Promise<{ from: string; to: string; plays: number } | null> {
  return queryOne(db, z.object({ from: z.string(), to: z.string(), plays: z.int() }))`
    SELECT to_char(min(day), 'YYYY-MM-DD') AS "from", to_char(max(day), 'YYYY-MM-DD') AS "to", sum(plays)::int AS plays
    FROM (SELECT day, plays, sum(plays) OVER (ORDER BY day) - plays AS before FROM user_day_stats
          WHERE user_id = ${userId} AND (${builtUntil}::date IS NULL OR day > ${builtUntil}::date)) d
    WHERE before < ${aboutPlays}
    HAVING count(*) > 0`;
}

/** Marks a chunk as counted, including the changes to its days so far. */
export async function recordBuiltChunk(
  db: Database,
  id: number,
  chunk: { from: string; to: string; plays: number },
  now: Date,
): Promise<void> {
  await db.$executeRaw`
    UPDATE zone_rebuilds SET worked_at = ${now}, built_until = ${chunk.to}::date, built_plays = built_plays + ${chunk.plays},
      changed_days = ARRAY(SELECT d FROM unnest(changed_days) d WHERE d NOT BETWEEN ${chunk.from}::date AND ${chunk.to}::date)
    WHERE id = ${id}`;
}

/** Marks changed days as recounted. */
export async function noteCountedChanges(
  db: Database,
  id: number,
  days: readonly string[],
  now: Date,
): Promise<void> {
  await db.$executeRaw`
    UPDATE zone_rebuilds SET worked_at = ${now},
      changed_days = ARRAY(SELECT d FROM unnest(changed_days) d WHERE d <> ALL (${days}::date[]))
    WHERE id = ${id}`;
}
