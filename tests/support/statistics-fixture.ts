import type { DashboardStatistics } from '@/lib/shared/analytics/dashboard-statistics';
import type { OnThisDay } from '@/lib/shared/analytics/look-back-schema';
import type { Range } from '@/lib/shared/analytics/range';
import { addDays } from '@/lib/shared/analytics/range-days';
import type {
  Activity,
  Archived,
  CalendarDay,
  Comparison,
  Discovery,
  Genres,
  HistoryPlay,
  RankedEntry,
  Totals,
  TrendPoint,
  Trends,
} from '@/lib/shared/analytics/statistics';
import type { EntityPage } from '@/lib/shared/catalogue/entity-page';
import { HOUR, MINUTE } from '@/lib/shared/time';

/** Statistics of an invented listener for components under test; the figures are easy to recognise. */

export const YEAR: Range = { preset: '1y', from: '2025-11-23', to: '2026-11-22' };

export const rankedEntry = (values: Partial<RankedEntry> = {}): RankedEntry => ({
  kind: 'artist',
  id: 7,
  spotifyId: '4uLU6hMCjMI75M1A2tKUQC',
  name: 'Hiroshi Yoshimura',
  artists: [],
  imageUrl: 'https://i.scdn.co/image/abc',
  plays: 214,
  listenedMs: 14 * HOUR,
  firstPlayedAt: '2021-03-03T12:00:00Z',
  rank: 1,
  previousRank: 3,
  ...values,
});

const totals = (values: Partial<Totals>): Totals => ({
  plays: 18_532,
  listenedMs: 1_204 * HOUR,
  tracks: 4_210,
  artists: 1_377,
  albums: 900,
  firstPlayAt: '2025-11-23T07:00:00Z',
  lastPlayAt: '2026-11-22T12:00:00Z',
  estimatedPlays: 18_532,
  ...values,
});

export const comparison = (values: Partial<Comparison> = {}): Comparison => ({
  range: YEAR,
  previousRange: { preset: null, from: '2024-11-23', to: '2025-11-22', until: '2025-11-22T14:00:00Z' },
  current: totals({}),
  previous: totals({ plays: 16_000 }),
  change: { plays: 0.1, listenedMs: 0.112, tracks: -0.2, artists: 0 },
  ...values,
});

export const discovery = (values: Partial<Discovery> = {}): Discovery => ({
  range: YEAR,
  newTracks: 1_512,
  newArtists: 300,
  newAlbums: 120,
  playsOfNew: 62,
  playsOfKnown: 38,
  firsts: [],
  ...values,
});

export const trendPoint = (start: string, hours: number, archived: Archived = 'all'): TrendPoint => ({
  start,
  plays: hours * 15,
  listenedMs: hours * HOUR,
  archived,
  isPartial: false,
});

/** Three weeks from 2 November 2026, the second with a gap, each beside one of 4 hours. */
export const trends = (values: Partial<Trends> = {}): Trends => ({
  range: YEAR,
  unit: 'week',
  points: [trendPoint('2026-10-26', 10), trendPoint('2026-11-02', 2, 'part'), trendPoint('2026-11-09', 0)],
  previous: ['2025-10-27', '2025-11-03', '2025-11-10'].map((start) => trendPoint(start, 4)),
  ...values,
});

/** Silent but for Thursdays at 21:00 and Sundays at 08:00. */
export function activity(): Activity {
  const plays = Array.from({ length: 7 }, () => Array.from({ length: 24 }, () => 0));
  plays[3] = plays[3]?.with(21, 40) ?? [];
  plays[6] = plays[6]?.with(8, 4) ?? [];
  const busiest = { weekday: 3, hour: 21, plays: 40 };
  return {
    range: YEAR,
    timeZone: 'Europe/Berlin',
    plays,
    busiest,
    unarchivedHours: [],
    days: 365,
    archivedDays: 365,
  };
}

/** Days from a first one on, with these numbers of plays; the third has a gap. */
export const calendarDays = (first: string, plays: number[]): CalendarDay[] =>
  plays.map((count, index) => ({
    day: addDays(first, index),
    plays: count,
    listenedMs: count * 4 * MINUTE,
    archived: index === 2 ? 'part' : 'all',
    isPartial: false,
  }));

export const genres = (values: Partial<Genres> = {}): Genres => ({
  range: YEAR,
  genres: [
    { name: 'ambient', plays: 230, share: 0.23 },
    { name: 'dream pop', plays: 170, share: 0.17 },
  ],
  unknownPlays: 60,
  unknownShare: 0.06,
  plays: 1_000,
  ...values,
});

