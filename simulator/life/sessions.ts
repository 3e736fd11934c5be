import type { CatalogueTrack } from '../catalogue/catalogue';
import { spotifyId } from '../catalogue/spotify-id';
import { Random } from '../random';
import type { ListenerLife, PlayContext } from './listener-life';
import { artistForNow, likelyArtist, likelyTrack } from './taste';
import type { World } from './world';

interface Listened {
  track: CatalogueTrack;
  listenedMs: number;
}

/** One sitting: tracks in a row out of one context. */
export interface Session {
  plays: Listened[];
  context: PlayContext | null;
}

export interface Sitting {
  world: World;
  life: ListenerLife;
  month: number;
  random: Random;
  /** Chance that a play is cut short. */
  skips: number;
}

const PLAYLISTS = 14;

/** What a listener does when they sit down to listen; `most` bounds the number of plays. */
export function sit(sitting: Sitting, most: number): Session {
  const kind = sitting.random.weighted([26, 16, 26, 16, 12, 4]);
  const session = [albumRun, artistSession, playlistSession, collectionSession, wandering, onRepeat][kind];
  if (!session) throw new Error('There is no such kind of session.');
  return session(sitting, Math.max(1, most));
}

/** Dozens of tracks skipped after half a minute or so: more than 50 plays an hour. */
export function spree(sitting: Sitting, count: number): Session {
  const plays = Array.from({ length: count }, () => {
    const artist = likelyArtist(sitting.world, sitting.life, sitting.random);
    const track = likelyTrack(sitting.world, sitting.life, artist, sitting.random);
    return { track, listenedMs: Math.min(track.durationMs, sitting.random.between(30_000, 54_000)) };
  });
  return { plays, context: null };
}

/** One track for the live pace: what the listener likes this month. */
export function trackForNow(sitting: Sitting): CatalogueTrack {
  const artist = artistForNow(sitting.world, sitting.life, sitting.month, sitting.random);
  return likelyTrack(sitting.world, sitting.life, artist, sitting.random);
}

function albumRun(sitting: Sitting, most: number): Session {
  const { random } = sitting;
  const artist = artistForNow(sitting.world, sitting.life, sitting.month, random);
  const album = random.pick(artist.albums);
  const from = random.chance(0.8) ? 0 : random.between(0, album.tracks.length - 1);
  return {
    // An album is played in order: few skips.
    plays: album.tracks.slice(from, from + most).map((track) => listen(track, random, sitting.skips / 4)),
    context: { type: 'album', uri: `spotify:album:${album.id}` },
  };
}

function artistSession(sitting: Sitting, most: number): Session {
  const { world, life, random } = sitting;
  const artist = artistForNow(world, life, sitting.month, random);
  const plays = repeatedly(Math.min(most, random.between(3, 12)), () =>
    listen(likelyTrack(world, life, artist, random), random, sitting.skips),
  );
  return { plays, context: { type: 'artist', uri: `spotify:artist:${artist.id}` } };
}

/** A playlist keeps its tracks for a quarter of a year; playback starts anywhere in it. */
function playlistSession(sitting: Sitting, most: number): Session {
  const { world, life, random } = sitting;
  const number = Math.floor(PLAYLISTS * random.next() ** 1.5);
  const quarter = Math.floor(sitting.month / 3);
  const makings = new Random(world.seed, life.id, 'playlist', number, quarter);
  const tracks = repeatedly(makings.between(20, 45), () =>
    likelyTrack(world, life, artistForNow(world, life, quarter * 3, makings), makings),
  );
  const from = random.between(0, tracks.length - 1);
  const count = Math.min(most, random.between(4, 18));
  return {
    plays: tracks.slice(from, from + count).map((track) => listen(track, random, sitting.skips)),
    context: {
      type: 'playlist',
      uri: `spotify:playlist:${spotifyId(world.seed, life.id, 'playlist', number)}`,
    },
  };
}

function collectionSession(sitting: Sitting, most: number): Session {
  const plays = repeatedly(Math.min(most, sitting.random.between(3, 14)), () =>
    listen(trackForNow(sitting), sitting.random, sitting.skips),
  );
  return { plays, context: { type: 'collection', uri: `spotify:user:${sitting.life.id}:collection` } };
}

/** Single tracks without a context. */
function wandering(sitting: Sitting, most: number): Session {
  const { world, life, random } = sitting;
  const plays = repeatedly(Math.min(most, random.between(1, 8)), () => {
    const artist = random.chance(0.5)
      ? likelyArtist(world, life, random)
      : artistForNow(world, life, sitting.month, random);
    return listen(likelyTrack(world, life, artist, random), random, sitting.skips * 1.5);
  });
  return { plays, context: null };
}

function onRepeat(sitting: Sitting, most: number): Session {
  const track = trackForNow(sitting);
  const count = Math.min(most, sitting.random.between(2, 7));
  return { plays: repeatedly(count, () => listen(track, sitting.random, sitting.skips / 3)), context: null };
}

/** The whole track or a part of it; never under 30 s, because Spotify does not list those. */
function listen(track: CatalogueTrack, random: Random, skips: number): Listened {
  const whole = !random.chance(skips);
  const listenedMs = 30_000 + Math.floor((track.durationMs - 30_000) * random.next() * 0.9);
  return { track, listenedMs: whole ? track.durationMs : listenedMs };
}

function repeatedly<T>(count: number, make: () => T): T[] {
  return Array.from({ length: count }, make);
}
