/** What stands where a file names an id and nothing else. */
const UNKNOWN = {
  track: 'Unknown track',
  release: 'Unknown track',
  artist: 'Unknown artist',
  album: 'Unknown album',
} as const;

/** A name as pages, reports and the API show it: never an empty text. */
export const shownName = (name: string, kind: keyof typeof UNKNOWN = 'track'): string =>
  name.trim() === '' ? UNKNOWN[kind] : name;

/** In letters; what has more artists than most fit into it many times. */
const ARTISTS_SHOWN = 2_000;

/** As shownName, for the artists of a track or album: the first of them, where a hundred have names without end. */
export function shownArtists(names: readonly string[]): string[] {
  let left = ARTISTS_SHOWN;
  const shown = names.map((name) => shownName(name, 'artist'));
  return shown.filter((name, place) => {
    left -= name.length;
    return place === 0 || left >= 0;
  });
}

/** Whether a shown name says that none is known. */
export const isUnknownTrack = (name: string): boolean => name === UNKNOWN.track;
