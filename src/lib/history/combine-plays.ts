import type { TrackFacts } from '@/lib/catalogue/same-recording';
import { compareReports, compareTracks, REPORTERS, type Report, type Reporter, reporterOf } from './report';

/** All that was reported of one play: one report of each reporter. */
export type Reported = { readonly [reporter in Reporter]?: Report };

/** What the archive says about a play. */
export interface Play extends Omit<Report, 'source'> {
  /** All that reported the play, in the order of REPORTERS. */
  sources: Report['source'][];
}

/** The most exact first. */
export const reportsOf = (reported: Reported): Report[] =>
  REPORTERS.flatMap((reporter) => reported[reporter] ?? []);

export const reportedBy = (report: Report): Reported => ({ [reporterOf(report)]: report });

/** All that is reported of one play by either of two sets of reports. Commutative, associative, idempotent. */
export function combinePlays(a: Reported, b: Reported): Reported {
  const all = REPORTERS.flatMap((reporter) => {
    const [first, second] = [a[reporter], b[reporter]];
    const report = first && second ? combineReports(first, second) : (first ?? second);
    return report ? [[reporter, report] as const] : [];
  });
  return Object.fromEntries(all);
}

/**
 * What a play is, given all that was reported of it: a poll's exact end and context, a file's played time, skip and reasons,
 * and the track as Spotify describes it.
 */
export function playOf(reported: Reported): Play {
  const reports = reportsOf(reported);
  const [most] = reports;
  if (!most) throw new Error('unreachable: a play has at least one report');
  const rows = reports.filter((report) => report !== reported.poll);
  const files = reported.poll ? [...rows, reported.poll] : rows;
  return {
    end: most.end,
    precision: most.precision,
    track: trackOf(reports) ?? most.track,
    msPlayed: firstOf(files, (report) => report.msPlayed),
    skipped: firstOf(files, (report) => report.skipped),
    reasonStart: firstOf(files, (report) => report.reasonStart),
    reasonEnd: firstOf(files, (report) => report.reasonEnd),
    context: firstOf(reports, (report) => report.context),
    sources: [...new Set(reports.map(({ source }) => source))],
  };
}

/** Two reports of one reporter: each field of the one that says more, the longer played time. */
export function combineReports(a: Report, b: Report): Report {
  if (compareReports(a, b) === 0) return a;
  return {
    end: Math.min(a.end, b.end),
    precision: a.precision < b.precision ? a.precision : b.precision,
    track: combineTracks(a.track, b.track),
    msPlayed: largest(a.msPlayed, b.msPlayed),
    skipped: largest(a.skipped, b.skipped),
    reasonStart: largest(a.reasonStart, b.reasonStart),
    reasonEnd: largest(a.reasonEnd, b.reasonEnd),
    context: largestBy(a.context, b.context, (context) => `${context.uri} ${context.type}`),
    source: a.source,
  };
}

/** Of two ids the lesser: what is known of tracks grows, and a file that is brought again must not move its plays. */
function combineTracks(a: TrackFacts, b: TrackFacts): TrackFacts {
  const order =
    knownNames(b) - knownNames(a) || (a.spotifyId === b.spotifyId ? knownFacts(b) - knownFacts(a) : 0);
  if (order !== 0) return order < 0 ? a : b;
  return compareTracks(a, b) <= 0 ? a : b;
}

/** An id before a title. */
const knownNames = ({ spotifyId, title }: TrackFacts): number =>
  2 * Number(spotifyId !== null) + Number(title !== '');

/** Spotify's description before a file's, then the one with more facts. */
const knownFacts = ({ isrc, durationMs, describedBy }: TrackFacts): number =>
  Number(isrc !== null) + Number(durationMs !== null) + (describedBy === 'spotify' ? 10 : 0);

const largestBy = <T>(a: T | null, b: T | null, key: (value: T) => string | number | boolean): T | null => {
  if (a === null || b === null) return a ?? b;
  return key(a) >= key(b) ? a : b;
};

const largest = <T extends string | number | boolean>(a: T | null, b: T | null): T | null =>
  largestBy(a, b, (value) => value);

function trackOf(reports: readonly Report[]): TrackFacts | undefined {
  const tracks = reports.map(({ track }) => track);
  // Spotify lists a track that was taken down without its name.
  const named = tracks.filter(({ title }) => title !== '');
  const spotifys = ({ describedBy }: TrackFacts) => describedBy === 'spotify';
  const identified = ({ spotifyId }: TrackFacts) => spotifyId !== null;
  return named.find(spotifys) ?? named.find(identified) ?? tracks.find(spotifys) ?? tracks.find(identified);
}

function firstOf<T>(reports: readonly Report[], field: (report: Report) => T | null): T | null {
  for (const report of reports) {
    const value = field(report);
    if (value !== null) return value;
  }
  return null;
}
