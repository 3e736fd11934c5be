import type { Chunk } from './chunk';
import type { ImportedRow } from './imported-row';
import type { OwnCatalogue } from './own-export';

/** The entries of our own export's lists that these rows refer to; none for other files. */
export function musicOf(
  rows: readonly ImportedRow[],
  catalogue: OwnCatalogue | null,
): Pick<Chunk, 'tracks' | 'albums' | 'artists'> {
  if (!catalogue) return { tracks: [], albums: [], artists: [] };
  const tracks = entriesOf(
    rows.flatMap((row) => row.entry ?? []),
    catalogue.tracks,
  );
  return {
    tracks,
    albums: entriesOf(
      tracks.flatMap((track) => track.album ?? []),
      catalogue.albums,
    ),
    artists: entriesOf(
      tracks.flatMap((track) => track.artists),
      catalogue.artists,
    ),
  };
}

const entriesOf = <T>(ids: readonly string[], map: ReadonlyMap<string, T>): T[] =>
  [...new Set(ids)].flatMap((id) => map.get(id) ?? []);
