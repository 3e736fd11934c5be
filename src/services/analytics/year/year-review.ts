import { isUnarchived } from '@/lib/shared/analytics/archived-time';
import type { Range } from '@/lib/shared/analytics/range';
import type { Calendar, RankedEntry } from '@/lib/shared/analytics/statistics';
import { type ReviewPeriod, reviewRange } from '@/lib/shared/analytics/year/review-period';
import type { YearReview } from '@/lib/shared/analytics/year/review-schema';
import { findDayBounds } from '@/repositories/analytics/find-day-bounds';
import { getActivity } from '@/services/analytics/activity';
import { getDiscovery } from '@/services/analytics/discovery';
import { type ReadDeps, type StatisticsUser, spanOf, todayOf } from '@/services/analytics/read-deps';
import { getTop } from '@/services/analytics/top';
import { getComparison } from '@/services/analytics/totals';
import { getCalendar, getTrends } from '@/services/analytics/trends';
import { getEdgePlays } from './edge-plays';
import { getLoop } from './loop';

const OF_EACH = 5;
const OF_BUSIEST_DAY = 3;
/** A track played less often on a day surprises nobody. */
const LEAST_OF_LOOP = 3;

/** Whether `getYearReview` has a review: the period has begun, and a play counts in it. */
export async function hasYearReview(
  deps: Pick<ReadDeps, 'db' | 'clock'>,
  user: StatisticsUser,
  period: ReviewPeriod,
): Promise<boolean> {
  const range = reviewRange(period);
  return range.from <= todayOf(deps, user) && (await findDayBounds(deps.db, user, range)) !== null;
}

/**
 * A year or month of the listener's calendar in review; null where there is none. Made of the statistics of its days, each
 * cached on its own, so that it costs no more in a longer history.
 */
export async function getYearReview(
  deps: ReadDeps,
  user: StatisticsUser,
  period: ReviewPeriod,
): Promise<YearReview | null> {
  if (!(await hasYearReview(deps, user, period))) return null;
  const range = reviewRange(period);
  const today = todayOf(deps, user);
  const unit = period.month === null ? 'month' : 'week';
  const [comparison, lists, trends, calendar, discovery, edges, isFirst] = await Promise.all([
    getComparison(deps, user, range),
    listsOf(deps, user, range),
    getTrends(deps, user, range, unit),
    getCalendar(deps, user, range),
    getDiscovery(deps, user, range),
    getEdgePlays(deps, user, range),
    isBeginning(deps, user, range.from),
  ]);
  // Removed since it was looked for.
  if (edges === null || comparison.current.plays === 0) return null;
  const { range: _, ...discovered } = discovery;
  const busiest = await busiestOf(deps, user, calendar);
  return {
    ...period,
    range,
    isOver: range.to < today,
    isFirst,
    totals: comparison.current,
    change: comparison.change.listenedMs,
    ...lists,
    completeness: completenessOf(calendar, today),
    unit,
    points: trends.points,
    ...edges,
    discovery: { ...discovered, firsts: discovered.firsts.slice(0, OF_EACH) },
    streak: longestStreak(calendar),
    busiest,
    surprise: await surpriseOf(deps, user, range, busiest),
  };
}

async function listsOf(deps: ReadDeps, user: StatisticsUser, range: Range) {
  const most = async (kind: 'artist' | 'track' | 'album'): Promise<RankedEntry[]> =>
    (await getTop(deps, user, kind, range, { by: 'plays', limit: OF_EACH })).entries;
  const [artists, tracks, albums] = await Promise.all([most('artist'), most('track'), most('album')]);
  return { artists, tracks, albums };
}

async function isBeginning(deps: ReadDeps, user: StatisticsUser, from: string): Promise<boolean> {
  const bounds = await findDayBounds(deps.db, user, spanOf(deps, user));
  return bounds === null || bounds.first >= from;
}

function completenessOf({ days }: Calendar, today: string): YearReview['completeness'] {
  const past = days.filter(({ day }) => day <= today);
  const archived = past.filter((day) => !isUnarchived(day));
  return {
    days: past.length,
    archivedDays: archived.length,
    incompleteDays: archived.filter((day) => day.archived !== 'all').length,
  };
}

/** The earliest of equals. A day that the zone skipped is not in the calendar, so it breaks no streak. */
function longestStreak({ days }: Calendar): YearReview['streak'] {
  const none = { days: 0, from: '', to: '' };
  let [longest, current] = [none, none];
  for (const { day, plays } of days) {
    if (plays === 0) current = none;
    else current = { days: current.days + 1, from: current.from || day, to: day };
    if (current.days > longest.days) longest = current;
  }
  return longest;
}

async function busiestOf(
  deps: ReadDeps,
  user: StatisticsUser,
  calendar: Calendar,
): Promise<YearReview['busiest']> {
  const { day, plays, listenedMs } = calendar.days.reduce((a, b) => (b.plays > a.plays ? b : a));
  const range = { preset: null, from: day, to: day };
  const { entries } = await getTop(deps, user, 'track', range, { by: 'plays', limit: OF_BUSIEST_DAY });
  return { day, plays, listenedMs, tracks: entries };
}

/** A track played over and over, unless it leads the list of the busiest day, where it is told already; else an hour of the week. */
async function surpriseOf(
  deps: ReadDeps,
  user: StatisticsUser,
  range: Range,
  busiest: YearReview['busiest'],
): Promise<YearReview['surprise']> {
  const loop = await getLoop(deps, user, range);
  if (loop && loop.plays >= LEAST_OF_LOOP && loop.day !== busiest.day) return { kind: 'loop', ...loop };
  const { busiest: hour } = await getActivity(deps, user, range);
  return { kind: 'hour', ...(hour ?? { weekday: 0, hour: 0, plays: 0 }) };
}
