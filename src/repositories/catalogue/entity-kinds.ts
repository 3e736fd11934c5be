import { Prisma } from '@/generated/prisma/client';
import type { Measure } from '@/lib/shared/analytics/range';
import type { CountedKind } from '@/lib/shared/analytics/statistics';
import { artistsOfTrack } from './artists-of-track';

/** The SQL that differs between recordings, releases, artists and albums. */
interface KindInSql {
  rollup: Prisma.Sql;
  /** The key in the rollup: of a track, the number of its recording. */
  id: Prisma.Sql;
  /** The column of user_totals that counts the different ones of all time. */
  total: Prisma.Sql;
  /** From `played` (track_id, plays, listened_ms) to the key, plays and listened_ms of the kind. */
  fromPlayed: (played: Prisma.Sql) => Prisma.Sql;
  /** The key of the entity with this id, which of a track is that of any release of the recording. */
  keyOf: (id: number) => Prisma.Sql;
  /** Reads id, "spotifyId", name, "imageUrl" and artists of the entity whose key is `ranked.id`. */
  described: Prisma.Sql;
  joins: Prisma.Sql;
}

const COUNTED = Prisma.sql`sum(h.plays)::int AS plays, sum(h.listened_ms)::bigint AS listened_ms`;

const RELEASE = {
  described: Prisma.sql`t.id, t.spotify_id AS "spotifyId", t.name, al.image_url AS "imageUrl",
      ${artistsOfTrack('name')} AS artists`,
  joins: Prisma.sql`JOIN tracks t ON t.id = ranked.id LEFT JOIN albums al ON al.id = t.album_id`,
};

/** The kind as SQL, for this listener: which releases are one recording is theirs to choose. */
export function kindInSql(kind: CountedKind, userId: number): KindInSql {
  if (kind === 'track') return recordings(userId);
  return KINDS[kind];
}

/** A recording is shown as the release of it that the listener plays most. */
const recordings = (userId: number): KindInSql => ({
  rollup: Prisma.sql`user_recording_stats`,
  id: Prisma.sql`recording_id`,
  total: Prisma.sql`recordings`,
  fromPlayed: (played) => Prisma.sql`SELECT ${recordingOf(Prisma.sql`t`)} AS id, ${COUNTED} FROM ${played} h
      JOIN tracks t ON t.id = h.track_id ${separations(userId, Prisma.sql`t`)} GROUP BY 1`,
  keyOf: (id) => Prisma.sql`recording_of(${userId}::int, ${id}::int)`,
  described: RELEASE.described,
  joins: Prisma.sql`JOIN LATERAL (SELECT track_id FROM releases_of(${userId}::int, ranked.id)
      ORDER BY plays DESC, listened_ms DESC, track_id LIMIT 1) shown ON true
      JOIN tracks t ON t.id = shown.track_id LEFT JOIN albums al ON al.id = t.album_id`,
});

/** Joins what the listener keeps apart to a row with the id of a track; read it with `recordingOf`. */
export const separations = (userId: number, track: Prisma.Sql): Prisma.Sql =>
  Prisma.sql`LEFT JOIN separate_tracks apart ON apart.user_id = ${userId} AND apart.track_id = ${track}.id`;

/** The recording that the listener counts a track under, after `separations`. */
export const recordingOf = (track: Prisma.Sql): Prisma.Sql =>
  Prisma.sql`coalesce(apart.recording_id, ${track}.recording_id)`;

const keyIsId = (id: number): Prisma.Sql => Prisma.sql`${id}::int`;

const KINDS: Record<Exclude<CountedKind, 'track'>, KindInSql> = {
  release: {
    rollup: Prisma.sql`user_track_stats`,
    id: Prisma.sql`track_id`,
    total: Prisma.sql`tracks`,
    fromPlayed: (played) => Prisma.sql`SELECT track_id AS id, plays, listened_ms FROM ${played} h`,
    keyOf: keyIsId,
    ...RELEASE,
  },
  artist: {
    rollup: Prisma.sql`user_artist_stats`,
    id: Prisma.sql`artist_id`,
    total: Prisma.sql`artists`,
    fromPlayed: (played) => Prisma.sql`SELECT ta.artist_id AS id, ${COUNTED} FROM ${played} h
      JOIN track_artists ta ON ta.track_id = h.track_id GROUP BY 1`,
    keyOf: keyIsId,
    described: Prisma.sql`a.id, a.spotify_id AS "spotifyId", a.name, a.image_url AS "imageUrl", ARRAY[]::text[] AS artists`,
    joins: Prisma.sql`JOIN artists a ON a.id = ranked.id`,
  },
  album: {
    rollup: Prisma.sql`user_album_stats`,
    id: Prisma.sql`album_id`,
    total: Prisma.sql`albums`,
    fromPlayed: (played) => Prisma.sql`SELECT t.album_id AS id, ${COUNTED} FROM ${played} h
      JOIN tracks t ON t.id = h.track_id WHERE t.album_id IS NOT NULL GROUP BY 1`,
    keyOf: keyIsId,
    // The catalogue has no artists of an album: those named first on most of its tracks are
    // shown instead. A listener's claims say nothing about Spotify's album.
    described: Prisma.sql`al.id, al.spotify_id AS "spotifyId", al.name, al.image_url AS "imageUrl",
      ARRAY(SELECT a.name FROM tracks t JOIN track_artists ta ON ta.track_id = t.id AND ta.position = 0
            JOIN artists a ON a.id = ta.artist_id
            WHERE t.album_id = al.id AND t.claimed_by IS NOT DISTINCT FROM al.claimed_by
            GROUP BY a.id ORDER BY count(*) DESC, a.id LIMIT 3) AS artists`,
    joins: Prisma.sql`JOIN albums al ON al.id = ranked.id`,
  },
};

/** The total order of a top list: its measure, then the other measure, then the key. */
export const rankOrder = (by: Measure, id: Prisma.Sql): Prisma.Sql =>
  by === 'plays'
    ? Prisma.sql`plays DESC, listened_ms DESC, ${id}`
    : Prisma.sql`listened_ms DESC, plays DESC, ${id}`;
