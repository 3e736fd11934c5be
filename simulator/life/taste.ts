import type { CatalogueArtist, CatalogueTrack } from '../catalogue/catalogue';
import { GENRE_FAMILIES } from '../catalogue/genres';
import { hash32, Random } from '../random';
import type { ListenerLife } from './listener-life';
import { memoryOf, type World } from './world';

/** The artists that a listener prefers in one month. */
export interface Taste {
  /** Long-time favourites, most loved first. */
  companions: readonly CatalogueArtist[];
  /** Temporary favourites; their weight decreases by the month. */
  phases: readonly { artist: CatalogueArtist; weight: number }[];
}

const COMPANIONS = 26;
const LONGEST_PHASE = 4;

function tasteIn(world: World, life: ListenerLife, month: number): Taste {
  const { tastes } = memoryOf(world, life);
  const known = tastes.get(month);
  if (known) return known;
  const taste = {
    companions: companions(world, life, Math.floor(month / 12)),
    phases: phases(world, life, month),
  };
  tastes.set(month, taste);
  return taste;
}

/** Three in four stay for life, the others change with the year. */
function companions(world: World, life: ListenerLife, year: number): CatalogueArtist[] {
  const found: CatalogueArtist[] = [];
  for (let place = 0; place < COMPANIONS; place++) {
    const epoch = place % 4 === 3 ? year : 'always';
    found.push(likelyArtist(world, life, new Random(world.seed, life.id, 'companion', epoch, place)));
  }
  return [...new Set(found)];
}

function phases(world: World, life: ListenerLife, month: number): Taste['phases'] {
  const active: { artist: CatalogueArtist; weight: number }[] = [];
  for (let age = 0; age < LONGEST_PHASE; age++) {
    const random = new Random(world.seed, life.id, 'phase', month - age);
    const count = random.between(1, 3);
    for (let number = 0; number < count; number++) {
      const artist = likelyArtist(world, life, random);
      const months = random.between(1, LONGEST_PHASE);
      if (months > age) active.push({ artist, weight: (months - age) / (age + 1) });
    }
  }
  return active;
}

/** A random artist for this listener to discover: popular artists more often, the listener's genres far more often. */
export function likelyArtist(world: World, life: ListenerLife, random: Random): CatalogueArtist {
  const { artists } = world.catalogue;
  let artist = random.pick(artists);
  for (let attempt = 0; attempt < 14; attempt++) {
    if (random.chance(affinity(world, life, artist.family) * (0.3 + artist.popularity / 130))) return artist;
    artist = random.pick(artists);
  }
  return artist;
}

/** 0–1: how much the listener likes a family of genres. Three are favourites, two occasional, the rest rare. */
function affinity(world: World, life: ListenerLife, family: number): number {
  const place = (family + hash32(world.seed, life.id, 'home')) % GENRE_FAMILIES.length;
  return [1, 0.55, 0.9, 0.3, 0.75][place] ?? 0.05;
}

/** A track of an artist: each listener has favourites of their own, and comes back to them. */
export function likelyTrack(
  world: World,
  life: ListenerLife,
  artist: CatalogueArtist,
  random: Random,
): CatalogueTrack {
  const count = artist.tracks.length;
  const first = hash32(world.seed, life.id, 'favourite', artist.index) % count;
  const track = artist.tracks[(first + Math.floor(count * random.next() ** 2.4)) % count];
  if (!track) throw new Error(`The artist ${artist.name} has no tracks.`);
  return track;
}

/** The artist to play now: a temporary or a long-time favourite, or a new one. */
export function artistForNow(
  world: World,
  life: ListenerLife,
  month: number,
  random: Random,
): CatalogueArtist {
  const taste = tasteIn(world, life, month);
  const mood = random.next();
  if (mood < 0.3) {
    const phase = taste.phases[random.weighted(taste.phases.map((entry) => entry.weight))];
    if (phase) return phase.artist;
  }
  if (mood < 0.88) {
    const companion = taste.companions[Math.floor(taste.companions.length * random.next() ** 1.7)];
    if (companion) return companion;
  }
  return likelyArtist(world, life, random);
}
