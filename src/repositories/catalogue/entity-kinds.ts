import { Prisma } from '@/generated/prisma/client';
import type { Measure } from '@/lib/shared/analytics/range';
import type { EntityKind } from '@/lib/shared/analytics/statistics';

/** The SQL that differs between tracks, artists and albums. Everything here is constant text. */
interface KindInSql {
  rollup: Prisma.Sql;
  id: Prisma.Sql;
  /** The column of user_totals that counts the different ones of all time. */
  total: Prisma.Sql;
  /** From `played` (track_id, plays, listened_ms) to id, plays and listened_ms of the kind. */
  fromPlayed: (played: Prisma.Sql) => Prisma.Sql;
  /** Reads "spotifyId", name, "imageUrl" and artists of the entity with `ranked.id`. */
  described: Prisma.Sql;
  joins: Prisma.Sql;
}

const COUNTED = Prisma.sql`sum(h.plays)::int AS plays, sum(h.listened_ms)::bigint AS listened_ms`;

const KINDS: Record<EntityKind, KindInSql> = {
  track: {
    rollup: Prisma.sql`user_track_stats`,
    id: Prisma.sql`track_id`,
    total: Prisma.sql`tracks`,
    fromPlayed: (played) => Prisma.sql`SELECT track_id AS id, plays, listened_ms FROM ${played} h`,
    described: Prisma.sql`t.spotify_id AS "spotifyId", t.name, al.image_url AS "imageUrl",
      ARRAY(SELECT a.name FROM track_artists ta JOIN artists a ON a.id = ta.artist_id
            WHERE ta.track_id = t.id ORDER BY ta.position) AS artists`,
    joins: Prisma.sql`JOIN tracks t ON t.id = ranked.id LEFT JOIN albums al ON al.id = t.album_id`,
  },
  artist: {
    rollup: Prisma.sql`user_artist_stats`,
    id: Prisma.sql`artist_id`,
    total: Prisma.sql`artists`,
    fromPlayed: (played) => Prisma.sql`SELECT ta.artist_id AS id, ${COUNTED} FROM ${played} h
      JOIN track_artists ta ON ta.track_id = h.track_id GROUP BY 1`,
    described: Prisma.sql`a.spotify_id AS "spotifyId", a.name, a.image_url AS "imageUrl", ARRAY[]::text[] AS artists`,
    joins: Prisma.sql`JOIN artists a ON a.id = ranked.id`,
  },
  album: {
    rollup: Prisma.sql`user_album_stats`,
    id: Prisma.sql`album_id`,
    total: Prisma.sql`albums`,
    fromPlayed: (played) => Prisma.sql`SELECT t.album_id AS id, ${COUNTED} FROM ${played} h
      JOIN tracks t ON t.id = h.track_id WHERE t.album_id IS NOT NULL GROUP BY 1`,
    // The catalogue has no artists of an album: those named first on most of its tracks are shown instead.
    described: Prisma.sql`al.spotify_id AS "spotifyId", al.name, al.image_url AS "imageUrl",
      ARRAY(SELECT a.name FROM tracks t JOIN track_artists ta ON ta.track_id = t.id AND ta.position = 0
            JOIN artists a ON a.id = ta.artist_id WHERE t.album_id = al.id
            GROUP BY a.id ORDER BY count(*) DESC, a.id LIMIT 3) AS artists`,
    joins: Prisma.sql`JOIN albums al ON al.id = ranked.id`,
  },
};

export const kindInSql = (kind: EntityKind): KindInSql => KINDS[kind];

/** The total order of a top list: its measure, then the other measure, then the key. */
export const rankOrder = (by: Measure, id: Prisma.Sql): Prisma.Sql =>
  by === 'plays'
    ? Prisma.sql`plays DESC, listened_ms DESC, ${id}`
    : Prisma.sql`listened_ms DESC, plays DESC, ${id}`;
