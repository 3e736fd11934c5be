import { artistsKey, normalIsrc } from '@/lib/catalogue/same-recording';
import { searchName } from '@/lib/catalogue/search-name';
import { titleKey } from '@/lib/catalogue/title';
import type { Chunk } from '@/lib/import/chunk';
import type { ImportedRow } from '@/lib/import/imported-row';
import type { OwnAlbum, OwnArtist, OwnTrack } from '@/lib/import/own-export';
import type { Claims } from '@/repositories/catalogue/claim-repository';

/** What identifies a track that a file names without an id. */
export const trackNameKey = (row: Pick<ImportedRow, 'name' | 'artist'>): string =>
  `${searchName(row.name)}\n${searchName(row.artist)}`.slice(0, 1_000);

const albumNameKey = (album: string, artist: string): string =>
  `${searchName(album)}\n${searchName(artist)}`.slice(0, 1_000);

/** A Spotify id, or the key of a name where the file has none. */
const byId = (id: string) => ({ spotify_id: id, name_key: null });
const byKey = (key: string) => ({ spotify_id: null, name_key: key });

const unique = <T>(items: readonly T[], key: (item: T) => string): T[] => [
  ...new Map(items.map((item) => [key(item), item])).values(),
];

/** What a file says of the music of these rows: complete from our own export, names alone from Spotify's files. */
export const composeClaims = (rows: readonly ImportedRow[], chunk: Chunk): Claims =>
  chunk.tracks.length > 0 ? fromOwn(rows, chunk) : fromNames(rows);

function fromNames(rows: readonly ImportedRow[]): Claims {
  const named = unique(rows, (row) => row.track ?? trackNameKey(row));
  const withArtist = named.filter((row) => row.artist !== '');
  const albumOf = ({ album, artist }: ImportedRow) =>
    album && artist ? { name: album, key: albumNameKey(album, artist) } : null;
  const trackOf = (row: ImportedRow) => ({
    track_id: row.track,
    track_key: row.track === null ? trackNameKey(row) : null,
  });
  return {
    artists: unique(
      withArtist.map(({ artist }) => ({ ...byKey(searchName(artist)), name: artist })),
      ({ name_key }) => name_key,
    ),
    albums: unique(
      withArtist.flatMap((row) => albumOf(row) ?? []),
      ({ key }) => key,
    ).map(({ name, key }) => ({ ...byKey(key), name, image_url: null, release_date: null })),
    tracks: named.map((row) => ({
      ...(row.track === null ? byKey(trackNameKey(row)) : byId(row.track)),
      name: row.name,
      ...{ title_key: titleKey(row.name), artists_key: artistsKey(row.artist ? [row.artist] : []) },
      ...{ duration_ms: null, isrc: null, explicit: false },
      ...{ album_id: null, album_key: albumOf(row)?.key ?? null },
    })),
    track_artists: withArtist.map((row) => ({
      ...trackOf(row),
      ...{ position: 0, artist_id: null, artist_key: searchName(row.artist) },
    })),
  };
}

const NAMED = 'name:';

/** An artist of our export: one without an id of Spotify's goes by its name, whatever key the file gives it. */
const artistRef = ({ id, name }: OwnArtist) => (id.startsWith(NAMED) ? byKey(searchName(name)) : byId(id));

const albumRef = ({ id, name }: OwnAlbum, artist: string) =>
  id.startsWith(NAMED) ? byKey(albumNameKey(name, artist)) : byId(id);

function fromOwn(rows: readonly ImportedRow[], chunk: Chunk): Claims {
  const played = new Set(rows.flatMap((row) => row.track ?? []));
  const tracks = chunk.tracks.filter(({ id }) => played.has(id));
  const artists = new Map(chunk.artists.map((artist) => [artist.id, artist]));
  const albums = new Map(chunk.albums.map((album) => [album.id, album]));
  const artistsOf = (track: OwnTrack) => track.artists.flatMap((id) => artists.get(id) ?? []);
  const firstName = (track: OwnTrack) => artistsOf(track)[0]?.name ?? '';
  const trackRef = (track: OwnTrack) =>
    track.id.startsWith(NAMED)
      ? byKey(trackNameKey({ name: track.name, artist: firstName(track) }))
      : byId(track.id);
  return {
    artists: unique(tracks.flatMap(artistsOf), ({ id }) => id).map((artist) => ({
      ...artistRef(artist),
      name: artist.name,
    })),
    albums: unique(tracks, (track) => track.album ?? '').flatMap((track) => {
      const album = albums.get(track.album ?? '');
      return album
        ? [
            {
              ...albumRef(album, firstName(track)),
              ...{ name: album.name, image_url: album.imageUrl, release_date: album.releaseDate },
            },
          ]
        : [];
    }),
    tracks: tracks.map((track) => {
      const album = albums.get(track.album ?? '');
      const ref = album ? albumRef(album, firstName(track)) : null;
      return {
        ...trackRef(track),
        name: track.name,
        title_key: titleKey(track.name),
        artists_key: artistsKey(artistsOf(track).map(({ name }) => name)),
        ...{ duration_ms: track.durationMs, isrc: track.isrc === null ? null : normalIsrc(track.isrc) },
        explicit: track.explicit,
        ...{ album_id: ref?.spotify_id ?? null, album_key: ref?.name_key ?? null },
      };
    }),
    track_artists: tracks.flatMap((track) => {
      const { spotify_id, name_key } = trackRef(track);
      return artistsOf(track).map((artist, position) => {
        const ref = artistRef(artist);
        return {
          ...{ track_id: spotify_id, track_key: name_key, position },
          ...{ artist_id: ref.spotify_id, artist_key: ref.name_key },
        };
      });
    }),
  };
}
