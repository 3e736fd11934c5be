import { nameKey } from '@/lib/catalogue/name-key';

/** What identifies a track that a file names without an id. */
export const trackNameKey = ({ name, artist }: { name: string; artist: string }): string =>
  nameKey(name, artist);

/** What identifies an album that a file names without an id. */
export const albumNameKey = (album: string, artist: string): string => nameKey(album, artist);

/** A Spotify id, or the key of a name where the file has none. */
export const byId = (id: string) => ({ spotify_id: id, name_key: null });
export const byKey = (key: string) => ({ spotify_id: null, name_key: key });
