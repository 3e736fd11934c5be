import { z } from 'zod';
import { Prisma } from '@/generated/prisma/client';
import type { Database } from '@/lib/db/client';
import { query, queryOnly } from '@/lib/db/query';
import { DAY } from '@/lib/shared/time';

/** As long as a look-up that broke off is waited for. */
const ASK_AGAIN_MS = DAY;

/** Claims whose id is one of Spotify's, by its form: one of another form would spoil a whole batch of look-ups. */
const isDue = (now: Date): Prisma.Sql => Prisma.sql`
  t.claimed_by IS NOT NULL AND t.spotify_id ~ '^[0-9A-Za-z]{22}$'
  AND (t.look_up_after IS NULL OR t.look_up_after <= ${now}::timestamptz)`;

/** Whether files named tracks that Spotify was never asked about, or not for long. */
export async function hasTracksToLookUp(db: Database, now: Date): Promise<boolean> {
  const row = z.object({ due: z.boolean() });
  return (await queryOnly(db, row)`SELECT EXISTS (SELECT FROM tracks t WHERE ${isDue(now)}) AS due`).due;
}

/**
 * Takes up to `limit` ids of Spotify's that only files named, and puts them off for a day, so that an id that cannot be
 * looked up blocks no other. Each listener's most played claims that were never looked up come first, and listeners take
 * turns: no file keeps those of others waiting. Linear in the claims.
 */
export async function takeTracksToLookUp(db: Database, limit: number, now: Date): Promise<string[]> {
  const rows = await query(db, z.object({ spotifyId: z.string() }))`
    WITH due AS (
      SELECT t.spotify_id, s.plays, row_number() OVER (
        PARTITION BY t.claimed_by ORDER BY t.look_up_after NULLS FIRST, s.plays DESC NULLS LAST, t.id) AS turn
      FROM tracks t LEFT JOIN user_track_stats s ON s.user_id = t.claimed_by AND s.track_id = t.id
      WHERE ${isDue(now)}
    ), taken AS (
      SELECT spotify_id, row_number() OVER (ORDER BY min(turn), max(plays) DESC NULLS LAST, spotify_id) AS place
      FROM due GROUP BY spotify_id ORDER BY place LIMIT ${limit}
    ), held AS (
      SELECT t.id, d.place FROM tracks t JOIN taken d USING (spotify_id)
      WHERE t.claimed_by IS NOT NULL ORDER BY t.id FOR NO KEY UPDATE OF t SKIP LOCKED
    ), put_off AS (
      UPDATE tracks t SET look_up_after = ${new Date(now.getTime() + ASK_AGAIN_MS)} FROM held h WHERE t.id = h.id
      RETURNING t.spotify_id, h.place
    )
    SELECT spotify_id AS "spotifyId" FROM put_off GROUP BY 1 ORDER BY min(place)`;
  return rows.map(({ spotifyId }) => spotifyId);
}

/** Lets these ids be looked up again from then on; null: as soon as those that never were. */
export async function lookUpAgain(
  db: Database,
  spotifyIds: readonly string[],
  after: Date | null,
): Promise<void> {
  await db.track.updateMany({
    where: { claimedBy: { not: null }, spotifyId: { in: [...spotifyIds] } },
    data: { lookUpAfter: after },
  });
}
