import type { SimulatedPlay } from '../../simulator/life/listener-life';

/** Spotify's window. */
const PAGE = 50;

/** What one poll of Spotify added to the previous polls. */
export interface Poll {
  atMs: number;
  /** Ascending by `playedAt`. */
  plays: SimulatedPlay[];
  /** True when more came in since the poll before than the page holds: the oldest play of the page was not known. */
  overflowed: boolean;
}

/**
 * The pages that an archive polling every `everyMs` would have read: the last 50 plays that Spotify listed each time.
 * Plays that left the window between two polls are in none of them.
 */
export function* pollTimes(
  plays: readonly SimulatedPlay[],
  untilMs: number,
  everyMs: (atMs: number) => number,
): Generator<Poll> {
  const arrivals = [...plays].sort((a, b) => a.arrivesAt - b.arrivesAt);
  let window: SimulatedPlay[] = [];
  let next = 0;
  let upcoming = arrivals[0];
  while (upcoming && upcoming.arrivesAt <= untilMs) {
    const atMs = Math.min(untilMs, nextMultiple(upcoming.arrivesAt, everyMs(upcoming.arrivesAt)));
    const fresh = new Set<SimulatedPlay>();
    for (; upcoming && upcoming.arrivesAt <= atMs; upcoming = arrivals[++next]) fresh.add(upcoming);
    window = [...window, ...fresh].sort((a, b) => a.playedAt - b.playedAt).slice(-PAGE);
    const seen = window.filter((play) => fresh.has(play));
    const [oldest] = window;
    const overflowed = window.length === PAGE && oldest !== undefined && fresh.has(oldest);
    if (seen.length > 0) yield { atMs, plays: seen, overflowed };
  }
}

const nextMultiple = (atMs: number, ofMs: number): number => Math.ceil(atMs / ofMs) * ofMs;
