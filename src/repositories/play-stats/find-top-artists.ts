import 'server-only';
import { z } from 'zod';
import type { Database } from '@/lib/db/client';
import { type TopRow, topRow } from './top-row';

/** Artists of all time in the same total order as the top tracks; a play counts for every artist of its track. */
export async function findTopArtists(db: Database, userId: number, limit: number): Promise<TopRow[]> {
  const rows = await db.$queryRaw`
    WITH top AS MATERIALIZED (
      SELECT artist_id, plays, listened_ms, first_played_at
      FROM user_artist_stats
      WHERE user_id = ${userId}
      ORDER BY plays DESC, listened_ms DESC, artist_id
      LIMIT ${limit}
    )
    SELECT a.id, a.spotify_id AS "spotifyId", a.name, a.image_url AS "imageUrl", ARRAY[]::text[] AS artists,
      top.plays, top.listened_ms AS "listenedMs", top.first_played_at AS "firstPlayedAt"
    FROM top
    JOIN artists a ON a.id = top.artist_id
    ORDER BY top.plays DESC, top.listened_ms DESC, a.id`;
  return z.array(topRow).parse(rows);
}
