import { z } from 'zod';
import type { Database } from '@/lib/db/client';
import { queryOne } from '@/lib/db/query';

/** Sets the address of the listener's badge; null: there is none. False when the account has been deleted. */
export async function saveBadge(db: Database, userId: number, badgeId: string | null): Promise<boolean> {
  return (await db.user.updateMany({ where: { id: userId }, data: { badgeId } })).count > 0;
}

/** The address of the listener's badge; null while there is none. */
export async function findBadge(db: Database, userId: number): Promise<string | null> {
  return (await db.user.findUnique({ where: { id: userId }, select: { badgeId: true } }))?.badgeId ?? null;
}

const owner = z.object({ id: z.int(), timeZone: z.string() });

/** Whose badge has this address; null when nobody's. */
export const findBadgeOwner = (db: Database, badgeId: string): Promise<z.output<typeof owner> | null> =>
  queryOne(db, owner)`SELECT id, time_zone AS "timeZone" FROM users WHERE badge_id = ${badgeId}`;
