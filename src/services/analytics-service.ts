import { thatFit } from '@/lib/answer-size';
import type { Deps } from '@/lib/deps';
import type { ArchiveState, ConnectionCheck, Dashboard } from '@/lib/shared/analytics/dashboard';
import type { DashboardStatistics } from '@/lib/shared/analytics/dashboard-statistics';
import type { Range } from '@/lib/shared/analytics/range';
import type { Totals } from '@/lib/shared/analytics/statistics';
import type { Stats } from '@/lib/shared/analytics/stats';
import { connectionAt } from '@/lib/shared/archival/connection';
import { nextSync } from '@/lib/shared/archival/next-sync';
import { allowsNowPlaying } from '@/lib/shared/auth/scopes';
import { findUserTotals, type UserTotals } from '@/repositories/analytics/find-user-totals';
import { findOpenGaps } from '@/repositories/archival/archive-gap-repository';
import {
  findListenerState,
  type ListenerState,
} from '@/repositories/archival/listener-poll-state-repository';
import { findRecentPlays } from '@/repositories/history/play-event-repository';
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
import { shownPlay } from './history/shown-play';

const RECENT_LENGTH = 20;
const TOP_LENGTH = 6;
/** A longer range has a row a year. */
const LONGEST_YEAR = 366;

type DashboardDeps = Pick<Deps, 'db' | 'clock' | 'archiveEveryMinutes'>;

/**
 * What the dashboard shows beside the statistics, in four statements side by side. Totals come from the rollups, recent
 * plays from the primary key, so the time does not grow with the archive. Pass `check` where it was read already. Throws
 * if there is no such listener.
 */
export async function getDashboard(
  deps: DashboardDeps,
  userId: number,
  check: Promise<ConnectionCheck> = getConnectionCheck(deps, userId),
): Promise<Dashboard> {
  const [found, recentPlays, openGaps] = await Promise.all([
    check,
    findRecentPlays(deps.db, userId, RECENT_LENGTH),
    findOpenGaps(deps.db, userId),
  ]);
  return { ...found, recentPlays: thatFit(recentPlays.map(shownPlay), RECENT_LENGTH), openGaps };
}

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

/** The same totals under the names that GET /api/stats answers with. */
export const toStats = (totals: Totals): Stats => ({
  totalPlays: totals.plays,
  uniqueTracks: totals.tracks,
  uniqueArtists: totals.artists,
  uniqueAlbums: totals.albums,
  listeningTimeMs: totals.listenedMs,
  isEstimate: totals.estimatedPlays > 0,
  firstPlayAt: totals.firstPlayAt,
  lastPlayAt: totals.lastPlayAt,
});

/** The state of one listener's connection and archive. Throws if there is no such listener. */
export async function getConnectionCheck(deps: DashboardDeps, userId: number): Promise<ConnectionCheck> {
  const [state, totals] = await Promise.all([
    findListenerState(deps.db, userId),
    findUserTotals(deps.db, userId),
  ]);
  const listener = mustExist(state, userId);
  const connection = connectionAt(deps.clock.now(), listener);
  return {
    listener: { name: listener.name, image: listener.image, timeZone: listener.timeZone },
    since: listener.createdAt.toISOString(),
    connection,
    authorizedAt: listener.authorizedAt?.toISOString() ?? null,
    allowsNowPlaying: allowsNowPlaying(listener.scope),
    archive: archiveState(deps, listener, connection.state !== 'needs_reconnect'),
    consecutiveFailures: listener.consecutiveFailures,
    totals: totals && toTotals(totals),
    storedPlays: totals?.plays ?? 0,
    hasLeftOut: listener.hasLeftOut,
  };
}

function archiveState(
  { clock, archiveEveryMinutes: everyMinutes }: Pick<Deps, 'clock' | 'archiveEveryMinutes'>,
  { lastPolledAt, pausedUntil, circuitOpenUntil }: ListenerState,
  isConnected: boolean,
): ArchiveState {
  return {
    lastPolledAt: lastPolledAt?.toISOString() ?? null,
    nextSync: nextSync({ now: clock.now(), everyMinutes, isConnected, pausedUntil, circuitOpenUntil }),
    everyMinutes,
  };
}

function mustExist(state: ListenerState | null, userId: number): ListenerState {
  if (!state)
    throw new Error(`No listener has the id ${userId}: was the account deleted during the request?`);
  return state;
}

const toTotals = ({
  firstPlayedAt,
  lastPlayedAt,
  ...rest
}: UserTotals): NonNullable<Dashboard['totals']> => ({
  ...rest,
  firstPlayAt: firstPlayedAt.toISOString(),
  lastPlayAt: lastPlayedAt.toISOString(),
});
