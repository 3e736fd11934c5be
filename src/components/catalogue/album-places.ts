import type { TrackOfAlbum } from '@/lib/shared/catalogue/entity-page';

/** A place on an album: its track, or nothing where no name is known. */
interface AlbumPlace {
  /** Null where the place of the track is unknown. */
  number: number | null;
  track: TrackOfAlbum | null;
}

/** The places of one disc, in its order. */
export interface AlbumDisc {
  disc: number;
  places: AlbumPlace[];
}

interface AlbumOrder {
  discs: AlbumDisc[];
  /** Tracks of which only the number is known. */
  more: number;
}

/** No disc holds more; numbers beyond are an odd answer. */
const MOST_PLACES = 300;

/**
 * An album in its order. Places without a track stand where it is sure that there is one: up to the last one known of its disc,
 * and up to the total where no second disc is known. The rest of the total is only counted.
 */
export function albumOrder(tracks: readonly TrackOfAlbum[], totalTracks: number | null): AlbumOrder {
  const numbers = [...new Set(tracks.map(discOf))].sort((a, b) => a - b);
  const isOneDisc = numbers.at(-1) === 1;
  const discs = numbers.map((disc): AlbumDisc => {
    const own = tracks.filter((track) => discOf(track) === disc);
    return { disc, places: placesOf(own, isOneDisc ? totalTracks : null) };
  });
  const listed = discs.reduce((sum, { places }) => sum + differentPlaces(places), 0);
  return { discs, more: Math.max(0, (totalTracks ?? 0) - listed) };
}

/** @param total how many places there are, where that is known. */
function placesOf(tracks: readonly TrackOfAlbum[], total: number | null): AlbumPlace[] {
  const known = tracks.map((track): AlbumPlace => ({ number: track.trackNumber, track }));
  const taken = new Set(tracks.map(({ trackNumber }) => trackNumber));
  const highest = Math.max(...[...taken].map((number) => number ?? 0));
  const last = total ?? highest;
  // A track of unknown place fills one of the empty ones; a number beyond the total makes all of them doubtful.
  if (taken.has(null) || highest > last || last > MOST_PLACES) return known;
  const empty = Array.from({ length: last }, (_, index) => index + 1).filter((number) => !taken.has(number));
  return [...known, ...empty.map((number): AlbumPlace => ({ number, track: null }))].sort(
    (a, b) => (a.number ?? 0) - (b.number ?? 0),
  );
}

const differentPlaces = (places: readonly AlbumPlace[]): number =>
  new Set(places.map(({ number, track }) => number ?? `id ${track?.id}`)).size;

/** How many different places these tracks have. */
export const countPlaces = (tracks: readonly TrackOfAlbum[]): number =>
  new Set(
    tracks.map((track) =>
      track.trackNumber === null ? `id ${track.id}` : `${discOf(track)} ${track.trackNumber}`,
    ),
  ).size;

const discOf = ({ discNumber }: TrackOfAlbum): number => discNumber ?? 1;
