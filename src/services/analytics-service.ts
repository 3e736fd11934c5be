import { thatFit } from '@/lib/answer-size';
import type { Deps } from '@/lib/deps';
import type { ArchiveState, Dashboard } from '@/lib/shared/analytics/dashboard';
import type { Totals } from '@/lib/shared/analytics/statistics';
import type { Stats } from '@/lib/shared/analytics/stats';
import { connectionAt } from '@/lib/shared/archival/connection';
import type { ConnectionCheck } from '@/lib/shared/archival/connection-check';
import { nextSync } from '@/lib/shared/archival/next-sync';
import { allowsNowPlaying } from '@/lib/shared/auth/scopes';
import { findUserTotals, type UserTotals } from '@/repositories/analytics/find-user-totals';
import {
  findListenerState,
  type ListenerState,
} from '@/repositories/archival/listener-poll-state-repository';
import { findRecentPlays } from '@/repositories/history/play-event-repository';
import { listOpenGaps } from './archival/open-gaps';
import { shownPlay } from './history/shown-play';

const RECENT_LENGTH = 20;

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
  const [found, recentPlays, { gaps: openGaps }] = await Promise.all([
    check,
    findRecentPlays(deps.db, userId, RECENT_LENGTH),
    listOpenGaps(deps, userId),
  ]);
  const { listener, since, totals, hasLeftOut, archive, connection, allowsNowPlaying } = found;
  return {
    listener,
    since,
    totals,
    hasLeftOut,
    archive,
    connection,
    allowsNowPlaying,
    recentPlays: thatFit(recentPlays.map(shownPlay), RECENT_LENGTH),
    openGaps,
  };
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
