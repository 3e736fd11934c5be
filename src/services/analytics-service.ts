import 'server-only';
import type { Deps } from '@/lib/deps';
import { nextLookAt } from '@/lib/shared/archive-schedule';
import { connectionAt } from '@/lib/shared/connection';
import type { ConnectionCheck } from '@/lib/shared/connection-check';
import type { ArchiveState, Dashboard, RecentPlay, TopEntry } from '@/lib/shared/dashboard';
import type { Stats } from '@/lib/shared/stats';
import { findOpenGaps } from '@/repositories/archive-gap-repository';
import { findListenerState, type ListenerState } from '@/repositories/listener-state-repository';
import { findRecentPlays, type PlayRow } from '@/repositories/play-event-repository';
import { findTopArtists } from '@/repositories/play-stats/find-top-artists';
import { findTopTracks } from '@/repositories/play-stats/find-top-tracks';
import { findUserTotals, type UserTotals } from '@/repositories/play-stats/find-user-totals';
import type { TopRow } from '@/repositories/play-stats/top-row';

const TOP_LENGTH = 10;
const RECENT_LENGTH = 20;
const GAPS_SHOWN = 100;

export type ReadDeps = Pick<Deps, 'db' | 'clock' | 'archiveEveryMinutes'>;

/**
 * Everything the dashboard shows, in six statements side by side. Totals and top lists come from the rollups, recent
 * plays off the primary key, so the time does not grow with the archive. Throws if there is no such listener.
 */
export async function getDashboard(deps: ReadDeps, userId: number): Promise<Dashboard> {
  const { db } = deps;
  const [state, totals, topTracks, topArtists, recentPlays, gaps] = await Promise.all([
    findListenerState(db, userId),
    findUserTotals(db, userId),
    findTopTracks(db, userId, TOP_LENGTH),
    findTopArtists(db, userId, TOP_LENGTH),
    findRecentPlays(db, userId, { limit: RECENT_LENGTH }),
    findOpenGaps(db, userId, GAPS_SHOWN),
  ]);
  const listener = mustExist(state, userId);
  return {
    listener: { name: listener.name, image: listener.image, timeZone: listener.timeZone },
    totals: totals && toTotals(totals),
    topTracks: topTracks.map(toTopEntry),
    topArtists: topArtists.map(toTopEntry),
    recentPlays: recentPlays.map(toRecentPlay),
    archive: archiveState(deps, listener),
    openGaps: gaps.map((gap) => ({ ...gap, from: gap.from.toISOString(), to: gap.to.toISOString() })),
    connection: connectionAt(deps.clock.now(), listener),
  };
}

/** All-time totals for GET /api/stats; zeros and nulls while nothing is kept. */
export async function getStats(deps: Pick<Deps, 'db'>, userId: number): Promise<Stats> {
  const totals = await findUserTotals(deps.db, userId);
  return {
    totalPlays: totals?.plays ?? 0,
    uniqueTracks: totals?.tracks ?? 0,
    uniqueArtists: totals?.artists ?? 0,
    uniqueAlbums: totals?.albums ?? 0,
    listeningTimeMs: totals?.listenedMs ?? 0,
    firstPlayAt: totals?.firstPlayedAt.toISOString() ?? null,
    lastPlayAt: totals?.lastPlayedAt.toISOString() ?? null,
  };
}

/** How the way from Spotify to the archive stands for one listener. Throws if there is no such listener. */
export async function getConnectionCheck(deps: ReadDeps, userId: number): Promise<ConnectionCheck> {
  const [state, totals] = await Promise.all([
    findListenerState(deps.db, userId),
    findUserTotals(deps.db, userId),
  ]);
  const listener = mustExist(state, userId);
  return {
    listener: { name: listener.name, image: listener.image, timeZone: listener.timeZone },
    connection: connectionAt(deps.clock.now(), listener),
    authorizedAt: listener.authorizedAt?.toISOString() ?? null,
    archive: archiveState(deps, listener),
    restingUntil: ifAhead(deps.clock.now(), listener.circuitOpenUntil),
    consecutiveFailures: listener.consecutiveFailures,
    keptPlays: totals?.plays ?? 0,
  };
}

function archiveState(deps: Pick<Deps, 'clock' | 'archiveEveryMinutes'>, state: ListenerState): ArchiveState {
  const now = deps.clock.now();
  return {
    lastPolledAt: state.lastPolledAt?.toISOString() ?? null,
    nextLookAt: nextLookAt(now, deps.archiveEveryMinutes).toISOString(),
    everyMinutes: deps.archiveEveryMinutes,
    pausedUntil: ifAhead(now, state.pausedUntil),
  };
}

const ifAhead = (now: Date, until: Date | null): string | null =>
  until && until > now ? until.toISOString() : null;

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

const toTopEntry = (row: TopRow): TopEntry => ({ ...row, firstPlayedAt: row.firstPlayedAt.toISOString() });

const toRecentPlay = (row: PlayRow): RecentPlay => ({ ...row, playedAt: row.playedAt.toISOString() });
