import type { Range } from '@/lib/shared/analytics/range';
import { ALL_TIME } from '@/lib/shared/analytics/range-presets';
import { getActivity } from '@/services/analytics/activity';
import { getDiscovery } from '@/services/analytics/discovery';
import { getDiversity } from '@/services/analytics/diversity';
import { getGenres } from '@/services/analytics/genres';
import { compareRanges } from '@/services/analytics/look-back/compare-ranges';
import { getForgotten } from '@/services/analytics/look-back/forgotten';
import { getGenresOverTime } from '@/services/analytics/look-back/genres-over-time';
import { getMilestones } from '@/services/analytics/look-back/milestones';
import { getOnThisDay } from '@/services/analytics/look-back/on-this-day';
import { getSkips } from '@/services/analytics/look-back/skips';
import type { ReadDeps, StatisticsUser } from '@/services/analytics/read-deps';
import { getSessions } from '@/services/analytics/sessions';
import { getStreaks } from '@/services/analytics/streaks';
import { getTop } from '@/services/analytics/top';
import { getComparison, getTotals } from '@/services/analytics/totals';
import { getCalendar, getTrends } from '@/services/analytics/trends';
import { getYearReview } from '@/services/analytics/year/year-review';
import { getEntityPage } from '@/services/catalogue/entity-page';
import { searchLibrary } from '@/services/catalogue/search';
import { getHistory } from '@/services/history/history';

/** Something that a page or route asks. */
export interface Question {
  name: string;
  ask: (deps: ReadDeps, user: StatisticsUser) => Promise<unknown>;
  /** The same from the plays alone, as one would write it first. `$1` the listener, `$2` and `$3` the ends of time or null. */
  naive?: string;
  /** The answer tells the ranks of the range before as well: the naive statement is then asked for both ranges. */
  isOfTwoRanges?: boolean;
  /** Counted from the plays of one artist or track, or of a few days, so it may grow with them: here all listeners have the same years. */
  isOfPlays?: boolean;
  /** All-time figures that are read off, not counted: they must be far faster than a count. */
  isReadOff?: boolean;
}
const YEAR: Range = { preset: '1y', from: null, to: null };
const MONTH: Range = { preset: '30d', from: null, to: null };

const MINE = `user_id = $1 AND ($2::timestamptz IS NULL OR played_at >= $2) AND ($3::timestamptz IS NULL OR played_at < $3)`;
const NAIVE_TOTALS = `SELECT count(*), sum(listened_ms), count(DISTINCT t.recording_id), count(DISTINCT artist_id),
  count(DISTINCT album_id), min(played_at), max(played_at)
  FROM play_events p JOIN tracks t ON t.id = p.track_id JOIN track_artists ta ON ta.track_id = t.id WHERE ${MINE}`;
const TOP = (
  columns: string,
  joins: string,
  groups = columns,
) => `SELECT ${columns}, count(*), sum(listened_ms), min(played_at)
  FROM play_events p JOIN tracks t ON t.id = p.track_id ${joins} WHERE ${MINE}
  GROUP BY ${groups} ORDER BY count(*) DESC, sum(listened_ms) DESC, 1 LIMIT 20`;
const NAIVE_TOP = {
  track: TOP('t.recording_id, min(t.name)', '', 't.recording_id'),
  release: TOP('t.id, t.name', ''),
  artist: TOP(
    'a.id, a.name',
    'JOIN track_artists ta ON ta.track_id = t.id JOIN artists a ON a.id = ta.artist_id',
  ),
  album: TOP('al.id, al.name', 'JOIN albums al ON al.id = t.album_id'),
};
const NAIVE_DAYS = `SELECT (played_at AT TIME ZONE 'Europe/Berlin')::date, count(*), sum(listened_ms)
  FROM play_events WHERE ${MINE} GROUP BY 1 ORDER BY 1`;
const NAIVE_HOURS = `SELECT extract(isodow FROM played_at AT TIME ZONE 'Europe/Berlin'),
  extract(hour FROM played_at AT TIME ZONE 'Europe/Berlin'), count(*) FROM play_events WHERE ${MINE} GROUP BY 1, 2`;

