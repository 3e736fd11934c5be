import { z } from 'zod';
import { Prisma } from '@/generated/prisma/client';
import type { Database } from '@/lib/db/client';
import { queryColumn, queryValue } from '@/lib/db/query';
import { DAY } from '@/lib/shared/time';

/** As long as a look-up that broke off is waited for. */
const ASK_AGAIN_MS = DAY;

/** Claims whose id is one of Spotify's, by its form: one of another form would spoil a whole batch of look-ups. */
const isClaim = Prisma.sql`t.claimed_by IS NOT NULL AND t.spotify_id ~ '^[0-9A-Za-z]{22}$'`;

const isDue = (now: Date): Prisma.Sql =>
  Prisma.sql`${isClaim} AND (t.look_up_after IS NULL OR t.look_up_after <= ${now}::timestamptz)`;

/** Whether files named tracks that Spotify was never asked about, or not for long. */
export async function hasTracksToLookUp(db: Database, now: Date): Promise<boolean> {
  return queryValue(db, z.boolean())`
    SELECT EXISTS (SELECT FROM tracks t WHERE ${isClaim} AND t.look_up_after IS NULL)
      OR EXISTS (SELECT FROM tracks t WHERE ${isClaim} AND t.look_up_after <= ${now}::timestamptz) AS due`;
}

/**
 * Takes up to `limit` ids of Spotify's that only files named, and puts them off for a day, so that an id that cannot be
 * looked up blocks no other. Each listener's most played claims come first, and listeners take turns: no file keeps those of
 * others waiting. Tracks that were only ever skipped come last.
 */
export async function takeTracksToLookUp(db: Database, limit: number, now: Date): Promise<string[]> {
  const played = await takeMostPlayed(db, limit, now);
  if (played.length === limit) return played;
  const rest = await queryColumn(db, z.string())`
    SELECT DISTINCT spotify_id FROM (
      SELECT t.spotify_id FROM tracks t WHERE ${isDue(now)} LIMIT ${limit - played.length}) t ORDER BY 1`;
  return played.concat(await putOff(db, rest, now));
}

/** Reads the most played tracks of each listener, as far as it takes to find enough claims among them. */
async function takeMostPlayed(db: Database, limit: number, now: Date): Promise<string[]> {
  const ids = await queryColumn(db, z.string())`
    SELECT x.spotify_id FROM users u CROSS JOIN LATERAL (
      SELECT m.*, row_number() OVER (ORDER BY m.plays DESC, m.listened_ms DESC, m.track_id) AS turn FROM (
        SELECT t.spotify_id, s.plays, s.listened_ms, s.track_id
        FROM user_track_stats s JOIN tracks t ON t.id = s.track_id AND t.claimed_by = s.user_id
        WHERE s.user_id = u.id AND ${isDue(now)}
        ORDER BY s.plays DESC, s.listened_ms DESC, s.track_id LIMIT ${limit}) m) x
    WHERE EXISTS (SELECT FROM tracks t WHERE t.claimed_by = u.id AND ${isDue(now)})
    GROUP BY x.spotify_id ORDER BY min(x.turn), max(x.plays) DESC, x.spotify_id LIMIT ${limit}`;
  return putOff(db, ids, now);
}

/** Returns those of the ids that nobody else took, in their order. */
async function putOff(db: Database, spotifyIds: readonly string[], now: Date): Promise<string[]> {
  const taken = await queryColumn(db, z.string())`
    UPDATE tracks SET look_up_after = ${new Date(now.getTime() + ASK_AGAIN_MS)} WHERE id IN (
      SELECT t.id FROM tracks t WHERE t.spotify_id = ANY (${[...spotifyIds]}::text[]) AND ${isDue(now)}
      ORDER BY t.id FOR NO KEY UPDATE SKIP LOCKED)
    RETURNING spotify_id`;
  const own = new Set(taken);
  return spotifyIds.filter((id) => own.has(id));
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
