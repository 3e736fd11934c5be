import { z } from 'zod';
import { Prisma } from '@/generated/prisma/client';
import type { Database } from '@/lib/db/client';
import { bigSum, queryOne } from '@/lib/db/query';
import { recordingOf, separations } from '@/repositories/catalogue/entity-kinds';
import { type Days, dayIsIn, isAllTime, type Listener, playedOn } from './listener-days';

const totalsRow = z.object({
  plays: z.int(),
  listenedMs: bigSum,
  /** Recordings. */
  tracks: z.int(),
  artists: z.int(),
  albums: z.int(),
  firstPlayAt: z.date().nullable(),
  lastPlayAt: z.date().nullable(),
  /** Plays whose listening time is an estimate. */
  estimatedPlays: z.int(),
});

export type TotalsRow = z.output<typeof totalsRow>;

/** Totals of the days: one row of the rollup for all time, else the day rollup and the keys of the plays; zeros without plays. */
export async function findTotals(db: Database, listener: Listener, days: Days): Promise<TotalsRow> {
  const totals = isAllTime(days) ? ofAllTime(listener) : ofDays(listener, days);
  return (await queryOne(db, totalsRow)`${totals}`) ?? NOTHING;
}

const NOTHING: TotalsRow = {
  plays: 0,
  listenedMs: 0,
  tracks: 0,
  artists: 0,
  albums: 0,
  firstPlayAt: null,
  lastPlayAt: null,
  estimatedPlays: 0,
};

const ofAllTime = ({ id }: Listener): Prisma.Sql => Prisma.sql`
  SELECT plays, listened_ms AS "listenedMs", recordings AS tracks, artists, albums, first_played_at AS "firstPlayAt",
    last_played_at AS "lastPlayAt", estimated_plays AS "estimatedPlays"
  FROM user_totals WHERE user_id = ${id}`;

const T = Prisma.sql`t`;

// Only what differs between tracks needs the plays; the rest comes from the day rollup, without what ended too late on the
// last day.
const ofDays = (listener: Listener, days: Days): Prisma.Sql => {
  const played = playedOn(listener, days);
  return Prisma.sql`
    WITH played AS MATERIALIZED (
      SELECT track_id, count(*) FILTER (WHERE ms_played IS NULL) AS estimated
      FROM counted_plays WHERE ${played} GROUP BY track_id
    ), different AS (
      SELECT count(DISTINCT ${recordingOf(T)})::int AS tracks, count(DISTINCT t.album_id)::int AS albums,
        coalesce(sum(played.estimated), 0)::int AS estimated
      FROM played JOIN tracks t ON t.id = played.track_id ${separations(listener.id, T)}
    ), whole AS (
      SELECT coalesce(sum(plays), 0)::int AS plays, coalesce(sum(listened_ms), 0)::bigint AS listened_ms
      FROM user_day_stats WHERE user_id = ${listener.id} AND ${dayIsIn(days)}
    ), late AS (${lateOn(listener, days)})
    SELECT whole.plays - late.plays AS plays, whole.listened_ms - late.listened_ms AS "listenedMs",
      different.tracks, different.albums, different.estimated AS "estimatedPlays",
      (SELECT count(DISTINCT artist_id)::int FROM played JOIN track_artists USING (track_id)) AS artists,
      (SELECT played_at FROM counted_plays WHERE ${played} ORDER BY played_at LIMIT 1) AS "firstPlayAt",
      (SELECT played_at FROM counted_plays WHERE ${played} ORDER BY played_at DESC LIMIT 1) AS "lastPlayAt"
    FROM whole, late, different`;
};

/** The plays of the last day that ended too late to count. */
const lateOn = (listener: Listener, { to, until }: Days): Prisma.Sql =>
  until
    ? Prisma.sql`SELECT count(*)::int AS plays, coalesce(sum(listened_ms), 0)::bigint AS listened_ms FROM counted_plays
        WHERE ${playedOn(listener, { from: to, to })} AND played_at >= ${new Date(until)}`
    : Prisma.sql`SELECT 0 AS plays, 0::bigint AS listened_ms`;
