import { nameKey } from '@/lib/catalogue/name-key';
import { artistsKey, normalIsrc } from '@/lib/catalogue/same-recording';
import { titleKey } from '@/lib/catalogue/title';
import type { Chunk } from '@/lib/import/chunk';
import type { ImportedRow } from '@/lib/import/imported-row';
import { isNamed, type OwnAlbum, type OwnArtist, type OwnTrack } from '@/lib/import/own-export';
import type { Claims } from '@/repositories/catalogue/claim-repository';
import { albumNameKey, byId, byKey, trackNameKey } from './name-keys';

/** A track of our own export, with the entries that it refers to. */
interface Entry {
  track: OwnTrack;
  artists: OwnArtist[];
  album: OwnAlbum | null;
}

/** What our own export says of the music of these rows. Entries without an id of Spotify's go by their names. */
export function ownClaims(rows: readonly ImportedRow[], chunk: Chunk): Claims {
  const entries = entriesOf(rows, chunk);
  return {
    artists: entries.flatMap(({ artists }) =>
      artists.map((artist) => ({ ...artistRef(artist), name: artist.name })),
    ),
    albums: entries.flatMap(({ album, artists }) =>
      album === null
        ? []
        : [
            {
              ...albumRef(album, artists),
              name: album.name,
              image_url: album.imageUrl,
              release_date: album.releaseDate,
            },
          ],
    ),
    tracks: entries.map(toTrack),
    track_artists: entries.flatMap(toTrackArtists),
  };
}

function entriesOf(rows: readonly ImportedRow[], chunk: Chunk): Entry[] {
  const played = new Set(rows.flatMap((row) => row.entry ?? []));
  const artists = new Map(chunk.artists.map((artist) => [artist.id, artist]));
  const albums = new Map(chunk.albums.map((album) => [album.id, album]));
  return chunk.tracks
    .filter(({ id }) => played.has(id))
    .map((track) => ({
      track,
      artists: track.artists.flatMap((id) => artists.get(id) ?? []),
      album: albums.get(track.album ?? '') ?? null,
    }));
}

const artistRef = ({ id, name }: OwnArtist) => (isNamed(id) ? byKey(nameKey(name)) : byId(id));

const albumRef = ({ id, name }: OwnAlbum, artists: readonly OwnArtist[]) =>
  isNamed(id) ? byKey(albumNameKey(name, artists[0]?.name ?? '')) : byId(id);

const trackRef = ({ track: { id, name }, artists }: Entry) =>
  isNamed(id) ? byKey(trackNameKey({ name, artist: artists[0]?.name ?? '' })) : byId(id);

function toTrack(entry: Entry): Claims['tracks'][number] {
  const { track, artists, album } = entry;
  const ref = album && albumRef(album, artists);
  return {
    ...trackRef(entry),
    name: track.name,
    title_key: titleKey(track.name),
    artists_key: artistsKey(artists.map(({ name }) => name)),
    duration_ms: track.durationMs,
    isrc: normalIsrc(track.isrc) || null,
    explicit: track.explicit,
    album_id: ref?.spotify_id ?? null,
    album_key: ref?.name_key ?? null,
  };
}

function toTrackArtists(entry: Entry): Claims['track_artists'] {
  const { spotify_id, name_key } = trackRef(entry);
  return entry.artists.map((artist, position) => {
    const ref = artistRef(artist);
    return {
      track_id: spotify_id,
      track_key: name_key,
      position,
      artist_id: ref.spotify_id,
      artist_key: ref.name_key,
    };
  });
}
