import type { Database } from '@/lib/db/client';

/** Invalidates every cached answer about this listener, by rewriting the row that the version is derived from. */
export async function raiseStatisticsVersion(db: Database, userId: number): Promise<void> {
  await db.$executeRaw`UPDATE user_totals SET plays = plays WHERE user_id = ${userId}`;
}
