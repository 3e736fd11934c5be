import type { Chunk } from '@/lib/import/chunk';
import type { ImportedRow } from '@/lib/import/imported-row';
import type { OwnAlbum, OwnArtist, OwnTrack } from '@/lib/import/own-export';
import type { ImportedCatalogue } from '@/repositories/import/import-catalogue-repository';

const NAMED = 'name:';

/** An id in our export: Spotify's, or the key of a name. */
const idOrKey = (id: string) =>
  id.startsWith(NAMED)
    ? { spotify_id: null, name_key: id.slice(NAMED.length) }
    : { spotify_id: id, name_key: null };

const artistKey = (name: string) => name.toLowerCase();
const albumKey = (album: string, artist: string) => `${album.toLowerCase()}\n${artist.toLowerCase()}`;

const unique = <T>(items: readonly T[], key: (item: T) => string): T[] => [
  ...new Map(items.map((item) => [key(item), item])).values(),
];

/** The catalogue entries of the rows: complete from our own export, names and track ids from Spotify's files. */
export function composeCatalogue(rows: readonly ImportedRow[], chunk: Chunk): ImportedCatalogue {
  return chunk.tracks.length > 0 ? fromOwn(rows, chunk) : fromNames(rows);
}

function fromNames(rows: readonly ImportedRow[]): ImportedCatalogue {
  const named = unique(
    rows.flatMap((row) => (row.track === null ? [] : [{ ...row, track: row.track }])),
    (row) => row.track,
  );
  const withArtist = named.filter((row) => row.artist !== '');
  const withAlbum = withArtist.flatMap((row) => (row.album ? [{ ...row, album: row.album }] : []));
  return {
    artists: unique(withArtist, (row) => artistKey(row.artist)).map(({ artist }) => ({
      ...{ spotify_id: null, name_key: artistKey(artist), name: artist },
      ...{ genres: [], genres_source: null, image_url: null },
    })),
    albums: unique(withAlbum, (row) => albumKey(row.album, row.artist)).map(({ album, artist }) => ({
      ...{ spotify_id: null, name_key: albumKey(album, artist), name: album },
      ...{ artist_key: artistKey(artist), artist_name: artist, image_url: null, release_date: null },
    })),
    tracks: named.map(({ track, name, album, artist }) => ({
      ...{ spotify_id: track, name, duration_ms: null, isrc: null, explicit: false, is_provisional: true },
      album_id: null,
      album_key: album && artist ? albumKey(album, artist) : null,
      album_name: album && artist ? album : null,
      artist_key: artist ? artistKey(artist) : null,
      artist_name: artist || null,
    })),
    track_artists: withArtist.map(({ track, artist }) => ({
      ...{ track, position: 0, artist_id: null, artist_key: artistKey(artist), artist_name: artist },
    })),
  };
}

function fromOwn(rows: readonly ImportedRow[], chunk: Chunk): ImportedCatalogue {
  const played = new Set(rows.flatMap((row) => row.track ?? []));
  const tracks = chunk.tracks.filter(({ id }) => played.has(id));
  const artists = new Map(chunk.artists.map((artist) => [artist.id, artist]));
  const albums = new Map(chunk.albums.map((album) => [album.id, album]));
  const albumOf = (track: OwnTrack) => albums.get(track.album ?? '');
  return {
    artists: [...new Set(tracks.flatMap((track) => track.artists))].flatMap((id) =>
      toArtist(artists.get(id)),
    ),
    albums: unique(tracks, (track) => track.album ?? '').flatMap((track) => {
      const album = albumOf(track);
      return album ? [toAlbum(album, firstArtist(track, artists))] : [];
    }),
    tracks: tracks.map((track) => toTrack(track, albumOf(track), firstArtist(track, artists))),
    track_artists: tracks.flatMap((track) => toTrackArtists(track, artists)),
  };
}

type Artists = ReadonlyMap<string, OwnArtist>;

function firstArtist(track: OwnTrack, artists: Artists): ByArtist {
  const artist = artists.get(track.artists[0] ?? '');
  if (!artist) return { artist_key: null, artist_name: null };
  return { artist_key: idOrKey(artist.id).name_key ?? artistKey(artist.name), artist_name: artist.name };
}

const toArtist = (artist: OwnArtist | undefined) =>
  artist
    ? [
        {
          ...{ ...idOrKey(artist.id), name: artist.name, genres: artist.genres },
          ...{ genres_source: artist.genresSource, image_url: artist.imageUrl },
        },
      ]
    : [];

const toTrackArtists = (track: OwnTrack, artists: Artists) =>
  track.artists
    .flatMap((id) => artists.get(id) ?? [])
    .map(({ id, name }, position) => {
      const { spotify_id, name_key } = idOrKey(id);
      return { track: track.id, position, artist_id: spotify_id, artist_key: name_key, artist_name: name };
    });

interface ByArtist {
  artist_key: string | null;
  artist_name: string | null;
}

const toAlbum = (album: OwnAlbum, byArtist: ByArtist) => ({
  ...{ ...idOrKey(album.id), name: album.name, image_url: album.imageUrl, release_date: album.releaseDate },
  ...byArtist,
});

/** Keeps the length from the file; a later poll may correct everything else about the track. */
function toTrack(track: OwnTrack, album: OwnAlbum | undefined, byArtist: ByArtist) {
  const ref = album ? idOrKey(album.id) : null;
  return {
    spotify_id: track.id,
    name: track.name,
    duration_ms: track.durationMs,
    isrc: track.isrc,
    explicit: track.explicit,
    is_provisional: track.isProvisional || track.durationMs !== null,
    album_id: ref?.spotify_id ?? null,
    album_key: ref?.name_key ?? null,
    album_name: album?.name ?? null,
    ...byArtist,
  };
}
