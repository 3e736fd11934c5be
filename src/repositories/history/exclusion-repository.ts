import { z } from 'zod';
import { Prisma } from '@/generated/prisma/client';
import type { Database } from '@/lib/db/client';
import { query, queryColumn, queryValue } from '@/lib/db/query';
import type { ExclusionTarget } from '@/lib/shared/history/exclusion';
import { artistsOfTrack } from '@/repositories/catalogue/artists-of-track';
import { isLeftOutOf } from './left-out-plays';

const exclusionRow = z.object({
  id: z.int(),
  kind: z.enum(['artist', 'album', 'track', 'playlist', 'span', 'hours']),
  entityId: z.int().nullable(),
  name: z.string().nullable(),
  artists: z.array(z.string()),
  uri: z.string().nullable(),
  from: z.date().nullable(),
  to: z.date().nullable(),
  fromMinute: z.int().nullable(),
  toMinute: z.int().nullable(),
  timeZone: z.string().nullable(),
  createdAt: z.date(),
});

export type ExclusionRow = z.output<typeof exclusionRow>;

const TRACK_OR_FIRST_OF_ALBUM = Prisma.sql`coalesce(t.id, (SELECT min(o.id) FROM tracks o WHERE o.album_id = al.id))`;

/** The exclusions of a listener, the newest first, or one of them. */
export async function findExclusions(
  db: Database,
  userId: number,
  id: number | null = null,
): Promise<ExclusionRow[]> {
  return query(db, exclusionRow)`
    SELECT x.id, x.kind::text AS kind, coalesce(x.artist_id, x.album_id, x.track_id) AS "entityId",
      coalesce(a.name, al.name, t.name) AS name, ${artistsOfTrack('name', TRACK_OR_FIRST_OF_ALBUM)} AS artists,
      c.uri, x.from_at AS "from", x.to_at AS "to", x.from_minute AS "fromMinute", x.to_minute AS "toMinute",
      x.time_zone AS "timeZone", x.created_at AS "createdAt"
    FROM exclusions x LEFT JOIN artists a ON a.id = x.artist_id LEFT JOIN albums al ON al.id = x.album_id
    LEFT JOIN tracks t ON t.id = x.track_id LEFT JOIN play_contexts c ON c.id = x.context_id
    WHERE x.user_id = ${userId} AND (${id}::int IS NULL OR x.id = ${id}::int)
    ORDER BY x.created_at DESC, x.id DESC`;
}

/** The listener's exclusion of just this, if there is one: of a track, whichever release of it was named. */
export async function findSameExclusion(
  db: Database,
  userId: number,
  target: ExclusionTarget,
): Promise<number | null> {
  const { artistId, albumId, trackId, uri, from, to, fromMinute, toMinute, timeZone } = columnsOf(target);
  const [id = null] = await queryColumn(db, z.int())`
    SELECT x.id FROM exclusions x LEFT JOIN play_contexts c ON c.id = x.context_id
    WHERE x.user_id = ${userId} AND (x.artist_id = ${artistId}::int OR x.album_id = ${albumId}::int
      OR recording_of(${userId}::int, x.track_id) = recording_of(${userId}::int, ${trackId}::int)
      OR c.uri = ${uri}::text OR (x.from_at = ${from}::timestamptz AND x.to_at = ${to}::timestamptz)
      OR (x.from_minute = ${fromMinute}::int AND x.to_minute = ${toMinute}::int AND x.time_zone = ${timeZone}::text))
    ORDER BY x.id LIMIT 1`;
  return id;
}

/** Stores an exclusion; the listener has played what it names. The caller's transaction locks the listener's row. */
export async function storeExclusion(
  db: Database,
  userId: number,
  target: ExclusionTarget,
  now: Date,
): Promise<number> {
  const { artistId, albumId, trackId, uri, from, to, fromMinute, toMinute, timeZone } = columnsOf(target);
  return queryValue(db, z.int())`
    INSERT INTO exclusions (user_id, kind, artist_id, album_id, track_id, context_id, from_at, to_at, from_minute, to_minute,
      time_zone, created_at)
    VALUES (${userId}, ${target.kind}::exclusion_kind, ${artistId}, ${albumId}, ${trackId},
      (SELECT id FROM play_contexts WHERE uri = ${uri}), ${from}, ${to}, ${fromMinute}, ${toMinute}, ${timeZone}, ${now})
    RETURNING id`;
}

/** How many exclusions the listener has. */
export const countExclusions = (db: Database, userId: number): Promise<number> =>
  db.exclusion.count({ where: { userId } });

/** Deletes an exclusion; false when the listener has no such. The caller's transaction locks the listener's row. */
export async function deleteExclusion(db: Database, userId: number, id: number): Promise<boolean> {
  return (await db.exclusion.deleteMany({ where: { id, userId } })).count > 0;
}

/** Whether the listener started a play from this page of Spotify. */
export async function hasPlayedFrom(db: Database, userId: number, uri: string): Promise<boolean> {
  return queryValue(db, z.boolean())`
    SELECT EXISTS (SELECT FROM play_events e JOIN play_contexts c ON c.id = e.context_id
      WHERE e.user_id = ${userId} AND c.uri = ${uri}) AS played`;
}

/** How many plays of the listener are left out of statistics that would count otherwise; reads those left out alone. */
export async function countLeftOut(db: Database, userId: number): Promise<number> {
  return queryValue(db, z.int())`
    SELECT count(*)::int AS plays FROM play_events WHERE ${isLeftOutOf(userId)}`;
}

const NOTHING = {
  artistId: null,
  albumId: null,
  trackId: null,
  uri: null,
  from: null,
  to: null,
  fromMinute: null,
  toMinute: null,
  timeZone: null,
};

function columnsOf(target: ExclusionTarget) {
  if (target.kind === 'artist') return { ...NOTHING, artistId: target.id };
  if (target.kind === 'album') return { ...NOTHING, albumId: target.id };
  if (target.kind === 'track') return { ...NOTHING, trackId: target.id };
  return { ...NOTHING, ...target };
}
