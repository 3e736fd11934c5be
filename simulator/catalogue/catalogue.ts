import { Random } from '../random';
import { GENRE_FAMILIES } from './genres';
import { spotifyId } from './spotify-id';
import { albumName, artistName, trackName } from './titles';
import { TONGUES, type Tongue } from './words';

export interface CatalogueArtist {
  index: number;
  id: string;
  name: string;
  genres: readonly string[];
  /** The artist's main one of GENRE_FAMILIES. */
  family: number;
  popularity: number;
  followers: number;
  tongue: Tongue;
  albums: CatalogueAlbum[];
  /** Those with this artist as the first. */
  tracks: CatalogueTrack[];
}

export interface CatalogueAlbum {
  id: string;
  name: string;
  kind: 'album' | 'single' | 'compilation';
  artist: CatalogueArtist;
  /** YYYY, YYYY-MM or YYYY-MM-DD, as `precision` says. */
  releaseDate: string;
  precision: 'year' | 'month' | 'day';
  label: string;
  tracks: CatalogueTrack[];
}

export interface CatalogueTrack {
  id: string;
  name: string;
  album: CatalogueAlbum;
  /** 1–4, in the order of the credit. */
  artists: readonly CatalogueArtist[];
  durationMs: number;
  explicit: boolean;
  isrc: string;
  discNumber: number;
  trackNumber: number;
  popularity: number;
}

export interface Catalogue {
  artists: readonly CatalogueArtist[];
  albums: readonly CatalogueAlbum[];
  tracks: readonly CatalogueTrack[];
  artistById: ReadonlyMap<string, CatalogueArtist>;
  albumById: ReadonlyMap<string, CatalogueAlbum>;
  trackById: ReadonlyMap<string, CatalogueTrack>;
}

const ARTISTS = 700;
const CLASSICAL = 10;
const FIRST_RELEASE = Date.UTC(1964, 0, 1);
/** Before the longest life of the demo begins: nobody plays what is not released. */
const LAST_RELEASE = Date.UTC(2022, 5, 1);
const DAY = 86_400_000;

const byId = <T extends { id: string }>(items: readonly T[]): Map<string, T> =>
  new Map(items.map((item) => [item.id, item]));

const known = new Map<number, Catalogue>();

/** The catalogue of a seed, generated once per process: it takes about a fifth of a second. */
export function catalogueOf(seed: number): Catalogue {
  const found = known.get(seed) ?? generateCatalogue(seed);
  known.set(seed, found);
  return found;
}

/** About 400 artists, 1,500 albums and 12,000 tracks, all invented; the same seed gives the same catalogue. */
export function generateCatalogue(seed: number): Catalogue {
  const names = new Set<string>();
  const artists = Array.from({ length: ARTISTS }, (_, index) => inventArtist(seed, index, names));
  for (const artist of artists) addAlbums(seed, artist, artists);
  const albums = artists.flatMap((artist) => artist.albums);
  const tracks = albums.flatMap((album) => album.tracks);
  return {
    artists,
    albums,
    tracks,
    artistById: byId(artists),
    albumById: byId(albums),
    trackById: byId(tracks),
  };
}

/** @param names those of earlier artists, in small letters; the new one is added. */
function inventArtist(seed: number, index: number, names: Set<string>): CatalogueArtist {
  const random = new Random(seed, 'artist', index);
  const tongue = TONGUES[random.weighted(TONGUES.map((entry) => entry.share))] ?? TONGUES[0];
  if (!tongue) throw new Error('The catalogue has no words to name an artist with.');
  const family = random.between(0, GENRE_FAMILIES.length - 1);
  // Popular artists are rare: most of a catalogue is its long tail.
  const popularity = Math.round(8 + 84 * random.next() ** 2.2);
  return {
    index,
    id: spotifyId(seed, 'artist', index),
    name: uniqueName(tongue, random, names),
    genres: inventGenres(family, random),
    family,
    popularity,
    followers: Math.round(10 ** (1.5 + popularity / 18) * (0.5 + random.next())),
    tongue,
    albums: [],
    tracks: [],
  };
}

function uniqueName(tongue: Tongue, random: Random, names: Set<string>): string {
  const name = artistName(tongue, random);
  const key = name.toLocaleLowerCase('en');
  if (names.has(key)) return uniqueName(tongue, random, names);
  names.add(key);
  return name;
}

/** Some artists have none, as on Spotify. */
function inventGenres(family: number, random: Random): string[] {
  if (random.chance(0.03)) return [];
  const names = GENRE_FAMILIES[family] ?? [];
  const genres = new Set<string>();
  const count = random.between(1, 3);
  while (genres.size < Math.min(count, names.length)) genres.add(random.pick(names));
  if (random.chance(0.15)) genres.add(random.pick(random.pick(GENRE_FAMILIES)));
  return [...genres];
}

