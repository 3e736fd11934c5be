import { type Catalogue, catalogueOf } from '../catalogue/catalogue';
import type { ListenerLife, SimulatedPlay } from './listener-life';
import type { Taste } from './taste';

/** Everything that determines the plays, besides the listener and the time, and a cache of computed days. */
export interface World {
  seed: number;
  catalogue: Catalogue;
  /** ms UTC; from then on every listener with a pace plays without pause in real time. Null: never. */
  liveSince: number | null;
  /** Computed days and tastes. A cache only: clearing it changes nothing. */
  memory: WeakMap<ListenerLife, { days: Map<number, readonly SimulatedPlay[]>; tastes: Map<number, Taste> }>;
}

/** By default the catalogue does not depend on the seed: all lives share one Spotify. */
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
