import { z } from 'zod';
import type { Database } from '@/lib/db/client';
import { query } from '@/lib/db/query';

const sampleRow = z.object({
  /** The name of the key that sealed it. */
  key: z.string(),
  listeners: z.int(),
  userId: z.int(),
  refreshToken: z.string(),
});

/** For each key that tokens are sealed with: how many listeners have one, and one of their refresh tokens, sealed. */
export async function findSealedTokenSamples(db: Database): Promise<z.output<typeof sampleRow>[]> {
  return query(db, sampleRow)`
    SELECT DISTINCT ON (key) key, count(*) OVER (PARTITION BY key)::int AS listeners, id AS "userId",
      refresh_token AS "refreshToken"
    FROM (SELECT id, refresh_token, split_part(refresh_token, '.', 1) AS key
      FROM users WHERE refresh_token IS NOT NULL) sealed
    ORDER BY key, id DESC`;
}
