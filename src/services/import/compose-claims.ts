import { nameKey } from '@/lib/catalogue/name-key';
import { artistsKey } from '@/lib/catalogue/same-recording';
import { titleKey } from '@/lib/catalogue/title';
import type { Chunk } from '@/lib/import/chunk';
import type { ImportedRow } from '@/lib/import/imported-row';
import { uniqueBy } from '@/lib/unique-by';
import type { Claims } from '@/repositories/catalogue/claim-repository';
import { albumNameKey, byId, byKey, trackNameKey } from './name-keys';
import { ownClaims } from './own-claims';

/** What a file says of the music of these rows: complete from our own export, names alone from Spotify's files. */
export const composeClaims = (rows: readonly ImportedRow[], chunk: Chunk): Claims =>
  chunk.tracks.length > 0 ? ownClaims(rows, chunk) : namedClaims(rows);

function namedClaims(rows: readonly ImportedRow[]): Claims {
  // Of several rows about a track, the last of those with the most names.
  const mostLast = rows.toSorted((a, b) => namesOf(a) - namesOf(b));
  const named = uniqueBy(mostLast, (row) => row.track ?? trackNameKey(row));
  const withArtist = named.filter((row) => row.artist !== '');
  const albums = withArtist.flatMap(({ album, artist }) =>
    album ? { ...byKey(albumNameKey(album, artist)), name: album, image_url: null, release_date: null } : [],
  );
  return {
    artists: uniqueBy(
      withArtist.map(({ artist }) => ({ ...byKey(nameKey(artist)), name: artist })),
      ({ name_key }) => name_key,
    ),
    albums: uniqueBy(albums, ({ name_key }) => name_key),
    tracks: named.map(toTrack),
    track_artists: withArtist.map((row) => ({
      track_id: row.track,
      track_key: row.track === null ? trackNameKey(row) : null,
      position: 0,
      artist_id: null,
      artist_key: nameKey(row.artist),
    })),
  };
}

const namesOf = ({ name, artist, album }: ImportedRow): number =>
  [name, artist, album].filter((known) => known).length;

const toTrack = (row: ImportedRow): Claims['tracks'][number] => ({
  ...(row.track === null ? byKey(trackNameKey(row)) : byId(row.track)),
  name: row.name,
  title_key: titleKey(row.name),
  artists_key: artistsKey(row.artist ? [row.artist] : []),
  duration_ms: null,
  isrc: null,
  explicit: false,
  album_id: null,
  album_key: row.album && row.artist ? albumNameKey(row.album, row.artist) : null,
});
