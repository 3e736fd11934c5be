import { z } from 'zod';
import type { Database } from '@/lib/db/client';
import { query, queryOne } from '@/lib/db/query';

const releaseRow = z.object({
  id: z.int(),
  name: z.string(),
  album: z.object({ id: z.int(), name: z.string() }).nullable(),
  plays: z.int(),
  isSeparate: z.boolean(),
  isCounted: z.boolean(),
});

/** A release, and whether the recording of the track that was asked for counts its plays. */
export type ReleaseRow = z.output<typeof releaseRow>;

/** All releases of a track's recording that the listener has played, those kept apart too; most played first. */
export async function findReleases(
  db: Database,
  userId: number,
  trackId: number,
  limit: number,
): Promise<ReleaseRow[]> {
  return query(db, releaseRow)`
    SELECT t.id, t.name, s.plays, apart.track_id IS NOT NULL AS "isSeparate",
      CASE WHEN al.id IS NOT NULL THEN jsonb_build_object('id', al.id, 'name', al.name) END AS album,
      coalesce(apart.recording_id, t.recording_id) = recording_of(${userId}::int, asked.id) AS "isCounted"
    FROM tracks asked JOIN tracks t ON t.recording_id = asked.recording_id
    JOIN user_track_stats s ON s.user_id = ${userId} AND s.track_id = t.id
    LEFT JOIN albums al ON al.id = t.album_id
    LEFT JOIN separate_tracks apart ON apart.user_id = ${userId} AND apart.track_id = t.id
    WHERE asked.id = ${trackId} ORDER BY s.plays DESC, s.listened_ms DESC, t.id LIMIT ${limit}`;
}

/**
 * Keeps a release apart from its recording, for this listener, and counts both again. Does nothing when it is apart already,
 * or when the listener has played no other release of it. Call it in a transaction that has locked the listener's row.
 */
export async function separateTrack(db: Database, userId: number, trackId: number): Promise<void> {
  const moved = await queryOne(db, movedRow)`
    INSERT INTO separate_tracks (user_id, track_id, recording_id)
      SELECT ${userId}, t.id, nextval('recording_ids') FROM tracks t
      WHERE t.id = ${trackId}
        AND EXISTS (SELECT 1 FROM user_track_stats s WHERE s.user_id = ${userId} AND s.track_id = t.id)
        AND EXISTS (SELECT 1 FROM releases_of(${userId}::int, t.recording_id) s WHERE s.track_id <> t.id)
    ON CONFLICT DO NOTHING RETURNING track_id AS "trackId", recording_id AS "recordingId"`;
  if (moved) await recount(db, userId, moved);
}

/**
 * Counts a release together with its recording again. Does nothing when it was not kept apart. Call it in a transaction that
 * has locked the listener's row.
 */
export async function joinTrack(db: Database, userId: number, trackId: number): Promise<void> {
  const moved = await queryOne(db, movedRow)`
    DELETE FROM separate_tracks WHERE user_id = ${userId} AND track_id = ${trackId}
    RETURNING track_id AS "trackId", recording_id AS "recordingId"`;
  if (moved) await recount(db, userId, moved);
}

const movedRow = z.object({ trackId: z.int(), recordingId: z.int() });

async function recount(db: Database, userId: number, moved: z.output<typeof movedRow>): Promise<void> {
  await query(db, z.unknown())`
    SELECT recount_recordings(${userId}::int,
      ARRAY[${moved.recordingId}::int, (SELECT recording_id FROM tracks WHERE id = ${moved.trackId})])::text`;
  await query(db, z.unknown())`SELECT recount_totals(${userId}::int, 0)::text`;
  // An exclusion of one of them does not mean the other any more, or means it now.
  await query(db, z.unknown())`
    SELECT recount_left_out(${userId}::int, array_agg(e.played_at), array_agg(e.track_id))::text FROM play_events e
    WHERE e.user_id = ${userId} AND e.track_id IN (
      SELECT id FROM tracks WHERE recording_id = (SELECT recording_id FROM tracks WHERE id = ${moved.trackId}))
      AND EXISTS (SELECT FROM exclusions WHERE user_id = ${userId})`;
}
