import type { TrackOfAlbum } from '@/lib/shared/catalogue/entity-page';

/** A place on an album: its track, or nothing where no track of it was ever played. */
export interface AlbumPlace {
  /** Null where Spotify has not told the place of the track. */
  number: number | null;
  /** Null for albums of one disc. */
  disc: number | null;
  track: TrackOfAlbum | null;
}

/**
 * The places of an album in its order. Which places are empty is known where Spotify told how many tracks there are, and of
 * one disc only: the total is that of all discs. What is called there is not said, for the catalogue may know it from others.
 */
export function albumPlaces(tracks: readonly TrackOfAlbum[], totalTracks: number | null): AlbumPlace[] {
  const discs = Math.max(1, ...tracks.map(({ discNumber }) => discNumber ?? 1));
  const played = tracks.map((track) => ({
    number: track.trackNumber,
    disc: discs > 1 ? (track.discNumber ?? 1) : null,
    track,
  }));
  if (totalTracks === null || discs > 1 || played.some(({ number }) => number === null)) return played;
  const taken = new Set(played.map(({ number }) => number));
  const numbers = Array.from({ length: totalTracks }, (_, index) => index + 1);
  const empty = numbers
    .filter((number) => !taken.has(number))
    .map((number) => ({ number, disc: null, track: null }));
  return [...played, ...empty].sort((a, b) => (a.number ?? 0) - (b.number ?? 0));
}

/** How many different places were played. */
export const playedPlaces = (tracks: readonly TrackOfAlbum[]): number =>
  new Set(
    tracks.map(({ id, discNumber, trackNumber }) =>
      trackNumber === null ? `id ${id}` : `${discNumber ?? 1} ${trackNumber}`,
    ),
  ).size;
