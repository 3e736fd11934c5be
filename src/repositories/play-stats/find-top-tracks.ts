import 'server-only';
import { z } from 'zod';
import type { Database } from '@/lib/db/client';
import { type TopRow, topRow } from './top-row';

/**
 * Tracks of all time, most played first; equal counts fall back to listening time, then to the id, so that the order is
 * total. The rollup's index is in this order: the cost depends on `limit`, not on how much was played.
 */
export async function findTopTracks(db: Database, userId: number, limit: number): Promise<TopRow[]> {
  const rows = await db.$queryRaw`
    WITH top AS MATERIALIZED (
      SELECT track_id, plays, listened_ms, first_played_at
      FROM user_track_stats
      WHERE user_id = ${userId}
      ORDER BY plays DESC, listened_ms DESC, track_id
      LIMIT ${limit}
    )
    SELECT t.id, t.spotify_id AS "spotifyId", t.name, al.image_url AS "imageUrl",
      ARRAY(SELECT a.name FROM track_artists ta JOIN artists a ON a.id = ta.artist_id
            WHERE ta.track_id = t.id ORDER BY ta.position) AS artists,
      top.plays, top.listened_ms AS "listenedMs", top.first_played_at AS "firstPlayedAt"
    FROM top
    JOIN tracks t ON t.id = top.track_id
    LEFT JOIN albums al ON al.id = t.album_id
    ORDER BY top.plays DESC, top.listened_ms DESC, t.id`;
  return z.array(topRow).parse(rows);
}
