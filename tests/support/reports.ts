import type { TrackFacts } from '@/lib/catalogue/same-recording';
import { combinePlays, reportedBy } from '@/lib/history/combine-plays';
import type { KnownPlay } from '@/lib/history/match-plays';
import type { Report } from '@/lib/history/report';

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
  removed: false,
});
