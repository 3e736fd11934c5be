/** When the clocks of a zone do something odd, found by looking at them. */

const DAY = 86_400_000;
const clocks = new Map<string, Intl.DateTimeFormat>();

/** YYYY-MM-DD HH:MM:SS on the zone's clock. */
export function localTime(at: number, timeZone: string): string {
  const known = clocks.get(timeZone);
  const clock =
    known ?? new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' });
  if (!known) clocks.set(timeZone, clock);
  return clock.format(at);
}

/** Minutes that the zone's clock is ahead of UTC. */
const offsetAt = (at: number, timeZone: string): number =>
  Math.round((Date.parse(`${localTime(at, timeZone).replace(' ', 'T')}Z`) - at) / 60_000);

/** An instant at which the clock jumps, and by how many minutes. */
export interface Jump {
  at: number;
  minutes: number;
}

/** All jumps between two instants, to the minute; of two within `step` days none may be seen. */
export function jumpsBetween(from: number, to: number, timeZone: string, step = 12): Jump[] {
  const jumps: Jump[] = [];
  let before = offsetAt(from, timeZone);
  for (let at = from + step * DAY; at <= to; at += step * DAY) {
    const after = offsetAt(at, timeZone);
    if (after !== before)
      jumps.push({ at: firstWith(at - step * DAY, at, timeZone, before), minutes: after - before });
    before = after;
  }
  return jumps;
}

/** The first minute whose offset is no longer this one. */
function firstWith(low: number, high: number, timeZone: string, before: number): number {
  let [a, b] = [low / 60_000, high / 60_000];
  while (b - a > 1) {
    const middle = Math.floor((a + b) / 2);
    if (offsetAt(middle * 60_000, timeZone) === before) a = middle;
    else b = middle;
  }
  return b * 60_000;
}

/** The largest jump, and the last one forward and back: those whose days are hardest to count. */
export function oddest(jumps: readonly Jump[]): Jump[] {
  const largest = jumps.toSorted((a, b) => Math.abs(b.minutes) - Math.abs(a.minutes))[0];
  const forward = jumps.findLast(({ minutes }) => minutes > 0);
  const back = jumps.findLast(({ minutes }) => minutes < 0);
  return [...new Set([largest, forward, back])].filter((jump) => jump !== undefined);
}
