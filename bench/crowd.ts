import type { ObservedPlay } from '@/lib/spotify/recently-played';
import { createPlayReader } from '../prisma/seed/observed-plays';
import type { ListenerLife } from '../simulator/life/listener-life';
import { playsBetween } from '../simulator/life/plays';
import { builtInListeners } from '../simulator/life/scenarios';
import { createWorld } from '../simulator/life/world';

const DAY = 86_400_000;
/** ms UTC; the plays end there, so that every run measures the same ones. */
const UNTIL = Date.UTC(2026, 9, 1);

/** One listener's plays, oldest first. */
export interface Life {
  spotifyId: string;
  timeZone: string;
  plays: ObservedPlay[];
}

/** As many listeners as asked for, with at least this many plays each: the simulator's lives, each with its own taste. */
export function createCrowd(seed: number, listeners: number, playsEach: number): Life[] {
  const world = createWorld(seed);
  const read = createPlayReader(world, 'http://127.0.0.1:4321');
  const models = builtInListeners(UNTIL).filter(({ pace }) => pace !== null && pace.playsPerDay >= 25);
  return Array.from({ length: listeners }, (_, index) => {
    const model = models[index % models.length];
    if (!model?.pace) throw new Error('The simulator has no listener with a pace.');
    const life: ListenerLife = { ...model, id: `${model.id}-${index}`, startsAt: 0 };
    const days = Math.ceil((2 * playsEach) / model.pace.playsPerDay) + 7;
    const lived = [...playsBetween(world, life, UNTIL - days * DAY, UNTIL)].slice(0, playsEach);
    if (lived.length < playsEach)
      throw new Error(`${life.id} played only ${lived.length} times in ${days} days.`);
    return { spotifyId: life.id, timeZone: life.timeZone, plays: lived.map(read) };
  });
}
