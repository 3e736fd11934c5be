import { createHash } from 'node:crypto';
import { searchName } from '@/lib/catalogue/search-name';

/** Longer keys are hashed: an index column holds a key whole. */
const LONGEST = 200;

/** What identifies a track that a file names without an id. */
export const trackNameKey = ({ name, artist }: { name: string; artist: string }): string =>
  keyOf(name, artist);

/** What identifies an album that a file names without an id. */
export const albumNameKey = (album: string, artist: string): string => keyOf(album, artist);

function keyOf(name: string, artist: string): string {
  const key = `${searchName(name)}\n${searchName(artist)}`;
  return key.length <= LONGEST ? key : createHash('sha256').update(key).digest('hex');
}

/** A Spotify id, or the key of a name where the file has none. */
export const byId = (id: string) => ({ spotify_id: id, name_key: null });
export const byKey = (key: string) => ({ spotify_id: null, name_key: key });
