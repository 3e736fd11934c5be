import type { DaySpan } from '@/lib/shared/analytics/archive-span';
import {
  type ArchivedStretches,
  archivedStretches,
  isUnarchived,
} from '@/lib/shared/analytics/archived-time';
import type { Range } from '@/lib/shared/analytics/range';
import { addDays } from '@/lib/shared/analytics/range-days';
import { dayStart } from '@/lib/shared/analytics/range-instants';
import type { ArchivedDays } from '@/lib/shared/analytics/statistics';
import { findArchivedTime } from '@/repositories/analytics/find-archived-time';
import { findDayBounds } from '@/repositories/analytics/find-day-bounds';
import { findDayCounts } from '@/repositories/analytics/find-day-counts';
import { answerCached, type ReadDeps, resolved, type StatisticsUser, spanOf, todayOf } from './read-deps';
import { shownDays, toTrendPoints } from './trend-points';

/**
 * How many days of the range have passed, from the first play on where it has no beginning, and how many of them the
 * archive covers.
 */
export function getArchivedDays(deps: ReadDeps, user: StatisticsUser, range: Range): Promise<ArchivedDays> {
  const asked = resolved(deps, user, range);
  const today = todayOf(deps, user);
  const question = { name: 'archived-days', params: [asked, today] };
  return answerCached(deps, user, question, async () => {
    const bounds = await findDayBounds(deps.db, user, spanOf(deps, user));
    const days = shownDays(asked, bounds, { today, span: { from: spanOf(deps, user).from, to: today } });
    return days ? countedIn(deps, user, days) : { days: 0, archivedDays: 0 };
  });
}

async function countedIn(deps: ReadDeps, user: StatisticsUser, days: DaySpan): Promise<ArchivedDays> {
  const [rows, archived] = await Promise.all([
    findDayCounts(deps.db, user, days, 'day'),
    archivedOf(deps, user),
  ]);
  const buckets = { days, unit: 'day', reader: user, now: deps.clock.now() } as const;
  const points = toTrendPoints(buckets, rows, archived);
  return { days: points.length, archivedDays: points.filter((day) => !isUnarchived(day)).length };
}

/** Whether the archive has every day of the range that has passed, at least in part. */
export const isWhole = ({ days, archivedDays }: ArchivedDays): boolean => days === archivedDays;

/** Whether the archive begins in the middle of the listener's day: nothing is known of the hours before. */
export async function beginsWithin(deps: ReadDeps, user: StatisticsUser, day: string): Promise<boolean> {
  const midnight = (of: string) => dayStart(of, user.timeZone).getTime();
  const { archived } = await archivedOf(deps, user);
  return archived.some(({ from }) => midnight(day) < from && from < midnight(addDays(day, 1)));
}

/** What the archive of the listener has, and what it lacks. */
export const archivedOf = async (deps: ReadDeps, { id }: StatisticsUser): Promise<ArchivedStretches> =>
  archivedStretches(await findArchivedTime(deps.db, id), deps.clock.now());
