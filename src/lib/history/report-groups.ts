import { combinePlays, type Reported, reportedBy } from './combine-plays';
import { DisjointSets } from './disjoint-sets';
import { mayBeOne, type OfKnownPlays, ofKnownPlays } from './known-play';
import { nearestFirst, type Pair } from './near-pairs';
import type { PlacedReport, Repeats } from './repeated-reports';
import { REPORTERS, reporterOf } from './report';
import { samePlay } from './same-play';

/** What is reported of one play: a group of repeats for each reporter. */
export interface ReportGroup extends OfKnownPlays {
  reported: Reported;
  /** The groups of repeats that it is made of. */
  parts: number[];
}

/**
 * Joins the groups of different reporters, one to one: rows of two files first, then the nearest. The pairs of which known plays are
 * made must be among them; a nearer pair takes such a play apart, and two known plays may become one: what is known decides nothing,
 * so that it does not matter what was reported first.
 */
export function joinReporters(
  placedReports: readonly PlacedReport[],
  repeats: DisjointSets<Repeats>,
  pairs: readonly Pair[],
): DisjointSets<ReportGroup> {
  const groups = new DisjointSets<ReportGroup>(
    placedReports.map((_, place) => {
      const { report, removed, storedAt } = repeats.stateOf(place);
      return { reported: reportedBy(report), removed, storedAt, parts: [repeats.groupOf(place)] };
    }),
  );
  const crossing = pairs.flatMap(({ a, b, apart }) => {
    const [first, second] = [placedReports[a], placedReports[b]];
    if (!first || !second || reporterOf(first.report) === reporterOf(second.report)) return [];
    const [order, rank, isByMinute] = [
      orderOf(first, second, apart),
      rankOf(first, second),
      isPollAndMinute(first, second),
    ];
    return [{ a: repeats.groupOf(a), b: repeats.groupOf(b), apart, order, rank, isByMinute }];
  });
  crossing.sort((x, y) => x.order - y.order || x.apart - y.apart || x.rank - y.rank || nearestFirst(x, y));
  const join = (a: ReportGroup, b: ReportGroup) => (agree(a, b, repeats) ? joinGroups(a, b) : null);
  const hasRow = (place: number) => groups.stateOf(place).reported.history !== undefined;
  const later: typeof crossing = [];
  for (const pair of crossing) {
    // A row of the extended history is nearer to its poll than the middle of a minute is.
    if (pair.isByMinute && (hasRow(pair.a) || hasRow(pair.b))) later.push(pair);
    else groups.join(pair.a, pair.b, join);
  }
  for (const { a, b } of later) groups.join(a, b, join);
  return groups;
}

function isPollAndMinute(a: PlacedReport, b: PlacedReport): boolean {
  const reporters = [a, b].map(({ report }) => reporterOf(report));
  return reporters.includes('poll') && reporters.includes('account');
}

/**
 * Whether a row of the extended history on one side may be the play of all on the other: it knows end and length best. Else
 * a report that is near to two plays would make them one.
 */
function agree(a: ReportGroup, b: ReportGroup, repeats: DisjointSets<Repeats>): boolean {
  const [first, second] = [a, b].map(({ parts }) => parts.map((part) => repeats.stateOf(part)));
  return (first ?? []).every((one) => (second ?? []).every((other) => areOfOnePlay(one, other)));
}

function areOfOnePlay(one: Repeats, other: Repeats): boolean {
  if (one.known.some((play) => other.known.includes(play))) return true;
  if (![one, other].some(({ report }) => reporterOf(report) === 'history')) return true;
  const [ends, others] = [one, other].map(({ report, earliest, latest }) => [report, earliest, latest]);
  return (ends ?? []).some((end) => (others ?? []).some((it) => samePlay(end, it) !== null));
}

/**
 * Rows of two files agree in the minute and the played time. A poll is known by its end alone, and in a loop of a short track the
 * next play's may be nearer. What a removed play is made of stays together before all.
 */
function orderOf(a: PlacedReport, b: PlacedReport, apart: number): number {
  if (apart < 0) return 0;
  const areRows = [a, b].every(({ report }) => reporterOf(report) !== 'poll');
  // Rows of a known play that no longer agree are together only until something is nearer.
  return areRows && Number.isFinite(apart) ? 1 : 2;
}

/** Of pairs equally near: what is together stays, then what has the same id. */
function rankOf(a: PlacedReport, b: PlacedReport): number {
  if ('known' in a && 'known' in b) return a.known === b.known ? 0 : 2;
  return a.report.track.spotifyId !== null && a.report.track.spotifyId === b.report.track.spotifyId ? 1 : 2;
}

function joinGroups(a: ReportGroup, b: ReportGroup): ReportGroup | null {
  if (!mayBeOne(a, b)) return null;
  if (REPORTERS.some((reporter) => a.reported[reporter] && b.reported[reporter])) return null;
  return {
    reported: combinePlays(a.reported, b.reported),
    ...ofKnownPlays(a, b),
    parts: [...a.parts, ...b.parts],
  };
}
