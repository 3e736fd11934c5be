import { combinePlays, type Told, toldBy } from './combine-plays';
import { Gathered } from './gathered';
import { nearestFirst, type Pair } from './near-pairs';
import type { Repeats, Telling } from './repeated-reports';
import { TELLERS, tellerOf } from './report';
import { samePlay } from './same-play';

/** What is told of one play, by one group of repeats of each teller. */
export interface ToldGroup {
  told: Told;
  known: number | null;
  /** The groups of repeats that it is made of. */
  parts: number[];
}

/**
 * Joins the groups of different tellers, nearest first, one to one. Two known plays stay two. The pairs of which known
 * plays are made must be among them; a nearer pair takes such a play apart.
 */
export function joinTellers(
  tellings: readonly Telling[],
  repeats: Gathered<Repeats>,
  pairs: readonly Pair[],
): Gathered<ToldGroup> {
  const groups = new Gathered<ToldGroup>(
    tellings.map((_, place) => {
      const { report, known } = repeats.stateOf(place);
      return { told: toldBy(report), known, parts: [repeats.groupOf(place)] };
    }),
  );
  const crossing = pairs.flatMap(({ a, b, apart }) => {
    const [first, second] = [tellings[a], tellings[b]];
    if (!first || !second || tellerOf(first.report) === tellerOf(second.report)) return [];
    return [{ a: repeats.groupOf(a), b: repeats.groupOf(b), apart, rank: rankOf(first, second) }];
  });
  crossing.sort((x, y) => x.apart - y.apart || x.rank - y.rank || nearestFirst(x, y));
  const join = (a: ToldGroup, b: ToldGroup) => (agree(a, b, repeats) ? joinGroups(a, b) : null);
  for (const { a, b } of crossing) groups.join(a, b, join);
  return groups;
}

/**
 * Whether a row of the extended history on one side may be the play of all on the other: it knows end and length best. Else
 * a report that is near to two plays would make them one.
 */
function agree(a: ToldGroup, b: ToldGroup, repeats: Gathered<Repeats>): boolean {
  const [first, second] = [a, b].map(({ parts }) => parts.map((part) => repeats.stateOf(part)));
  return (first ?? []).every((one) => (second ?? []).every((other) => areOfOnePlay(one, other)));
}

function areOfOnePlay(one: Repeats, other: Repeats): boolean {
  if (one.known !== null && one.known === other.known) return true;
  if (![one, other].some(({ report }) => tellerOf(report) === 'history')) return true;
  const [ends, others] = [one, other].map(({ report, earliest, latest }) => [report, earliest, latest]);
  return (ends ?? []).some((end) => (others ?? []).some((it) => samePlay(end, it) !== null));
}

/** Of pairs equally near: what is together stays, then what has the same id. */
function rankOf(a: Telling, b: Telling): number {
  if ('known' in a && 'known' in b) return a.known === b.known ? 0 : 2;
  return a.report.track.spotifyId !== null && a.report.track.spotifyId === b.report.track.spotifyId ? 1 : 2;
}

function joinGroups(a: ToldGroup, b: ToldGroup): ToldGroup | null {
  if (a.known !== null && b.known !== null && a.known !== b.known) return null;
  if (TELLERS.some((teller) => a.told[teller] && b.told[teller])) return null;
  return {
    told: combinePlays(a.told, b.told),
    known: a.known ?? b.known,
    parts: [...a.parts, ...b.parts],
  };
}
