import { z } from 'zod';
import { Prisma } from '@/generated/prisma/client';
import type { Database } from '@/lib/db/client';
import { bigSum, query, queryOnly } from '@/lib/db/query';
import type { Unit } from '@/lib/shared/analytics/statistics';
import type { Entity } from '@/lib/shared/history/plays-filter';
import type { ActivityRow } from '@/repositories/analytics/find-activity';
import type { BucketRow } from '@/repositories/analytics/find-day-counts';
import { type Days, type Listener, playedOn, startOfUnit } from '@/repositories/analytics/listener-days';

/** A condition on anything with a track_id: it is this release, or one of this recording, by this artist or on this album. */
export const isOfEntity = (userId: number, { kind, id }: Entity): Prisma.Sql => {
  if (kind === 'release') return Prisma.sql`track_id = ${id}`;
  // An array is read once; then the index by track finds the plays.
  if (kind === 'track')
    return Prisma.sql`track_id = ANY (ARRAY(
      SELECT tracks_of(${userId}::int, recording_of(${userId}::int, ${id}::int))))`;
  if (kind === 'artist')
    return Prisma.sql`track_id IN (SELECT track_id FROM track_artists WHERE artist_id = ${id})`;
  return Prisma.sql`track_id IN (SELECT id FROM tracks WHERE album_id = ${id})`;
};

const groupRow = z.object({
  start: z.string().nullable(),
  weekday: z.int().nullable(),
  hour: z.int().nullable(),
  plays: z.int(),
  listenedMs: bigSum,
});

/** The plays of one track, artist or album over time. */
export interface EntityListening {
  /** Only buckets with plays. */
  counts: BucketRow[];
  /** By weekday (0 = Monday) and hour of the listener's clock; cells without plays are missing. */
  activity: ActivityRow[];
}

/** Reads the plays once, using the index by track, and counts them both ways. */
export async function findEntityListening(
  db: Database,
  listener: Listener,
  entity: Entity,
  { days, unit }: { days: Days; unit: Unit },
): Promise<EntityListening> {
  const written = unit === 'hour' ? 'YYYY-MM-DD"T"HH24' : 'YYYY-MM-DD';
  // OFFSET 0: otherwise the local time would be computed once for every use.
  const groups = await query(db, groupRow)`
    SELECT to_char(bucket, ${written}) AS start, weekday - 1 AS weekday, hour, plays, "listenedMs" FROM (
      SELECT ${startOfUnit(Prisma.sql`local_at`, unit, listener)} AS bucket, date_part('isodow', local_at)::int AS weekday,
        date_part('hour', local_at)::int AS hour, count(*)::int AS plays, sum(listened_ms)::bigint AS "listenedMs"
      FROM (SELECT played_at AT TIME ZONE ${listener.timeZone} AS local_at, listened_ms
            FROM counted_plays WHERE ${playedOn(listener, days)} AND ${isOfEntity(listener.id, entity)} OFFSET 0) p
      GROUP BY GROUPING SETS ((1), (2, 3))
    ) g ORDER BY bucket, weekday, hour`;
  return {
    counts: groups.flatMap(({ start, plays, listenedMs }) =>
      start === null ? [] : [{ start, plays, listenedMs }],
    ),
    activity: groups.flatMap(({ weekday, hour, plays }) =>
      weekday === null || hour === null ? [] : [{ weekday, hour, plays }],
    ),
  };
}

/** Of its plays on the days, how many have an estimated listening time; by the index by track. */
export async function countEstimatedPlays(
  db: Database,
  listener: Listener,
  entity: Entity,
  days: Days,
): Promise<number> {
  const { plays } = await queryOnly(db, z.object({ plays: z.int() }))`
    SELECT count(*)::int AS plays FROM counted_plays
    WHERE ${playedOn(listener, days)} AND ms_played IS NULL AND ${isOfEntity(listener.id, entity)}`;
  return plays;
}
