import { Random } from '../random';
import type { ListenerLife, SimulatedPlay } from './listener-life';
import { trackForNow } from './sessions';
import { DAY, monthOf } from './time-zone';
import type { World } from './world';

const STEP = 57_500;
const SWAY = 8_700;

/** The end of the n-th live play: 40–75 s after the one before, without a pause between them. */
function endOf(world: World, life: ListenerLife, since: number, number: number): number {
  if (number < 0) return since;
  const sway = new Random(world.seed, life.id, 'live', number).between(-SWAY, SWAY);
  return since + (number + 1) * STEP + sway;
}

function livePlay(world: World, life: ListenerLife, since: number, number: number): SimulatedPlay {
  const playedAt = endOf(world, life, since, number);
  const random = new Random(world.seed, life.id, 'live track', number);
  const month = monthOf(Math.floor(playedAt / DAY));
  const track = trackForNow({ world, life, month, random, skips: 0 });
  return {
    playedAt,
    arrivesAt: playedAt + random.between(200, 1500),
    trackId: track.id,
    listenedMs: Math.min(track.durationMs, playedAt - endOf(world, life, since, number - 1)),
    context: { type: 'collection', uri: `spotify:user:${life.id}:collection` },
  };
}

const numberBefore = (since: number, atMs: number): number => Math.floor((atMs - since) / STEP) - 2;

/** Live plays that end within [fromMs, toMs), ascending. */
export function* livePlays(
  world: World,
  life: ListenerLife,
  since: number,
  [fromMs, toMs]: [number, number],
): Generator<SimulatedPlay> {
  for (let number = Math.max(0, numberBefore(since, fromMs)); ; number++) {
    const end = endOf(world, life, since, number);
    if (end >= toMs) return;
    if (end >= fromMs) yield livePlay(world, life, since, number);
  }
}

/** Live plays that ended before an instant, newest first. */
export function* livePlaysBack(
  world: World,
  life: ListenerLife,
  since: number,
  beforeMs: number,
): Generator<SimulatedPlay> {
  for (let number = numberBefore(since, beforeMs) + 4; number >= 0; number--) {
    if (endOf(world, life, since, number) < beforeMs) yield livePlay(world, life, since, number);
  }
}
