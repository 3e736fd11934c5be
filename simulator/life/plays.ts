import { daysAround, playsOfDay } from './day';
import type { ListenerLife, SimulatedPlay } from './listener-life';
import { livePlays, livePlaysBack } from './live';
import type { World } from './world';

/**
 * The plays of a listener that end within [fromMs, toMs), ascending by `playedAt`. Lazy, day by day; the cost
 * does not depend on how far away the window is. The same (seed, listener, window) always gives the same plays.
 */
export function playsBetween(
  world: World,
  life: ListenerLife,
  fromMs: number,
  toMs: number,
): Iterable<SimulatedPlay> {
  const listed = (life.plays ?? []).filter((play) => play.playedAt >= fromMs && play.playedAt < toMs);
  const lived = livedBetween(world, life, fromMs, toMs);
  return listed.length === 0 ? lived : merge(lived, listed, (a, b) => a.playedAt - b.playedAt);
}

/** The plays of a listener that ended before an instant (ms UTC), newest first, back to the life's start. */
export function playsBefore(world: World, life: ListenerLife, beforeMs: number): Iterable<SimulatedPlay> {
  const lived = livedBefore(world, life, beforeMs);
  const listed = life.plays ?? [];
  if (listed.length === 0) return lived;
  return merge(lived, backwards(listed, beforeMs), (a, b) => b.playedAt - a.playedAt);
}

function* livedBetween(
  world: World,
  life: ListenerLife,
  fromMs: number,
  toMs: number,
): Generator<SimulatedPlay> {
  if (!life.pace) return;
  const since = world.liveSince ?? Number.POSITIVE_INFINITY;
  const { first, last } = daysAround(Math.max(fromMs, life.startsAt), Math.min(toMs, since));
  for (let day = first; day <= last; day++) {
    for (const play of playsOfDay(world, life, day)) {
      if (play.playedAt >= fromMs && play.playedAt < toMs && isLived(life, play, since)) yield play;
    }
  }
  if (toMs > since) yield* livePlays(world, life, since, [fromMs, toMs]);
}

function* livedBefore(world: World, life: ListenerLife, beforeMs: number): Generator<SimulatedPlay> {
  if (!life.pace) return;
  const since = world.liveSince ?? Number.POSITIVE_INFINITY;
  if (beforeMs > since) yield* livePlaysBack(world, life, since, beforeMs);
  const { first, last } = daysAround(life.startsAt, Math.min(beforeMs, since));
  for (let day = last; day >= first; day--) {
    const plays = playsOfDay(world, life, day);
    for (let at = plays.length - 1; at >= 0; at--) {
      const play = plays[at];
      if (play && play.playedAt < beforeMs && isLived(life, play, since)) yield play;
    }
  }
}

/** Within the life, and before the live pace takes over. */
function isLived(life: ListenerLife, play: SimulatedPlay, liveSince: number): boolean {
  return play.playedAt - play.listenedMs >= life.startsAt && play.playedAt <= liveSince;
}

function* backwards(plays: readonly SimulatedPlay[], beforeMs: number): Generator<SimulatedPlay> {
  for (let at = plays.length - 1; at >= 0; at--) {
    const play = plays[at];
    if (play && play.playedAt < beforeMs) yield play;
  }
}

function* merge<T>(left: Iterable<T>, right: Iterable<T>, order: (a: T, b: T) => number): Generator<T> {
  const lefts = left[Symbol.iterator]();
  const rights = right[Symbol.iterator]();
  let a = lefts.next();
  let b = rights.next();
  while (!a.done || !b.done) {
    if (b.done || (!a.done && order(a.value, b.value) <= 0)) {
      if (!a.done) yield a.value;
      a = lefts.next();
    } else {
      yield b.value;
      b = rights.next();
    }
  }
}
