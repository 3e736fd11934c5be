import { z } from 'zod';
import type { Database } from '@/lib/db/client';
import { query, queryOnly, queryValue } from '@/lib/db/query';

const checkRow = z.object({
  id: z.int(),
  userId: z.int(),
  requestedAt: z.date(),
  workedAt: z.date(),
  plays: z.int(),
  checkedPlays: z.int(),
});

/** Plays of a listener that are compared with the exclusions, in the background. */
export type ExclusionCheck = z.output<typeof checkRow>;

/** What the listener's figures still follow; null when they have. */
export async function findExclusionCheck(db: Database, userId: number): Promise<ExclusionCheck | null> {
  return db.exclusionCheck.findUnique({
    where: { userId },
    select: { id: true, userId: true, requestedAt: true, workedAt: true, plays: true, checkedPlays: true },
  });
}

/** Begins to compare all plays of the listener; one under way begins again. The caller's transaction locks the row. */
export async function startExclusionCheck(db: Database, userId: number, now: Date): Promise<ExclusionCheck> {
  await db.exclusionCheck.deleteMany({ where: { userId } });
  return queryOnly(db, checkRow)`
    INSERT INTO exclusion_checks (user_id, requested_at, worked_at, plays)
    VALUES (${userId}, ${now}, ${now}, (SELECT count(*) FROM play_events WHERE user_id = ${userId}))
    RETURNING id, user_id AS "userId", requested_at AS "requestedAt", worked_at AS "workedAt", plays,
      checked_plays AS "checkedPlays"`;
}

/** Compares the next plays. True when all are compared. The caller's transaction locks the listener's row. */
export async function checkNextPlays(
  db: Database,
  checkId: number,
  { mostPlays, now }: { mostPlays: number; now: Date },
): Promise<boolean> {
  return queryValue(db, z.boolean())`SELECT check_exclusions(${checkId}::int, ${mostPlays}::int, ${now})`;
}

/** Checks without progress since then, those that wait longest first. */
export async function findStalledChecks(
  db: Database,
  since: Date,
  limit: number,
): Promise<{ id: number; userId: number }[]> {
  return query(db, z.object({ id: z.int(), userId: z.int() }))`
    SELECT id, user_id AS "userId" FROM exclusion_checks WHERE worked_at <= ${since} ORDER BY worked_at, id LIMIT ${limit}`;
}
