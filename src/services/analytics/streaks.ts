import { addDays, countDays } from '@/lib/shared/analytics/range-days';
import { daysOf, hasDay } from '@/lib/shared/analytics/range-instants';
import { ALL_TIME } from '@/lib/shared/analytics/range-presets';
import type { ArchivedDays, Streaks } from '@/lib/shared/analytics/statistics';
import { type ActiveStretch, findActiveStretches } from '@/repositories/analytics/find-active-stretches';
import { getArchivedDays } from './archived-days';
import { answerCached, type ReadDeps, type StatisticsUser, spanOf, todayOf } from './read-deps';

/** Days in a row with a play. */
export function getStreaks(deps: ReadDeps, user: StatisticsUser): Promise<Streaks> {
  const today = todayOf(deps, user);
  return answerCached(deps, user, { name: 'streaks', params: today }, async () => {
    const [stretches, archived] = await Promise.all([
      findActiveStretches(deps.db, user, spanOf(deps, user)),
      getArchivedDays(deps, user, ALL_TIME),
    ]);
    return { ...toStreaks(stretches, today, user.timeZone), ...archived };
  });
}

/** The earliest streak wins a tie. A day that the zone skipped neither counts nor breaks a streak. */
function toStreaks(
  found: readonly ActiveStretch[],
  today: string,
  timeZone: string,
): Omit<Streaks, keyof ArchivedDays> {
  const stretches = joined(found, timeZone);
  const longest = stretches.reduce<ActiveStretch | null>((a, b) => (a && a.days >= b.days ? a : b), null);
  const [first, last] = [stretches[0], stretches.at(-1)];
  const isCurrent = last !== undefined && last.to >= dayBefore(today, timeZone);
  const end = last && last.to > today ? last.to : today;
  return {
    current: isCurrent ? { days: last.days, from: last.from } : { days: 0, from: null },
    longest: longest ?? { days: 0, from: null, to: null },
    daysActive: stretches.reduce((sum, { days }) => sum + days, 0),
    daysSinceFirst: first ? daysOf(first.from, end, timeZone).length : 0,
  };
}

function joined(stretches: readonly ActiveStretch[], timeZone: string): ActiveStretch[] {
  const result: ActiveStretch[] = [];
  for (const next of stretches) {
    const last = result.at(-1);
    if (last && onlySkippedBetween(last.to, next.from, timeZone))
      result[result.length - 1] = { from: last.from, to: next.to, days: last.days + next.days };
    else result.push(next);
  }
  return result;
}

const onlySkippedBetween = (to: string, from: string, timeZone: string): boolean =>
  countDays(to, from) === 3 && !hasDay(addDays(to, 1), timeZone);

function dayBefore(day: string, timeZone: string): string {
  const before = addDays(day, -1);
  return hasDay(before, timeZone) ? before : addDays(before, -1);
}
