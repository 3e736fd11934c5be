import { z } from 'zod';
import type { Database } from '@/lib/db/client';
import { query } from '@/lib/db/query';
import type { Days, Listener } from '@/repositories/analytics/listener-days';
import { isLeftOutOf } from '@/repositories/history/left-out-plays';
import { isOfEntity } from './find-entity-plays';
import { playedAmong } from './find-entity-tracks';

const trackRow = z.object({
  id: z.int(),
  name: z.string(),
  discNumber: z.int().nullable(),
  trackNumber: z.int().nullable(),
  /** On the days; 0 where it was only played on others. */
  plays: z.int(),
  /** None of its plays counts, and some would if they were not left out. */
  isLeftOut: z.boolean(),
});

export type TrackOfAlbum = z.output<typeof trackRow>;

/** The tracks of an album that the listener ever played, also those left out, in its order; those of unknown place last. */
export function findTracksOfAlbum(
  db: Database,
  listener: Listener,
  albumId: number,
  { days, limit }: { days: Days; limit: number },
): Promise<TrackOfAlbum[]> {
  const isAmong = isOfEntity(listener.id, { kind: 'album', id: albumId });
  return query(db, trackRow)`
    WITH played AS (${playedAmong(listener, days, isAmong)}),
    ever AS (
      SELECT track_id, plays FROM user_track_stats WHERE user_id = ${listener.id} AND ${isAmong}
      UNION ALL
      SELECT DISTINCT track_id, 0 FROM play_events e WHERE ${isLeftOutOf(listener.id)} AND ${isAmong}
        AND NOT EXISTS (SELECT FROM user_track_stats c WHERE c.user_id = ${listener.id} AND c.track_id = e.track_id))
    SELECT t.id, t.name, t.disc_number AS "discNumber", t.track_number AS "trackNumber", coalesce(p.plays, 0) AS plays,
      s.plays = 0 AS "isLeftOut"
    FROM ever s JOIN tracks t ON t.id = s.track_id LEFT JOIN played p ON p.track_id = t.id
    ORDER BY coalesce(t.disc_number, 1), t.track_number NULLS LAST, s.plays DESC, t.id LIMIT ${limit}`;
}
