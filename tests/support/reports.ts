import type { TrackFacts } from '@/lib/catalogue/same-recording';
import { combinePlays, playOf, type Reported, reportedBy } from '@/lib/history/combine-plays';
import type { KnownPlay } from '@/lib/history/known-play';
import { matchPlays } from '@/lib/history/match-plays';
import { reportBy, SOURCES } from '@/lib/history/play-source';
import { REPORTERS, type Report } from '@/lib/history/report';

const NOON = Date.UTC(2026, 1, 1, 12);

/** A moment of the day that reports in tests tell of, ms UTC. */
export const endAt = (seconds: number): number => NOON + Math.round(seconds * 1_000);

const FROM_FILE: TrackFacts = {
  spotifyId: 'song',
  title: 'Song',
  artists: ['Somebody'],
  isrc: null,
  durationMs: null,
  describedBy: 'file',
};

const NOTHING = { skipped: null, reasonStart: null, reasonEnd: null, context: null };

export type TrackOver = { track?: Partial<TrackFacts> };

/** A play that Spotify listed. */
export const polled = (seconds: number, over: Partial<Omit<Report, 'track'>> & TrackOver = {}): Report => ({
  ...NOTHING,
  end: endAt(seconds),
  precision: 1,
  msPlayed: null,
  source: 'poll',
  ...over,
  track: { ...FROM_FILE, isrc: 'ISRC', durationMs: 210_000, describedBy: 'spotify', ...over.track },
});

/** A row of the extended history. */
export const row = (seconds: number, over: Partial<Omit<Report, 'track'>> & TrackOver = {}): Report => ({
  ...NOTHING,
  end: endAt(seconds),
  precision: 1_000,
  msPlayed: 210_000,
  source: 'import',
  ...over,
  track: { ...FROM_FILE, ...over.track },
});

/** A row of the account data. */
export const accountRow = (minutes: number, over: Partial<Omit<Report, 'track'>> & TrackOver = {}): Report =>
  row(minutes * 60, { precision: 60_000, ...over, track: { spotifyId: null, ...over.track } });

/** A play of the archive of which these are all reports. */
export const known = (...reports: Report[]): KnownPlay => ({
  reported: reports.map(reportedBy).reduce(combinePlays),
  storedAt: 0,
  removedAt: null,
});

/** As a play is stored: each reporter's end, and the rest as the play has it. */
export const stored = (reported: Reported): KnownPlay => {
  const play = playOf(reported);
  return known(
    ...REPORTERS.flatMap((reporter) => {
      const end = reported[reporter]?.end;
      return end === undefined ? [] : [reportBy(SOURCES[reporter], end, play)];
    }),
  );
};

/** The plays that an archive has in which files and pages arrived one after the other, in the order of their ends. */
export function archivedFrom(arrivals: readonly Report[][]): Reported[] {
  let plays: KnownPlay[] = [];
  for (const reports of arrivals) {
    const matched = matchPlays(reports, plays).plays;
    const changed = new Set(matched.flatMap((play) => [play.known, ...play.others]));
    plays = [
      ...plays.filter((_play, place) => !changed.has(place)),
      ...matched.map(({ reported }) => stored(reported)),
    ];
  }
  return plays.map(({ reported }) => reported).sort((a, b) => playOf(a).end - playOf(b).end);
}

/** Of each play, the end that each reporter gives, for comparing archives. */
export const endsOf = (plays: readonly Reported[]): (number | undefined)[][] =>
  plays.map((reported) => REPORTERS.map((reporter) => reported[reporter]?.end)).sort();
