import { z } from 'zod';
import type { ExclusionCheck } from '@/generated/prisma/client';
import type { Database } from '@/lib/db/client';
import { queryValue } from '@/lib/db/query';
import { countPlaysByUser } from './play-event-repository';

/** Plays of a listener that are compared with the exclusions, in the background. */
export type { ExclusionCheck };

/** What the listener's figures still follow; null when they have. */
export function findExclusionCheck(db: Database, userId: number): Promise<ExclusionCheck | null> {
  return db.exclusionCheck.findUnique({ where: { userId } });
}

/** Begins to compare all plays of the listener; one under way begins again. The caller's transaction locks the row. */
export async function startExclusionCheck(db: Database, userId: number, now: Date): Promise<ExclusionCheck> {
  await db.exclusionCheck.deleteMany({ where: { userId } });
  const plays = await countPlaysByUser(db, userId);
  return db.exclusionCheck.create({ data: { userId, requestedAt: now, workedAt: now, plays } });
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
export function findStalledChecks(
  db: Database,
  since: Date,
  limit: number,
): Promise<Pick<ExclusionCheck, 'id' | 'userId'>[]> {
  return db.exclusionCheck.findMany({
    where: { workedAt: { lte: since } },
    orderBy: [{ workedAt: 'asc' }, { id: 'asc' }],
    take: limit,
    select: { id: true, userId: true },
  });
}
