import type { Told } from './combine-plays';
import type { DisjointSets } from './disjoint-sets';
import { nearestFirst, nearPairs, type Pair } from './near-pairs';
import { gatherRepeats, type Repeats, type Telling } from './repeated-reports';
import { compareReports, type Report, TELLERS, tellerOf } from './report';
import { samePlay } from './same-play';
import { joinTellers, type ToldGroup } from './told-groups';

/** A play of the archive. All of them are needed that end within three minutes of a report's end or start. */
export interface KnownPlay {
  told: Told;
  /** Removed by its listener: reports of it are recognised and do not bring it back. */
  removed: boolean;
}

/** What a report is: a new play, the same as a known play or a removed one, or the same as another report. */
export type Outcome =
  | { kind: 'new' }
  | { kind: 'known' | 'removed'; play: number }
  | { kind: 'repeated'; report: number };

/** A play that is new, or whose reports have changed. */
interface MatchedPlay {
  /** Place of the known play; null for a new one. */
  known: number | null;
  /** All that is told of it now. */
  told: Told;
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
 * first. The order of the reports does not matter, except for which of two equal ones is called the repeat.
 *
 * A report replaces a known play's report of the same teller when it is nearer, and that one becomes a play of its own:
 * which file came first makes no difference. O(n log n).
 */
export function matchPlays(reports: readonly Report[], known: readonly KnownPlay[]): Matching {
  const tellings = sortedTellings(reports, known);
  const pairs = nearPairs(tellings.map(({ report }) => report));
  const repeats = gatherRepeats(tellings, pairs.toSorted(nearestFirst));
  const isAnchorOfKnown = (group: Repeats) => isAnchor(group, known);
  const plays = joinTellers(tellings, repeats, [...pairs, ...knownPairs(tellings, known)], isAnchorOfKnown);
  return resultOf(reports.length, tellings, repeats, plays, known);
}

function sortedTellings(reports: readonly Report[], known: readonly KnownPlay[]): Telling[] {
  const told = known.flatMap((play, index) =>
    TELLERS.flatMap((teller) => play.told[teller] ?? []).map((report) => ({ report, known: index })),
  );
  return [...told, ...reports.map((report, place) => ({ report, place }))].sort((a, b) =>
    compareReports(a.report, b.report),
  );
}

/** What known plays are made of. A removed play is never taken apart. */
function knownPairs(tellings: readonly Telling[], known: readonly KnownPlay[]): Pair[] {
  const anchors = new Map<number, number>();
  const pairs: Pair[] = [];
  for (const [b, telling] of tellings.entries()) {
    if (!('known' in telling)) continue;
    const a = anchors.get(telling.known);
    const first = a === undefined ? undefined : tellings[a];
    if (a === undefined || !first) anchors.set(telling.known, b);
    else {
      const apart = samePlay(first.report, telling.report) ?? Number.POSITIVE_INFINITY;
      pairs.push({ a, b, apart: known[telling.known]?.removed ? -1 : apart });
    }
  }
  return pairs;
}

function resultOf(
  count: number,
  tellings: readonly Telling[],
  repeats: DisjointSets<Repeats>,
  groups: DisjointSets<ToldGroup>,
  known: readonly KnownPlay[],
): Matching {
  const outcomes: Outcome[] = Array.from({ length: count }, () => ({ kind: 'new' }));
  const plays: MatchedPlay[] = [];
  const order = new Map(
    tellings.flatMap((telling, rank) => ('place' in telling ? [[telling.place, rank]] : [])),
  );
  const inOrder = (places: readonly number[]) =>
    places.toSorted((a, b) => (order.get(a) ?? 0) - (order.get(b) ?? 0));
  const done = new Set<number>();
  for (const place of tellings.keys()) {
    const root = groups.groupOf(repeats.groupOf(place));
    if (done.has(root)) continue;
    done.add(root);
    const { told, parts, known: play } = groups.stateOf(root);
    const all = parts.map((part) => repeats.stateOf(part)).sort(byTeller);
    const isMoved = all.some((part) => part.known !== null && part.known !== play);
    const isSplit = play !== null && countOf(told) < countOf(known[play]?.told);
    const ordered = all.map((part) => ({ ...part, places: inOrder(part.places) }));
    const places = ordered.flatMap((part) => part.places);
    if (places.length > 0 || isMoved || isSplit) plays.push({ known: play, told, reports: places });
    const found =
      play === null ? null : ({ play, kind: known[play]?.removed ? 'removed' : 'known' } as const);
    for (const [report, outcome] of outcomesOf(ordered, found)) outcomes[report] = outcome;
  }
  return { outcomes, plays };
}

/** A play that is taken apart stays with its most exact teller, whose end it has. A removed one is never taken apart. */
function isAnchor({ known: index, report }: Repeats, known: readonly KnownPlay[]): boolean {
  const play = index === null ? undefined : known[index];
  if (!play) return false;
  return play.removed || tellerOf(report) === TELLERS.find((teller) => play.told[teller]);
}

function* outcomesOf(
  parts: readonly Repeats[],
  found: { play: number; kind: 'known' | 'removed' } | null,
): Generator<[report: number, Outcome]> {
  const first = parts.flatMap(({ places }) => places)[0];
  for (const part of parts) {
    for (const [index, place] of part.places.entries()) {
      const original = found ? part.places[0] : first;
      const isRepeated = found ? part.known === null && index > 0 : place !== first;
      if (isRepeated && original !== undefined) yield [place, { kind: 'repeated', report: original }];
      else yield [place, found ?? { kind: 'new' }];
    }
  }
}

const countOf = (told: Told | undefined): number => Object.keys(told ?? {}).length;

const byTeller = (a: Repeats, b: Repeats): number =>
  TELLERS.indexOf(tellerOf(a.report)) - TELLERS.indexOf(tellerOf(b.report));
