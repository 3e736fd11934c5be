import type { Database } from '@/lib/db/client';

/** Makes every cached answer about this listener unreachable: the row that their version is read from is written anew. */
export async function raiseStatisticsVersion(db: Database, userId: number): Promise<void> {
  await db.$executeRaw`UPDATE user_totals SET plays = plays WHERE user_id = ${userId}`;
}
