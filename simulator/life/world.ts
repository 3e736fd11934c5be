import { type Catalogue, catalogueOf } from '../catalogue/catalogue';
import type { ListenerLife, SimulatedPlay } from './listener-life';
import type { Taste } from './taste';

/** Everything that plays follow from, beside the listener and the time; and what was already worked out. */
export interface World {
  seed: number;
  catalogue: Catalogue;
  /** ms UTC; from then on every listener with a pace plays without pause in real time. Null: never. */
  liveSince: number | null;
  /** Days and tastes are worked out once. A cache only: dropping it changes nothing. */
  memory: WeakMap<ListenerLife, { days: Map<number, readonly SimulatedPlay[]>; tastes: Map<number, Taste> }>;
}

/** The catalogue does not follow the seed by default: there is one Spotify, and many lives on it. */
export function createWorld(
  seed: number,
  options: { liveSince?: number | null; catalogueSeed?: number } = {},
): World {
  return {
    seed,
    catalogue: catalogueOf(options.catalogueSeed ?? 1),
    liveSince: options.liveSince ?? null,
    memory: new WeakMap(),
  };
}

export function memoryOf(world: World, life: ListenerLife) {
  const known = world.memory.get(life) ?? { days: new Map(), tastes: new Map() };
  world.memory.set(life, known);
  return known;
}
