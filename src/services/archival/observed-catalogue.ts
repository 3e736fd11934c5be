import { hash } from 'node:crypto';
import { nameKey } from '@/lib/catalogue/name-key';
import { artistsKey, normalIsrc } from '@/lib/catalogue/same-recording';
import { titleKey } from '@/lib/catalogue/title';
import type { ObservedTrack } from '@/lib/spotify/observed-track';
import { uniqueBy } from '@/lib/unique-by';
import type { BatchTrack, PlayBatch } from '@/repositories/archival/play-batch-repository';

type Catalogue = Pick<PlayBatch, 'artists' | 'albums' | 'tracks' | 'track_artists'>;

/** What Spotify says about tracks, each track, album and artist once, even when several plays name it. */
export function catalogueOf(named: readonly ObservedTrack[]): Catalogue {
  // The last one wins: it is the most complete.
  const tracks = uniqueBy(
    [...named].sort((a, b) => completeness(a) - completeness(b)),
    (track) => track.spotifyId,
  );
  const albums = uniqueBy(
    tracks.flatMap((track) => track.album ?? []),
    (album) => album.spotifyId,
  );
  return {
    artists: uniqueBy(
      tracks.flatMap((track) => track.artists.map(toArtist)),
      (artist) => artist.spotify_id ?? `name:${artist.name_key}`,
    ),
    albums: albums.map((album) => ({
      spotify_id: album.spotifyId,
      name: album.name,
      image_url: album.imageUrl,
      release_date: album.releaseDate,
      total_tracks: album.totalTracks,
    })),
    tracks: tracks.map(toTrack),
    track_artists: tracks.flatMap(toTrackArtists),
  };
}

/** Equal for two answers that say the same about a track, its album and its artists. */
export const answerHash = (track: ObservedTrack): string =>
  hash('sha256', JSON.stringify(track), 'base64url').slice(0, 22);

/** How completely a page describes a track; some items lack fields. */
const completeness = ({ name, durationMs, album, artists }: ObservedTrack): number =>
  [name !== '', durationMs !== null, album !== null, artists.length > 0].filter(Boolean).length;

/** An artist without an id is identified by name. */
const toArtist = (artist: ObservedTrack['artists'][number]) => ({
  spotify_id: artist.spotifyId,
  name_key: artist.spotifyId === null ? nameKey(artist.name) : null,
  name: artist.name,
});

const toTrackArtists = (track: ObservedTrack) =>
  track.artists.map((artist, position) => {
    const { spotify_id, name_key } = toArtist(artist);
    return { track: track.spotifyId, position, spotify_id, name_key };
  });

const toTrack = (track: ObservedTrack): BatchTrack => ({
  spotify_id: track.spotifyId,
  name: track.name,
  duration_ms: track.durationMs,
  album: track.album?.spotifyId ?? null,
  isrc: normalIsrc(track.isrc) || null,
  explicit: track.explicit,
  lacks_artists: track.lacksArtists ?? false,
  disc_number: track.discNumber,
  track_number: track.trackNumber,
  title_key: titleKey(track.name),
  artists_key: artistsKey(track.artists.map(({ spotifyId, name }) => spotifyId ?? name)),
  answer_hash: answerHash(track),
});