export const onThisDay = (years = ['2025-11-22', '2021-11-22']): OnThisDay => ({
  day: '2026-11-22',
  years: years.map((day) => ({
    day,
    plays: 24,
    listenedMs: 80 * MINUTE,
    tracks: [rankedEntry({ kind: 'track', id: 11, name: 'Blink', artists: ['Hiroshi Yoshimura'] })],
  })),
});

const numbered = <T>(count: number, make: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, i) => make(i));

/** A full year: 53 weeks, every hour of the week, 365 days, and lists as long as they get. */
export function fullYear(): DashboardStatistics {
  const weeks = numbered(53, (week) =>
    trendPoint(addDays('2025-11-17', week * 7), 1 + week, week % 9 === 0 ? 'part' : 'all'),
  );
  const entries = numbered(6, (place) => rankedEntry({ id: place + 1, rank: place + 1, previousRank: 9 }));
  const top = { range: YEAR, entries, total: 4_210 };
  return {
    comparison: comparison(),
    trends: trends({ points: weeks, previous: weeks }),
    artists: top,
    tracks: { ...top, entries: entries.map((entry) => ({ ...entry, kind: 'track' })) },
    albums: { ...top, entries: entries.map((entry) => ({ ...entry, kind: 'album' })) },
    activity: { ...activity(), plays: numbered(7, (day) => numbered(24, (hour) => day * hour)) },
    archived: { days: 365, archivedDays: 365 },
    calendar: {
      range: YEAR,
      unit: 'day',
      activeDays: 364,
      archivedDays: 365,
      days: calendarDays(
        '2025-11-23',
        numbered(365, (day) => day % 60),
      ),
    },
    streaks: {
      current: { days: 41, from: '2026-10-13' },
      longest: { days: 41, from: '2026-10-13', to: '2026-11-22' },
      daysActive: 349,
      daysSinceFirst: 365,
      days: 365,
      archivedDays: 365,
    },
    discovery: discovery(),
    sessions: {
      range: YEAR,
      sessions: 900,
      averageMs: HOUR,
      longest: {
        startedAt: '2026-02-01T18:00:00Z',
        endedAt: '2026-02-01T22:00:00Z',
        durationMs: 4 * HOUR,
        plays: 60,
      },
    },
    genres: genres({ genres: numbered(9, (place) => ({ name: `genre ${place}`, plays: 90, share: 0.09 })) }),
    onThisDay: onThisDay(),
  };
}

export const historyPlay = (playedAt: string, values: Partial<HistoryPlay> = {}): HistoryPlay => ({
  playedAt,
  trackId: 11,
  spotifyId: 'abc',
  name: 'Blink',
  artists: ['Hiroshi Yoshimura', 'Nala Sinephro'],
  artistIds: [7, 8],
  albumId: 5,
  albumName: 'Music for Nine Postcards',
  imageUrl: null,
  listenedMs: 4 * MINUTE + 5_000,
  isEstimate: true,
  isCounted: true,
  isLeftOut: false,
  sources: ['poll'],
  ...values,
});

export const entityPage = (values: Partial<EntityPage> = {}): EntityPage => ({
  kind: 'album',
  id: 5,
  spotifyId: '4uLU6hMCjMI75M1A2tKUQD',
  name: 'Music for Nine Postcards',
  artists: [{ id: 7, name: 'Hiroshi Yoshimura' }],
  album: null,
  imageUrl: null,
  genres: ['ambient'],
  releaseDate: '1982-03-01',
  durationMs: null,
  plays: 214,
  listenedMs: 14 * HOUR,
  firstPlayedAt: '2021-03-03T21:14:00Z',
  lastPlayedAt: '2026-11-22T12:00:00Z',
  rank: 103,
  estimatedPlays: 214,
  skips: null,
  trend: trends(),
  activity: activity(),
  releases: [],
  totalTracks: 4,
  albums: [],
  tracks: [
    {
      id: 11,
      name: 'Blink',
      plays: 14,
      spotifyId: 'blink',
      discNumber: 1,
      trackNumber: 2,
      status: 'played',
    },
  ],
  lastPlays: [],
  topTracks: [rankedEntry({ kind: 'release', id: 11, name: 'Blink', artists: ['Hiroshi Yoshimura'] })],
  ...values,
});