function addAlbums(seed: number, artist: CatalogueArtist, everyone: readonly CatalogueArtist[]): void {
  const random = new Random(seed, 'albums', artist.index);
  const count = 1 + random.weighted([8, 18, 24, 20, 13, 8, 5, 4]);
  const span = Math.floor((LAST_RELEASE - FIRST_RELEASE) / DAY);
  const debut = Math.floor(span * (1 - random.next() ** 1.8 * 0.97));
  for (let number = 0; number < count; number++) {
    const day = debut + Math.floor(((span - debut) * number) / count) + random.between(0, 60);
    artist.albums.push(inventAlbum({ seed, artist, everyone, number, day, random }));
  }
  artist.tracks = artist.albums.flatMap((album) => album.tracks);
}

interface AlbumPlan {
  seed: number;
  artist: CatalogueArtist;
  everyone: readonly CatalogueArtist[];
  number: number;
  day: number;
  random: Random;
}

function inventAlbum(plan: AlbumPlan): CatalogueAlbum {
  const { seed, artist, random } = plan;
  const date = new Date(FIRST_RELEASE + Math.min(plan.day * DAY, LAST_RELEASE - FIRST_RELEASE))
    .toISOString()
    .slice(0, 10);
  const precision = date < '1986' && random.chance(0.5) ? 'year' : random.chance(0.03) ? 'month' : 'day';
  const single = random.chance(0.24);
  const long = !single && random.chance(0.06);
  const album: CatalogueAlbum = {
    id: spotifyId(seed, 'album', artist.index, plan.number),
    name: albumName(artist.tongue, random),
    kind: single ? 'single' : long ? 'compilation' : 'album',
    artist,
    releaseDate: date.slice(0, { year: 4, month: 7, day: 10 }[precision]),
    precision,
    label: `${random.pick(artist.tongue.nouns)} Records`,
    tracks: [],
  };
  const size = single ? random.between(1, 4) : long ? random.between(18, 28) : random.between(7, 13);
  for (let place = 0; place < size; place++) album.tracks.push(inventTrack(plan, album, place, size));
  return album;
}

function inventTrack(plan: AlbumPlan, album: CatalogueAlbum, place: number, size: number): CatalogueTrack {
  const { seed, artist, everyone, random } = plan;
  const guests = random.weighted([84, 11, 4, 1]);
  const artists = new Set([artist]);
  while (artists.size < guests + 1) artists.add(guest(artist, everyone, random));
  const credit = [...artists];
  const base = trackName(artist.tongue, random, artist.family === CLASSICAL);
  const featured = credit.length > 1 && random.chance(0.6) ? ` (feat. ${credit[1]?.name})` : '';
  const secondDisc = size > 20 && place >= size / 2;
  return {
    id: spotifyId(seed, 'track', artist.index, plan.number, place),
    name: base + featured,
    album,
    artists: credit,
    durationMs: inventDuration(artist, random),
    explicit: random.chance(artist.family === 5 ? 0.4 : 0.04),
    isrc: inventIsrc(artist, album, random),
    discNumber: secondDisc ? 2 : 1,
    trackNumber: secondDisc ? place - Math.ceil(size / 2) + 1 : place + 1,
    popularity: Math.max(0, Math.round(artist.popularity * (0.35 + 0.65 * random.next()) - place)),
  };
}

/** A featured artist mostly has the same genres. */
function guest(
  artist: CatalogueArtist,
  everyone: readonly CatalogueArtist[],
  random: Random,
): CatalogueArtist {
  for (let attempt = 0; attempt < 12; attempt++) {
    const other = random.pick(everyone);
    if (other.family === artist.family && other !== artist) return other;
  }
  return random.pick(everyone);
}

/** 90 s to 9 min, mostly three to four minutes; slow music runs longer. */
function inventDuration(artist: CatalogueArtist, random: Random): number {
  const bell = (random.next() + random.next() + random.next()) / 3;
  const slow = artist.family === 0 || artist.family === CLASSICAL ? 1.4 : 1;
  const seconds = 90 + 290 * bell * slow + (random.chance(0.05) ? random.next() * 160 : 0);
  return Math.min(540_000, Math.round(seconds * 1000) + random.between(0, 999));
}

function inventIsrc(artist: CatalogueArtist, album: CatalogueAlbum, random: Random): string {
  const letters = 'ABCDEFGHJKLMNPQRSTUVWXYZ0123456789';
  const registrant = Array.from({ length: 3 }, () => letters[random.between(0, letters.length - 1)]).join('');
  const year = album.releaseDate.slice(2, 4);
  return `${random.pick(artist.tongue.isrc)}${registrant}${year}${String(random.between(0, 99_999)).padStart(5, '0')}`;
}
