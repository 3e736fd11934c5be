import type { Database } from '@/lib/db/client';

/** Stores from which length on plays count, and counts all rollups again. The caller's transaction locks the listener's row. */
export async function saveCountsFrom(db: Database, userId: number, countsFromMs: number): Promise<void> {
  await db.user.update({ where: { id: userId }, data: { countsFromMs }, select: { id: true } });
  await db.$queryRaw`SELECT recount_listener(${userId}::int)::text`;
}
