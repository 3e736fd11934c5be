import type { OnThisDay } from '@/lib/shared/analytics/look-back-schema';
import { utcMidnight } from '@/lib/shared/analytics/range-days';
import { findCountsOfDays } from '@/repositories/analytics/find-counts-of-days';
import { answerCached, ONE_HOUR, type ReadDeps, type StatisticsUser, todayOf } from './read-deps';
import { getTop } from './top';

/** Spotify opened in 2008. */
const FIRST_YEAR = 2008;
const MOST_TRACKS = 3;

/**
 * What the listener played on this day of the calendar in earlier years, the latest first. The 29th of February is there in
 * leap years only, and no other day stands in for it. Costs the same for any archive: a few looks into an index a year.
 * @param day YYYY-MM-DD; the listener's today unless given.
 */
export function getOnThisDay(
  deps: ReadDeps,
  user: StatisticsUser,
  day: string = todayOf(deps, user),
): Promise<OnThisDay> {
  const question = { name: 'on-this-day', params: day, ttlSeconds: ONE_HOUR };
  return answerCached(deps, user, question, async () => {
    const today = todayOf(deps, user);
    const days = sameDayEarlier(day).filter((earlier) => earlier <= today);
    const rows = await findCountsOfDays(deps.db, user.id, days);
    const years = await Promise.all(
      rows.map(async (row) => {
        const range = { preset: null, from: row.day, to: row.day };
        const { entries } = await getTop(deps, user, 'track', range, { by: 'plays', limit: MOST_TRACKS });
        return { ...row, tracks: entries };
      }),
    );
    return { day, years };
  });
}

/** The same month and day of every year before, where the calendar has it; the latest first. */
export function sameDayEarlier(day: string): string[] {
  const year = Number(day.slice(0, 4));
  const years = Array.from({ length: Math.max(0, year - FIRST_YEAR) }, (_, n) => year - 1 - n);
  return years
    .map((y) => `${y}${day.slice(4)}`)
    .filter((d) => new Date(utcMidnight(d)).toISOString().startsWith(d));
}
