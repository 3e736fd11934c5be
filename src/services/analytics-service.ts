import { thatFit } from '@/lib/answer-size';
import type { Deps } from '@/lib/deps';
import type { Dashboard } from '@/lib/shared/analytics/dashboard';
import type { DashboardStatistics } from '@/lib/shared/analytics/dashboard-statistics';
import type { Range } from '@/lib/shared/analytics/range';
import { findOpenGaps } from '@/repositories/archival/archive-gap-repository';
import { findLatestListed } from '@/repositories/history/play-event-repository';
import { getActivity } from './analytics/activity';
import { getArchivedDays } from './analytics/archived-days';
import { getDiscovery } from './analytics/discovery';
import { getGenres } from './analytics/genres';
import { getOnThisDay } from './analytics/look-back/on-this-day';
import type { ReadDeps, StatisticsUser } from './analytics/read-deps';
import { getSessions } from './analytics/sessions';
import { getStreaks } from './analytics/streaks';
import { getTop } from './analytics/top';
import { getComparison } from './analytics/totals';
import { getCalendar, getTrends } from './analytics/trends';
import { getConnectionCheck } from './archival/connection-check';
import { cursorUpTo } from './history/history';
import { shownPlay } from './history/shown-play';

const RECENT_LENGTH = 20;
const TOP_LENGTH = 6;
/** A longer range has a row a year. */
const LONGEST_YEAR = 366;

/**
 * What the dashboard shows beside the statistics, in four statements side by side. Totals come from the rollups, recent
 * plays from the primary key, so the time does not grow with the archive. Throws when the account was deleted.
 */
export async function getDashboard(
  deps: Pick<Deps, 'db' | 'clock' | 'archiveEveryMinutes'>,
  userId: number,
): Promise<Dashboard> {
  const [check, recentPlays, openGaps] = await Promise.all([
    getConnectionCheck(deps, userId),
    findLatestListed(deps.db, userId, RECENT_LENGTH),
    findOpenGaps(deps.db, userId),
  ]);
  return {
    ...check,
    recentPlays: thatFit(recentPlays.map(shownPlay), RECENT_LENGTH),
    openGaps: openGaps.map((gap) => ({ ...gap, cursor: cursorUpTo(userId, justAfter(gap.to)) })),
  };
}

const justAfter = (instant: string): Date => new Date(Date.parse(instant) + 1);

/** Everything the dashboard shows about one range, asked side by side. */
export async function getDashboardStatistics(
  deps: ReadDeps,
  user: StatisticsUser,
  range: Range,
): Promise<DashboardStatistics> {
  const page = { by: 'plays', limit: TOP_LENGTH } as const;
  const [comparison, trends, artists, tracks, albums, activity, calendar, ...others] = await Promise.all([
    getComparison(deps, user, range),
    getTrends(deps, user, range),
    getTop(deps, user, 'artist', range, page),
    getTop(deps, user, 'track', range, page),
    getTop(deps, user, 'album', range, page),
    getActivity(deps, user, range),
    getCalendar(deps, user, range, LONGEST_YEAR),
    getStreaks(deps, user),
    getDiscovery(deps, user, range),
    getSessions(deps, user, range),
    getGenres(deps, user, range),
    getOnThisDay(deps, user),
    getArchivedDays(deps, user, range),
  ]);
  const [streaks, discovery, sessions, genres, onThisDay, archived] = others;
  const ofRange = { comparison, trends, artists, tracks, albums, activity, calendar };
  return { ...ofRange, streaks, discovery, sessions, genres, onThisDay, archived };
}
