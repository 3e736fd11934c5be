import { Prisma } from '@/generated/prisma/client';
import { utcMidnight } from '@/lib/shared/analytics/range-days';
import { DAY } from '@/lib/shared/time';

/** The listener whose plays are counted; the zone is that of the day rollup. */
export interface Listener {
  id: number;
  timeZone: string;
  /** On which the reader's weeks begin: 0 (Monday, the default) to 6 (Sunday). */
  firstWeekday?: number;
}

/** In SQL: where the unit that holds this local time begins. The database's own weeks begin on Monday. */
export function startOfUnit(localTime: Prisma.Sql, unit: string, { firstWeekday = 0 }: Listener): Prisma.Sql {
  if (unit !== 'week' || firstWeekday === 0) return Prisma.sql`date_trunc(${unit}, ${localTime})`;
  const shift = Prisma.sql`make_interval(days => ${firstWeekday}::int)`;
  return Prisma.sql`date_trunc(${unit}, ${localTime} - ${shift}) + ${shift}`;
}

/** Days of the listener's calendar, both included; null has no end. */
export interface Days {
  from: string | null;
  to: string | null;
  /** Plays that ended later do not count, ISO 8601 UTC. */
  until?: string | null;
}

/**
 * A condition: the instant lies on one of the days. Exact in every zone, also where a clock set back over midnight splits
 * a day: the database computes the local date as it does for the day rollup. It does so only near the ends, because a
 * local midnight is less than a day away from that of UTC; in between, and for the index, plain bounds are enough.
 */
export function onDays(instant: Prisma.Sql, { timeZone }: Listener, { from, to, until }: Days): Prisma.Sql {
  const localDate = Prisma.sql`(${instant} AT TIME ZONE ${timeZone})::date`;
  const conditions = [
    ...(from === null
      ? []
      : [
          Prisma.sql`${instant} >= ${before(from)}
            AND (${instant} >= ${after(from)} OR ${localDate} >= ${from}::date)`,
        ]),
    ...(to === null
      ? []
      : [
          Prisma.sql`${instant} < ${after(to, DAY)}
            AND (${instant} < ${before(to, DAY)} OR ${localDate} <= ${to}::date)`,
        ]),
    ...(until ? [Prisma.sql`${instant} < ${new Date(until)}`] : []),
  ];
  return conditions.length === 0 ? Prisma.sql`true` : Prisma.join(conditions, ' AND ');
}

const before = (day: string, plus = 0): Date => new Date(utcMidnight(day) + plus - DAY);
const after = (day: string, plus = 0): Date => new Date(utcMidnight(day) + plus + DAY);

/** A condition on the day rollup: its day is one of the days. */
export function dayIsIn({ from, to }: Days): Prisma.Sql {
  return Prisma.sql`(${from}::date IS NULL OR day >= ${from}::date) AND (${to}::date IS NULL OR day <= ${to}::date)`;
}

export const isAllTime = ({ from, to }: Days): boolean => from === null && to === null;

const PLAYED_AT = Prisma.sql`played_at`;

/** A condition on counted_plays, or play_events: a play of the listener, ended on one of the days. */
export const playedOn = (listener: Listener, days: Days): Prisma.Sql =>
  Prisma.sql`user_id = ${listener.id} AND ${onDays(PLAYED_AT, listener, days)}`;

/**
 * Selects track_id, plays and listened_ms of every track played on the days: the rollup for all time, the plays
 * themselves otherwise.
 */
export function playedTracks(listener: Listener, days: Days): Prisma.Sql {
  if (isAllTime(days))
    return Prisma.sql`SELECT track_id, plays, listened_ms FROM user_track_stats WHERE user_id = ${listener.id}`;
  return Prisma.sql`SELECT track_id, count(*)::int AS plays, sum(listened_ms)::bigint AS listened_ms
    FROM counted_plays WHERE ${playedOn(listener, days)} GROUP BY track_id`;
}
