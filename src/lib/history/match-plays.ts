import { type Reported, reportsOf } from './combine-plays';
import type { DisjointSets } from './disjoint-sets';
import type { KnownPlay } from './known-play';
import { nearestFirst, nearPairs, type Pair } from './near-pairs';
import { gatherRepeats, type PlacedReport, type Repeats } from './repeated-reports';
import { compareReports, REPORTERS, type Report, reporterOf } from './report';
import { joinReporters, type ReportGroup } from './report-groups';
import { samePlay } from './same-play';

/** What a report is: a new play, the same as a known play or a removed one, or the same as another report. */
export type Outcome =
  | { kind: 'new' }
  | { kind: 'known' | 'removed'; play: number }
  | { kind: 'repeated'; report: number };

/** A play that is new, or whose reports have changed. */
interface MatchedPlay {
  /** Place of the known play; null for a new one. */
  known: number | null;
  /** Places of other known plays that turn out to be the same: they go into it. */
  others: number[];
  /** All that is reported of it now. */
  reported: Reported;
  /** Places of its reports. None where a known play's row turned out to be a play of its own. */
  reports: number[];
}

export interface Matching {
  /** In the order of the reports. */
  outcomes: Outcome[];
  /** In the order of their ends. */
  plays: MatchedPlay[];
}

/**
 * Decides which reports of one listener describe the same play, and which describe known plays. One to one, nearest
 * first. The order of the reports does not matter, except for which of two equal ones is called the repeat. All known plays are
 * needed that end within three minutes of a report's end or start.
 *
 * A report replaces a known play's report of the same reporter when it is nearer, and that one becomes a play of its own or goes to
 * another; known plays become one where a report shows that they are: which file came first makes no difference. A removed
 * play is never taken apart. O(n log n).
 */
export function matchPlays(reports: readonly Report[], known: readonly KnownPlay[]): Matching {
  const placedReports = sortedReports(reports, known);
  const pairs = nearPairs(placedReports.map(({ report }) => report));
  const repeats = gatherRepeats(placedReports, pairs.toSorted(nearestFirst));
  const plays = joinReporters(placedReports, repeats, [...pairs, ...knownPairs(placedReports)]);
  return resultOf(reports.length, placedReports, repeats, plays, known);
}

function sortedReports(reports: readonly Report[], known: readonly KnownPlay[]): PlacedReport[] {
  const reported = known.flatMap((play, index) =>
    reportsOf(play.reported).map((report) => ({ report, known: index, play })),
  );
  return [...reported, ...reports.map((report, place) => ({ report, place }))].sort((a, b) =>
    compareReports(a.report, b.report),
  );
}

/** What known plays are made of. A removed play is never taken apart. */
function knownPairs(placedReports: readonly PlacedReport[]): Pair[] {
  const anchors = new Map<number, number>();
  const pairs: Pair[] = [];
  for (const [b, placedReport] of placedReports.entries()) {
    if (!('known' in placedReport)) continue;
    const a = anchors.get(placedReport.known);
    const first = a === undefined ? undefined : placedReports[a];
    if (a === undefined || !first) anchors.set(placedReport.known, b);
    else {
      const apart = samePlay(first.report, placedReport.report) ?? Number.POSITIVE_INFINITY;
      pairs.push({ a, b, apart: placedReport.play.removedAt === null ? apart : -1 });
    }
  }
  return pairs;
}

function resultOf(
  count: number,
  placedReports: readonly PlacedReport[],
  repeats: DisjointSets<Repeats>,
  groups: DisjointSets<ReportGroup>,
  known: readonly KnownPlay[],
): Matching {
  const outcomes: Outcome[] = Array.from({ length: count }, () => ({ kind: 'new' }));
  const plays: MatchedPlay[] = [];
  const inOrder = orderOfContent(placedReports);
  for (const root of new Set(placedReports.map((_, index) => groups.groupOf(repeats.groupOf(index))))) {
    const { reported, parts, removed } = groups.stateOf(root);
    const all = parts
      .map((part) => repeats.stateOf(part))
      .sort(byReporter)
      .map((part) => ({ ...part, places: inOrder(part.places) }));
    const places = all.flatMap((part) => part.places);
    const anchored = all.flatMap((part) => anchoredIn(part, known));
    const play = removed?.play ?? anchored[0] ?? null;
    const others = anchored.filter((one) => one !== play);
    const hasReportOfAnother = all.some((part) => part.known.some((one) => one !== play));
    const lacksReport = play !== null && countOf(reported) < countOf(known[play]?.reported);
    if (places.length > 0 || hasReportOfAnother || lacksReport)
      plays.push({ known: play, others, reported, reports: places });
    const found = play === null ? null : ({ play, kind: removed === null ? 'known' : 'removed' } as const);
    for (const [report, outcome] of outcomesOf(all, found)) outcomes[report] = outcome;
  }
  return { outcomes, plays };
}

/** Sorts places as the reports themselves are sorted. */
function orderOfContent(sorted: readonly PlacedReport[]): (places: readonly number[]) => number[] {
  const ranks = new Map(sorted.flatMap((report, rank) => ('place' in report ? [[report.place, rank]] : [])));
  return (places) => places.toSorted((a, b) => (ranks.get(a) ?? 0) - (ranks.get(b) ?? 0));
}

/** The known plays whose most exact report is among these: there they stay when they are taken apart. */
function anchoredIn({ known: places, report }: Repeats, known: readonly KnownPlay[]): number[] {
  const most = (place: number) => REPORTERS.find((reporter) => known[place]?.reported[reporter]);
  return places.filter((place) => most(place) === reporterOf(report)).sort((a, b) => a - b);
}

function* outcomesOf(
  parts: readonly Repeats[],
  found: { play: number; kind: 'known' | 'removed' } | null,
): Generator<[report: number, Outcome]> {
  const first = parts.flatMap(({ places }) => places)[0];
  for (const part of parts) {
    for (const [index, place] of part.places.entries()) {
      const original = found ? part.places[0] : first;
      const isRepeated = found ? part.known.length === 0 && index > 0 : place !== first;
      if (isRepeated && original !== undefined) yield [place, { kind: 'repeated', report: original }];
      else yield [place, found ?? { kind: 'new' }];
    }
  }
}

const countOf = (reported: Reported | undefined): number => Object.keys(reported ?? {}).length;

const byReporter = (a: Repeats, b: Repeats): number =>
  REPORTERS.indexOf(reporterOf(a.report)) - REPORTERS.indexOf(reporterOf(b.report));
