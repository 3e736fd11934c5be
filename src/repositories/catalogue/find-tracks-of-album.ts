import { z } from 'zod';
import { Prisma } from '@/generated/prisma/client';
import type { Database } from '@/lib/db/client';
import { query } from '@/lib/db/query';
import type { Days, Listener } from '@/repositories/analytics/listener-days';
import { isLeftOutOf } from '@/repositories/history/left-out-plays';
import { isOfEntity } from './find-entity-plays';
import { playedAmong } from './find-entity-tracks';

const trackRow = z.object({
  id: z.int(),
  spotifyId: z.string().nullable(),
  name: z.string(),
  discNumber: z.int().nullable(),
  trackNumber: z.int().nullable(),
  /** On the days; 0 where it was only played on others. */
  plays: z.int(),
  status: z.enum(['played', 'left_out', 'elsewhere', 'unplayed']),
});

export type TrackOfAlbumRow = z.output<typeof trackRow>;

/**
 * The tracks of an album in order: those that the listener ever played, also those left out; for each other number the track
 * that Spotify named in any listener's poll; then those without a number. Only this listener's claims.
 */
export function findTracksOfAlbum(
  db: Database,
  listener: Listener,
  albumId: number,
  { days, limit }: { days: Days; limit: number },
): Promise<TrackOfAlbumRow[]> {
  const { id: userId } = listener;
  const isAmong = isOfEntity(userId, { kind: 'album', id: albumId });
  return query(db, trackRow)`
    WITH played AS (${playedAmong(listener, days, isAmong)}),
    ever AS (
      SELECT track_id, plays, 'played' AS status FROM user_track_stats WHERE user_id = ${userId} AND ${isAmong}
      UNION ALL
      SELECT DISTINCT track_id, 0, 'left_out' FROM play_events e WHERE ${isLeftOutOf(userId)} AND ${isAmong}
        AND NOT EXISTS (SELECT FROM user_track_stats c WHERE c.user_id = ${userId} AND c.track_id = e.track_id)),
    never AS (
      SELECT DISTINCT ON (${disc('t')}, t.track_number) t.id AS track_id, 0 AS plays,
        CASE WHEN EXISTS (SELECT FROM user_recording_stats r WHERE r.user_id = ${userId}
            AND r.recording_id = recording_of(${userId}::int, t.id)) THEN 'elsewhere' ELSE 'unplayed' END AS status
      FROM tracks t WHERE t.album_id = ${albumId} AND t.claimed_by IS NULL AND t.track_number IS NOT NULL AND t.name <> ''
        AND NOT EXISTS (SELECT FROM ever v JOIN tracks o ON o.id = v.track_id
          WHERE ${disc('o')} = ${disc('t')} AND o.track_number = t.track_number)
      ORDER BY ${disc('t')}, t.track_number, status, t.id)
    SELECT t.id, t.spotify_id AS "spotifyId", t.name, t.disc_number AS "discNumber", t.track_number AS "trackNumber",
      coalesce(p.plays, 0) AS plays, s.status
    FROM (SELECT * FROM ever UNION ALL SELECT * FROM never) s JOIN tracks t ON t.id = s.track_id
    LEFT JOIN played p ON p.track_id = t.id
    ORDER BY ${disc('t')}, t.track_number NULLS LAST, s.plays DESC, t.id LIMIT ${limit}`;
}

/** The disc of a track; the first one where it is unknown. */
const disc = (track: 't' | 'o'): Prisma.Sql => Prisma.raw(`coalesce(${track}.disc_number, 1)`);
