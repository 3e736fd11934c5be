import { z } from 'zod';
import type { Database } from '@/lib/db/client';
import { queryOne } from '@/lib/db/query';

const totalsRow = z.object({
  plays: z.int(),
  listenedMs: z.bigint().transform(Number),
  /** Recordings. */
  tracks: z.int(),
  artists: z.int(),
  albums: z.int(),
  firstPlayedAt: z.date(),
  lastPlayedAt: z.date(),
});

export type UserTotals = z.output<typeof totalsRow>;

/** All-time totals of one listener, one row of the rollup; null until the first play is stored. */
export async function findUserTotals(db: Database, userId: number): Promise<UserTotals | null> {
  return queryOne(db, totalsRow)`
    SELECT plays, listened_ms AS "listenedMs", recordings AS tracks, artists, albums,
      first_played_at AS "firstPlayedAt", last_played_at AS "lastPlayedAt"
    FROM user_totals
    WHERE user_id = ${userId}`;
}
