import { Prisma } from '@/generated/prisma/client';
import type { Database } from '@/lib/db/client';
import { query } from '@/lib/db/query';
import { type Days, isAllTime, type Listener, playedOn } from '@/repositories/analytics/listener-days';
import { type RankedEntityRow, rankedEntityRow } from '@/repositories/analytics/ranked-row';
import { kindInSql } from './entity-kinds';
import { isOfEntity } from './find-entity-plays';

/** What the tracks of an entity are counted by: an album is made of releases. */
export const tracksOf = (kind: 'artist' | 'album'): 'track' | 'release' =>
  kind === 'artist' ? 'track' : 'release';

/**
 * Selects track_id, plays and listened_ms of the tracks that a condition selects, on the days: from the rollup for all time,
 * else from their plays, by the index by track.
 */
export function playedAmong(listener: Listener, days: Days, isAmong: Prisma.Sql): Prisma.Sql {
  if (isAllTime(days))
    return Prisma.sql`SELECT track_id, plays, listened_ms FROM user_track_stats
      WHERE user_id = ${listener.id} AND ${isAmong}`;
  return Prisma.sql`SELECT track_id, count(*)::int AS plays, sum(listened_ms)::bigint AS listened_ms
    FROM counted_plays WHERE ${playedOn(listener, days)} AND ${isAmong} GROUP BY track_id`;
}

/** The recordings of an artist, or the releases of an album, that the listener played most on the days. */
export function findEntityTracks(
  db: Database,
  listener: Listener,
  { kind, id: entityId }: { kind: 'artist' | 'album'; id: number },
  { days, limit }: { days: Days; limit: number },
): Promise<RankedEntityRow[]> {
  const { id: userId } = listener;
  const { rollup, id, described, joins, fromPlayed } = kindInSql(tracksOf(kind), userId);
  const isOf = isOfEntity(userId, { kind, id: entityId });
  // A recording counts with all its releases, also those that somebody else is credited for.
  const isAmong =
    kind === 'album'
      ? isOf
      : Prisma.sql`track_id = ANY (ARRAY(SELECT tracks_of(${userId}::int, c.id)
          FROM (${fromPlayed(Prisma.sql`(${playedAmong(listener, { from: null, to: null }, isOf)})`)}) c))`;
  return query(db, rankedEntityRow)`
    WITH ranked AS MATERIALIZED (
      SELECT c.id, c.plays, c.listened_ms, r.first_played_at
      FROM (${fromPlayed(Prisma.sql`(${playedAmong(listener, days, isAmong)})`)}) c
      JOIN ${rollup} r ON r.user_id = ${userId} AND r.${id} = c.id
      ORDER BY c.plays DESC, c.listened_ms DESC, c.id LIMIT ${limit}
    )
    SELECT ${described}, ranked.plays, ranked.listened_ms AS "listenedMs",
      ranked.first_played_at AS "firstPlayedAt"
    FROM ranked ${joins} ORDER BY ranked.plays DESC, ranked.listened_ms DESC, ranked.id`;
}