const page = { by: 'plays', limit: 20 } as const;

const top = (range: Range): Question[] => {
  const [isReadOff, isOfTwoRanges] = [range === ALL_TIME, range !== ALL_TIME];
  return [
    { name: 'totals', ask: (d, u) => getTotals(d, u, range), naive: NAIVE_TOTALS, isReadOff },
    ...(['track', 'release', 'artist', 'album'] as const).map((kind) => ({
      name: `top ${kind}s`,
      ask: (d: ReadDeps, u: StatisticsUser) => getTop(d, u, kind, range, page),
      naive: NAIVE_TOP[kind],
      isReadOff,
      isOfTwoRanges,
    })),
  ];
};

const others = (range: Range): Question[] => [
  { name: 'activity', ask: (d, u) => getActivity(d, u, range), naive: NAIVE_HOURS },
  { name: 'trends', ask: (d, u) => getTrends(d, u, range) },
  { name: 'calendar', ask: (d, u) => getCalendar(d, u, range), naive: NAIVE_DAYS },
  { name: 'genres', ask: (d, u) => getGenres(d, u, range) },
  { name: 'discovery', ask: (d, u) => getDiscovery(d, u, range) },
  { name: 'diversity', ask: (d, u) => getDiversity(d, u, range) },
  { name: 'sessions', ask: (d, u) => getSessions(d, u, range) },
];

/** Of all time, and independent of any range. */
export const allTime: Question[] = [
  ...top(ALL_TIME),
  { name: 'top tracks by time', ask: (d, u) => getTop(d, u, 'track', ALL_TIME, { by: 'time', limit: 50 }) },
  ...others(ALL_TIME),
  { name: 'streaks', ask: (d, u) => getStreaks(d, u) },
  { name: 'on this day', isOfPlays: true, ask: (d, u) => getOnThisDay(d, u) },
  { name: 'forgotten tracks', ask: (d, u) => getForgotten(d, u, 'track', 10) },
  { name: 'forgotten artists', ask: (d, u) => getForgotten(d, u, 'artist', 10) },
  { name: 'milestones', isOfPlays: true, ask: (d, u) => getMilestones(d, u) },
  { name: 'recent plays', ask: (d, u) => getHistory(d, u, { limit: 50 }) },
  { name: 'history, five years back', ask: (d, u) => getHistory(d, u, { limit: 50, before: '2021-10-01' }) },
  { name: 'history with a word', ask: (d, u) => getHistory(d, u, { limit: 50, q: 'artist 77' }) },
  { name: 'search', ask: (d, u) => searchLibrary(d, u, 'track 4711', 10) },
  { name: 'artist page', isOfPlays: true, ask: (d, u) => getEntityPage(d, u, 'artist', 2, ALL_TIME) },
  { name: 'album page', isOfPlays: true, ask: (d, u) => getEntityPage(d, u, 'album', 2, ALL_TIME) },
  { name: 'track page', isOfPlays: true, ask: (d, u) => getEntityPage(d, u, 'track', 1, ALL_TIME) },
];

export const lastYear: Question[] = [
  ...top(YEAR),
  { name: 'all time and a year', ask: (d, u) => compareRanges(d, u, { a: ALL_TIME, b: YEAR }) },
  { name: 'a year and a month', ask: (d, u) => compareRanges(d, u, { a: YEAR, b: MONTH }) },
  { name: 'skips over time', ask: (d, u) => getSkips(d, u, YEAR) },
  { name: 'genres over time', ask: (d, u) => getGenresOverTime(d, u, YEAR) },
  { name: 'comparison', ask: (d, u) => getComparison(d, u, YEAR) },
  ...others(YEAR),
  { name: 'year in review', ask: (d, u) => getYearReview(d, u, { year: 2025, month: null }) },
];

export const lastMonth: Question[] = [...top(MONTH), ...others(MONTH)];
