import { hash } from 'node:crypto';
import { SECOND } from '@/lib/shared/time';
import { baseTitle, normalName, normalTitle } from './title';

/** What is known about a track. Spotify's description is complete; a file has the album's artist and neither length nor ISRC. */
export interface TrackFacts {
  spotifyId: string | null;
  /** '' where it is unknown. */
  title: string;
  /** Names, in any order. */
  artists: readonly string[];
  /** Spotify's ids of all artists, where they are known: two artists of one name stay two. */
  artistIds?: readonly string[];
  isrc: string | null;
  durationMs: number | null;
  describedBy: 'spotify' | 'file';
}

/** Releases of one recording have been seen this far apart. */
const LENGTHS_APART = 2 * SECOND;

/** Remasters of one recording differ by their silence at the ends. Counts only beside closeness in time. */
const REMASTERS_APART = 10 * SECOND;

/** What files call the artist of an album by many. */
const MANY = new Set(
  [
    'Various Artists',
    'Various',
    'Varios Artistas',
    'Vários Artistas',
    'Artisti Vari',
    'Verschiedene Interpreten',
  ]
    .concat(['Multi-interprètes', 'Artistes divers', 'VA', 'V.A.'])
    .map(normalName),
);

/**
 * Whether two tracks are one recording: the same id, the same ISRC, or the same title and artists with lengths within
 * two seconds. Editions of a title ("Remastered 2011") are told apart unless the ISRC agrees. Symmetric, not transitive.
 */
export function isSameRecording(a: TrackFacts, b: TrackFacts): boolean {
  if (hasSameIdentity(a, b)) return true;
  return (
    a.title !== '' &&
    areLengthsWithin(a, b, LENGTHS_APART) === true &&
    formsOf(a).text.normal === formsOf(b).text.normal &&
    // So that both have the same title key: "Song Remastered" is a title, "Song - Remastered" an edition.
    formsOf(a).base === formsOf(b).base &&
    haveSameArtists(a, b)
  );
}

/**
 * Whether two tracks may be one recording, as far as a file can show: the same title apart from its edition, and one artist in
 * common, where "Various Artists" and none agree with all. Too weak alone: use it for plays that are close in time.
 */
export function mayBeSameRecording(a: TrackFacts, b: TrackFacts): boolean {
  return isSameRecording(a, b) || (areLengthsWithin(a, b, REMASTERS_APART) !== false && haveSameName(a, b));
}

/** As far as names alone show it: several recordings of different lengths may have one name. */
export const haveSameName = (a: TrackFacts, b: TrackFacts): boolean =>
  a.title !== '' && formsOf(a).base === formsOf(b).base && mayShareArtist(a, b);

/** What a track is looked up by: two that may be one recording have one of these in common. */
export function recordingKeys(track: TrackFacts): readonly string[] {
  return formsOf(track).keys;
}

/** What artists are looked up by: the same for ids or names in any order. At most 200 characters. */
export function artistsKey(idsOrNames: readonly string[]): string {
  const key = [...new Set(idsOrNames.map((one) => (SPOTIFY_ID.test(one) ? one : normalName(one))))]
    .sort()
    .join('\n');
  return key.length <= 200 ? key : hash('sha256', key);
}

/** A track as it is compared; what only few comparisons need is made when it is needed. */
class Forms {
  readonly isrc: string;
  readonly base: string;
  readonly keys: string[];
  private of: { names: string[]; normal: string; artists: string } | null = null;

  constructor(private readonly track: TrackFacts) {
    const { spotifyId, title } = track;
    this.isrc = normalIsrc(track.isrc);
    this.base = baseTitle(title);
    this.keys = [
      ...(spotifyId === null ? [] : [`id ${spotifyId}`]),
      ...(this.isrc === '' ? [] : [`isrc ${this.isrc}`]),
      // Not the title's key: editions, which may be one recording, have different ones.
      ...(this.base === '' ? [] : [`title ${this.base}`]),
    ];
  }

  get text() {
    const { title, artists } = this.track;
    this.of ??= { names: artists.map(normalName), normal: normalTitle(title), artists: artistsKey(artists) };
    return this.of;
  }
}

// A matcher compares one track with many.
const forms = new WeakMap<TrackFacts, Forms>();

function formsOf(track: TrackFacts): Forms {
  const known = forms.get(track) ?? new Forms(track);
  forms.set(track, known);
  return known;
}

const SPOTIFY_ID = /^[0-9A-Za-z]{22}$/;

function hasSameIdentity(a: TrackFacts, b: TrackFacts): boolean {
  if (a.spotifyId !== null && a.spotifyId === b.spotifyId) return true;
  const { isrc } = formsOf(a);
  return isrc !== '' && isrc === formsOf(b).isrc;
}

/** ISRCs are printed with and without hyphens. */
export const normalIsrc = (isrc: string | null): string =>
  (isrc ?? '').replaceAll(/[^0-9A-Za-z]/g, '').toUpperCase();

/** Null where a length is unknown. */
function areLengthsWithin(a: TrackFacts, b: TrackFacts, apart: number): boolean | null {
  if (a.durationMs === null || b.durationMs === null) return null;
  return Math.abs(a.durationMs - b.durationMs) <= apart;
}

function haveSameArtists(a: TrackFacts, b: TrackFacts): boolean {
  if (a.artistIds && b.artistIds) return artistsKey(a.artistIds) === artistsKey(b.artistIds);
  return a.artists.length > 0 && formsOf(a).text.artists === formsOf(b).text.artists;
}

function mayShareArtist(a: TrackFacts, b: TrackFacts): boolean {
  const { names } = formsOf(a).text;
  const others = formsOf(b).text.names;
  return isAnybody(names) || isAnybody(others) || others.some((name) => names.includes(name));
}

const isAnybody = (names: readonly string[]): boolean => names.every((name) => name === '' || MANY.has(name));
