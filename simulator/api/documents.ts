import type { CatalogueAlbum, CatalogueTrack } from '../catalogue/catalogue';
import { base62 } from '../catalogue/spotify-id';
import type { ListenerLife, PlayContext } from '../life/listener-life';

export type Quota = 'development' | 'extended';

/** What the documents depend on besides their subject. */
export interface Dress {
  publicUrl: string;
  quota: Quota;
}

type Kind = 'artist' | 'album' | 'track' | 'playlist' | 'user';

const MARKETS = ['DE', 'US'];
const IMAGE_SIZES = [640, 300, 64];

const paths: Record<Kind, string> = {
  artist: 'artists',
  album: 'albums',
  track: 'tracks',
  playlist: 'playlists',
  user: 'users',
};

function links(dress: Dress, kind: Kind, id: string) {
  return {
    external_urls: { spotify: `https://open.spotify.com/${kind}/${id}` },
    href: `${dress.publicUrl}/v1/${paths[kind]}/${id}`,
    id,
    type: kind,
    uri: `spotify:${kind}:${id}`,
  };
}

const images = (dress: Dress, id: string) =>
  IMAGE_SIZES.map((size) => ({
    height: size,
    width: size,
    url: `${dress.publicUrl}/image/${id}?size=${size}`,
  }));

/** Keys that Spotify leaves out in development mode. */
const onlyExtended = <T extends object>(dress: Dress, keys: T): T | Record<string, never> =>
  dress.quota === 'extended' ? keys : {};

function artistCredit(dress: Dress, artist: { id: string; name: string }) {
  return { ...links(dress, 'artist', artist.id), name: artist.name };
}

export interface ArtistFacts {
  id: string;
  name: string;
  genres: readonly string[];
  popularity: number;
  followers: number;
}

export function artistDocument(dress: Dress, artist: ArtistFacts) {
  return {
    ...artistCredit(dress, artist),
    images: images(dress, artist.id),
    ...onlyExtended(dress, {
      followers: { href: null, total: artist.followers },
      genres: artist.genres,
      popularity: artist.popularity,
    }),
  };
}

function albumCredit(dress: Dress, album: CatalogueAlbum) {
  return {
    ...links(dress, 'album', album.id),
    album_type: album.kind,
    artists: [artistCredit(dress, album.artist)],
    ...onlyExtended(dress, { available_markets: MARKETS }),
    images: images(dress, album.id),
    name: album.name,
    release_date: album.releaseDate,
    release_date_precision: album.precision,
    total_tracks: album.tracks.length,
  };
}

function trackCredit(dress: Dress, track: CatalogueTrack) {
  return {
    artists: track.artists.map((artist) => artistCredit(dress, artist)),
    ...onlyExtended(dress, { available_markets: MARKETS }),
    disc_number: track.discNumber,
    duration_ms: track.durationMs,
    explicit: track.explicit,
    ...links(dress, 'track', track.id),
    is_local: false,
    name: track.name,
    preview_url: null,
    track_number: track.trackNumber,
  };
}

export function trackDocument(dress: Dress, track: CatalogueTrack) {
  return {
    album: albumCredit(dress, track.album),
    ...trackCredit(dress, track),
    external_ids: { isrc: track.isrc },
    ...onlyExtended(dress, { popularity: track.popularity }),
  };
}

/** What identifies a play and nothing else; never given unless asked for. */
export function briefTrackDocument(track: CatalogueTrack) {
  const { id, name, releaseDate, tracks } = track.album;
  return {
    album: { id, name, images: [], release_date: releaseDate, total_tracks: tracks.length },
    artists: track.artists.map((artist) => ({ id: artist.id, name: artist.name })),
    id: track.id,
    name: track.name,
    duration_ms: track.durationMs,
    explicit: track.explicit,
    disc_number: track.discNumber,
    track_number: track.trackNumber,
    external_ids: { isrc: track.isrc },
    type: 'track',
  };
}

export function albumDocument(dress: Dress, album: CatalogueAlbum) {
  const href = `${dress.publicUrl}/v1/albums/${album.id}/tracks?offset=0&limit=50`;
  const items = album.tracks.slice(0, 50).map((track) => trackCredit(dress, track));
  const year = album.releaseDate.slice(0, 4);
  return {
    ...albumCredit(dress, album),
    tracks: { href, items, limit: 50, next: null, offset: 0, previous: null, total: items.length },
    copyrights: [{ text: `${year} ${album.label}`, type: 'P' }],
    external_ids: { upc: upcOf(album) },
    genres: [],
    ...onlyExtended(dress, { label: album.label, popularity: album.artist.popularity }),
  };
}

const upcOf = (album: CatalogueAlbum): string =>
  [...album.id.slice(0, 12)].map((sign) => sign.charCodeAt(0) % 10).join('');

/** `scopes` decides what the listener let the app see; the quota mode what Spotify does. */
export function profileDocument(dress: Dress, life: ListenerLife, scopes: readonly string[]) {
  const email = scopes.includes('user-read-email') ? { email: life.email } : {};
  const details = {
    country: life.country ?? 'DE',
    explicit_content: { filter_enabled: false, filter_locked: false },
    product: 'premium',
  };
  return {
    display_name: life.displayName,
    ...links(dress, 'user', life.id),
    account_id: base62(22, 'account', life.id),
    images: images(dress, base62(22, 'face', life.id)).slice(1),
    ...onlyExtended(dress, {
      ...email,
      ...(scopes.includes('user-read-private') ? details : {}),
      followers: { href: null, total: life.displayName.length },
    }),
  };
}

export function contextDocument(dress: Dress, context: PlayContext | null) {
  if (!context) return null;
  if (context.type === 'collection') {
    return {
      type: 'collection',
      href: `${dress.publicUrl}/v1/me/tracks`,
      external_urls: { spotify: 'https://open.spotify.com/collection' },
      uri: context.uri,
    };
  }
  const { external_urls, href } = links(dress, context.type, context.uri.split(':').at(-1) ?? '');
  return { type: context.type, href, external_urls, uri: context.uri };
}
