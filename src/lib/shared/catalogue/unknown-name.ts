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

/** As shownName, for the artists of a track or album. */
export const shownArtists = (names: readonly string[]): string[] =>
  names.map((name) => shownName(name, 'artist'));

/** Whether a shown name says that none is known. */
export const isUnknownTrack = (name: string): boolean => name === UNKNOWN.track;
