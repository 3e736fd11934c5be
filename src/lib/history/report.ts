import type { TrackFacts } from '@/lib/catalogue/same-recording';

/** What a poll or a row of a file says about one play. Reports are compared and combined, never changed. */
export interface Report {
  /** End of the play, ms UTC; for a row that was played offline, as `playEnd` finds it. */
  end: number;
  /** How exactly `end` is known, in ms: 1, a second, or a minute. Seconds and minutes are rounded down. */
  precision: 1 | 1_000 | 60_000;
  track: TrackFacts;
  msPlayed: number | null;
  skipped: boolean | null;
  reasonStart: string | null;
  reasonEnd: string | null;
  context: { type: string; uri: string } | null;
  /** How the play was recorded: another archive's export holds polled plays too. */
  source: 'poll' | 'import';
}

/** Who reports plays, the most exact end first: Spotify's API, the extended history, the account data. */
export const REPORTERS = ['poll', 'history', 'account'] as const;
export type Reporter = (typeof REPORTERS)[number];

/** Two reports of one reporter are one play only when they repeat each other. */
export function reporterOf({ source, precision }: Report): Reporter {
  if (source === 'poll') return 'poll';
  return precision === 60_000 ? 'account' : 'history';
}

/** A total order by content, the earliest end first: what is decided by it does not depend on the order of reports. */
export function compareReports(a: Report, b: Report): number {
  return (
    a.end - b.end ||
    a.precision - b.precision ||
    (a.msPlayed ?? -1) - (b.msPlayed ?? -1) ||
    compareTracks(a.track, b.track) ||
    compareTexts(contentOf(a), contentOf(b))
  );
}

export const compareTracks = (a: TrackFacts, b: TrackFacts): number =>
  a === b ? 0 : compareTexts(trackContent(a), trackContent(b));

const trackContent = memoized((track: TrackFacts) => {
  const { spotifyId, title, artists, artistIds, isrc, durationMs, describedBy } = track;
  return JSON.stringify([spotifyId, title, artists, artistIds, isrc, durationMs, describedBy]);
});

const contentOf = memoized((report: Report) => {
  const { skipped, reasonStart, reasonEnd, context, source } = report;
  return JSON.stringify([source, skipped, reasonStart, reasonEnd, context?.type, context?.uri]);
});

const compareTexts = (a: string, b: string): number => (a < b ? -1 : Number(a > b));

/** Remembers the text of each object for as long as the object lives. */
function memoized<T extends object>(textOf: (value: T) => string): (value: T) => string {
  const texts = new WeakMap<T, string>();
  return (value) => {
    const text = texts.get(value) ?? textOf(value);
    texts.set(value, text);
    return text;
  };
}
