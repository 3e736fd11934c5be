import type { OnThisDay } from '@/lib/shared/analytics/look-back-schema';
import { isCalendarDay } from '@/lib/shared/analytics/range-days';
import { findPlayedDays } from '@/repositories/analytics/look-back/find-played-days';
import { toRankedEntry } from '../ranked-entries';
import { answerCached, lifetimeWith, type ReadDeps, type StatisticsUser, todayOf } from '../read-deps';

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
  const today = todayOf(deps, user);
  const days = sameDayEarlier(day).filter((earlier) => earlier <= today);
  const ttlSeconds = ({ years }: OnThisDay) => lifetimeWith(years.flatMap(({ tracks }) => tracks));
  return answerCached(deps, user, { name: 'on-this-day', params: [day, today], ttlSeconds }, async () => {
    const found = await findPlayedDays(deps.db, user, days, MOST_TRACKS);
    const years = found.map((row) => ({
      ...row,
      tracks: row.tracks.map((track) => toRankedEntry('track', track)),
    }));
    return { day, years };
  });
}

/** The same month and day of every year before, where the calendar has it; the latest first. */
export function sameDayEarlier(day: string): string[] {
  const year = Number(day.slice(0, 4));
  const years = Array.from({ length: Math.max(0, year - FIRST_YEAR) }, (_, n) => year - 1 - n);
  return years.map((y) => `${y}${day.slice(4)}`).filter(isCalendarDay);
}
