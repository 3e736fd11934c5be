import { combineReports } from './combine-plays';
import { DisjointSets } from './disjoint-sets';
import {
  type KnownPlay,
  mayBeOne,
  OF_NO_KNOWN_PLAY,
  type OfKnownPlays,
  ofKnownPlay,
  ofKnownPlays,
} from './known-play';
import type { Pair } from './near-pairs';
import { type Report, reporterOf } from './report';
import { samePlay } from './same-play';

/** A report of the list that is matched, or one of a known play. */
export type PlacedReport = { report: Report } & ({ place: number } | { known: number; play: KnownPlay });

/** The reports of one play by one reporter. */
export interface Repeats extends OfKnownPlays {
  /** All of them in one. */
  report: Report;
  /** The known plays of which they are. */
  known: number[];
  /** Places of the reports of the list, in no order. */
  places: number[];
  earliest: Report;
  latest: Report;
}

/**
 * Gathers reports of one reporter that repeat each other, nearest first. All of a group repeat each other: a chain of
 * repeats never reaches from one play of a loop to the next.
 */
export function gatherRepeats(
  placedReports: readonly PlacedReport[],
  pairs: readonly Pair[],
): DisjointSets<Repeats> {
  const repeats = new DisjointSets(placedReports.map(alone));
  for (const { a, b } of pairs) {
    const [first, second] = [placedReports[a], placedReports[b]];
    if (first && second && reporterOf(first.report) === reporterOf(second.report)) repeats.join(a, b, join);
  }
  return repeats;
}

const alone = (placedReport: PlacedReport): Repeats => ({
  report: placedReport.report,
  known: 'known' in placedReport ? [placedReport.known] : [],
  ...('known' in placedReport ? ofKnownPlay(placedReport.known, placedReport.play) : OF_NO_KNOWN_PLAY),
  places: 'place' in placedReport ? [placedReport.place] : [],
  earliest: placedReport.report,
  latest: placedReport.report,
});

function join(a: Repeats, b: Repeats): Repeats | null {
  if (!mayBeOne(a, b)) return null;
  const earliest = isOutside(a.earliest, b.earliest, -1) ? a.earliest : b.earliest;
  const latest = isOutside(a.latest, b.latest, 1) ? a.latest : b.latest;
  if (samePlay(a.report, b.report) === null || samePlay(earliest, latest) === null) return null;
  return {
    report: combineReports(a.report, b.report),
    known: append(a.known, b.known),
    ...ofKnownPlays(a, b),
    places: append(a.places, b.places),
    earliest,
    latest,
  };
}

/** Adds the fewer to the more: a file with thousands of repeats is not copied for each. */
function append(a: number[], b: number[]): number[] {
  const [more, fewer] = a.length < b.length ? [b, a] : [a, b];
  more.push(...fewer);
  return more;
}

/** Of two reports of one moment, the longer play is the one that others are compared with. */
const isOutside = (a: Report, b: Report, side: 1 | -1): boolean =>
  a.end === b.end ? (a.msPlayed ?? -1) > (b.msPlayed ?? -1) : (a.end - b.end) * side > 0;
