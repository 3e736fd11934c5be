import 'server-only';
import { z } from 'zod';
import { Prisma } from '@/generated/prisma/client';
import type { Database } from '@/lib/db/client';
import type { EntityKind, Unit } from '@/lib/shared/statistics';
import { kindInSql } from './entity-kinds';
import type { ActivityRow } from './find-activity';
import { type BucketRow, bucketRow } from './find-day-counts';
import { type Days, type Listener, playedOn } from './listener-days';
import { type RankedRow, rankedRow } from './ranked-row';

export interface Entity {
  kind: EntityKind;
  id: number;
}

/** A condition on anything with a track_id: the track is this one, by this artist or on this album. */
export const isOfEntity = ({ kind, id }: Entity): Prisma.Sql => {
  if (kind === 'track') return Prisma.sql`track_id = ${id}`;
  if (kind === 'artist')
    return Prisma.sql`track_id IN (SELECT track_id FROM track_artists WHERE artist_id = ${id})`;
  return Prisma.sql`track_id IN (SELECT id FROM tracks WHERE album_id = ${id})`;
};

/** Plays and listening time of one track, artist or album in each bucket that has any; read by the index by track. */
export async function findEntityCounts(
  db: Database,
  listener: Listener,
  entity: Entity,
  { days, unit }: { days: Days; unit: Unit },
): Promise<BucketRow[]> {
  const written = unit === 'hour' ? 'YYYY-MM-DD"T"HH24' : 'YYYY-MM-DD';
  const rows = await db.$queryRaw`
    SELECT to_char(date_trunc(${unit}, played_at AT TIME ZONE ${listener.timeZone}), ${written}) AS start,
      count(*)::int AS plays, sum(listened_ms)::bigint AS "listenedMs"
    FROM play_events WHERE ${playedOn(listener, days)} AND ${isOfEntity(entity)}
    GROUP BY 1 ORDER BY 1`;
  return z.array(bucketRow).parse(rows);
}

/** Its plays by weekday (0 = Monday) and hour of the listener's clock; cells without plays are missing. */
export async function findEntityActivity(
  db: Database,
  listener: Listener,
  entity: Entity,
  days: Days,
): Promise<ActivityRow[]> {
  const rows = await db.$queryRaw`
    SELECT extract(isodow FROM local_at)::int - 1 AS weekday, extract(hour FROM local_at)::int AS hour,
      count(*)::int AS plays
    FROM (SELECT played_at AT TIME ZONE ${listener.timeZone} AS local_at
          FROM play_events WHERE ${playedOn(listener, days)} AND ${isOfEntity(entity)}) p
    GROUP BY 1, 2 ORDER BY 1, 2`;
  return z.array(z.object({ weekday: z.int(), hour: z.int(), plays: z.int() })).parse(rows);
}

/** The listener's most played tracks of an artist or album, of all time. */
export async function findEntityTracks(
  db: Database,
  userId: number,
  entity: Entity,
  limit: number,
): Promise<RankedRow[]> {
  const { described, joins } = kindInSql('track');
  const rows = await db.$queryRaw`
    WITH ranked AS MATERIALIZED (
      SELECT track_id AS id, plays, listened_ms, first_played_at FROM user_track_stats
      WHERE user_id = ${userId} AND ${isOfEntity(entity)}
      ORDER BY plays DESC, listened_ms DESC, track_id LIMIT ${limit}
    )
    SELECT ranked.id, ${described}, ranked.plays, ranked.listened_ms AS "listenedMs",
      ranked.first_played_at AS "firstPlayedAt"
    FROM ranked ${joins} ORDER BY ranked.plays DESC, ranked.listened_ms DESC, ranked.id`;
  return z.array(rankedRow).parse(rows);
}
