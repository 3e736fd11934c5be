import { ALL_TIME } from '@/lib/shared/analytics/range-presets';
import type { Summary } from '@/lib/shared/api/summary-schema';
import { shownArtists, shownName } from '@/lib/shared/catalogue/unknown-name';
import { findOpenGaps } from '@/repositories/archival/archive-gap-repository';
import { findRecentPlays } from '@/repositories/history/play-event-repository';
import { type ReadDeps, type StatisticsUser, todayOf } from '@/services/analytics/read-deps';
import { getTop } from '@/services/analytics/top';
import { getTotals } from '@/services/analytics/totals';
import { minutes } from './tool-results';

const WEEK = { preset: '7d', from: null, to: null } as const;
const FIRST = { by: 'plays', limit: 1 } as const;

/** A few figures for a tile of a dashboard. Costs the same for any archive. */
export async function getSummary(deps: ReadDeps, user: StatisticsUser): Promise<Summary> {
  const day = todayOf(deps, user);
  const [today, week, all, artists, tracks, [last], gaps] = await Promise.all([
    getTotals(deps, user, { preset: null, from: day, to: day }),
    getTotals(deps, user, WEEK),
    getTotals(deps, user, ALL_TIME),
    getTop(deps, user, 'artist', WEEK, FIRST),
    getTop(deps, user, 'track', WEEK, FIRST),
    findRecentPlays(deps.db, user.id, 1),
    findOpenGaps(deps.db, user.id),
  ]);
  return {
    playsToday: today.plays,
    minutesToday: minutes(today.listenedMs),
    plays7d: week.plays,
    minutes7d: minutes(week.listenedMs),
    plays: all.plays,
    minutes: minutes(all.listenedMs),
    artists: all.artists,
    topArtist7d: artists.entries[0]?.name ?? null,
    topTrack7d: tracks.entries[0]?.name ?? null,
    lastTrack: last ? shownName(last.name) : null,
    lastArtist: last ? (shownArtists(last.artists)[0] ?? null) : null,
    lastPlayedAt: last?.playedAt.toISOString() ?? null,
    lastImageUrl: last?.imageUrl ?? null,
    openGaps: gaps.length,
  };
}
