import { z } from 'zod';
import { Prisma } from '@/generated/prisma/client';
import type { Database } from '@/lib/db/client';
import { bigSum, queryOne } from '@/lib/db/query';
import type { EntityKind } from '@/lib/shared/analytics/statistics';
import { linkedArtists } from './artists-of-track';
import { kindInSql } from './entity-kinds';

const named = z.object({ id: z.int(), name: z.string() });

const entityRow = z.object({
  spotifyId: z.string().nullable(),
  name: z.string(),
  artists: z.array(named),
  album: named.nullable(),
  imageUrl: z.string().nullable(),
  genres: z.array(z.string()),
  releaseDate: z.string().nullable(),
  durationMs: z.int().nullable(),
  totalTracks: z.int().nullable(),
  plays: z.int(),
  listenedMs: bigSum,
  firstPlayedAt: z.date(),
  lastPlayedAt: z.date(),
  rank: z.int(),
});

export type EntityRow = z.output<typeof entityRow>;

const GENRES_OF_ARTISTS = (track: Prisma.Sql) => Prisma.sql`ARRAY(SELECT DISTINCT g FROM track_artists ta
  JOIN artists a ON a.id = ta.artist_id, unnest(a.genres) g WHERE ${track} ORDER BY 1)`;

const DESCRIBED: Record<EntityKind, Prisma.Sql> = {
  track: Prisma.sql`t.spotify_id AS "spotifyId", t.name,
    ${linkedArtists} AS artists,
    CASE WHEN al.id IS NOT NULL THEN jsonb_build_object('id', al.id, 'name', al.name) END AS album,
    al.image_url AS "imageUrl", ${GENRES_OF_ARTISTS(Prisma.sql`ta.track_id = t.id`)} AS genres,
    al.release_date AS "releaseDate", t.duration_ms AS "durationMs", NULL::int AS "totalTracks"`,
  artist: Prisma.sql`a.spotify_id AS "spotifyId", a.name, '[]'::jsonb AS artists, NULL::jsonb AS album,
    a.image_url AS "imageUrl", a.genres, NULL::text AS "releaseDate", NULL::int AS "durationMs",
    NULL::int AS "totalTracks"`,
  album: Prisma.sql`al.spotify_id AS "spotifyId", al.name,
    (SELECT coalesce(jsonb_agg(jsonb_build_object('id', x.id, 'name', x.name) ORDER BY x.tracks DESC, x.id), '[]')
     FROM (SELECT a.id, a.name, count(*) AS tracks FROM tracks t
           JOIN track_artists ta ON ta.track_id = t.id AND ta.position = 0 JOIN artists a ON a.id = ta.artist_id
           WHERE t.album_id = al.id AND t.claimed_by IS NOT DISTINCT FROM al.claimed_by GROUP BY a.id ORDER BY 3 DESC, 1 LIMIT 3) x) AS artists,
    NULL::jsonb AS album, al.image_url AS "imageUrl",
    ${GENRES_OF_ARTISTS(Prisma.sql`ta.track_id IN (SELECT id FROM tracks
      WHERE album_id = al.id AND claimed_by IS NOT DISTINCT FROM al.claimed_by) AND ta.position = 0`)} AS genres,
    al.release_date AS "releaseDate", NULL::int AS "durationMs", al.total_tracks AS "totalTracks"`,
};

/** The details of a track, artist or album that the listener has played, with its all-time figures and rank by plays. */
export async function findEntity(
  db: Database,
  userId: number,
  kind: EntityKind,
  entityId: number,
): Promise<EntityRow | null> {
  const { rollup, id, keyOf, joins } = kindInSql(kind, userId);
  return queryOne(db, entityRow)`
    WITH ranked AS MATERIALIZED (
      SELECT ${id} AS id, plays, listened_ms, first_played_at, last_played_at
      FROM ${rollup} WHERE user_id = ${userId} AND ${id} = ${keyOf(entityId)}
    )
    SELECT ranked.plays, ranked.listened_ms AS "listenedMs", ranked.first_played_at AS "firstPlayedAt",
      ranked.last_played_at AS "lastPlayedAt",
      (SELECT count(*)::int + 1 FROM ${rollup} r WHERE r.user_id = ${userId} AND r.plays >= ranked.plays
         AND (r.plays > ranked.plays OR r.listened_ms > ranked.listened_ms
              OR (r.listened_ms = ranked.listened_ms AND r.${id} < ranked.id))) AS rank,
      ${DESCRIBED[kind]}
    FROM ranked ${joins}`;
}
