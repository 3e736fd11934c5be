import { Random } from '../random';

const BASE62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** A string of base-62 characters that follows from its parts alone. */
export function base62(length: number, ...seed: (string | number)[]): string {
  // Two streams: one alone has 32 bits of state, and among many thousand ids two would be the same.
  const one = new Random('one', ...seed);
  const other = new Random('other', ...seed);
  let text = '';
  for (let at = 0; at < length; at++) text += BASE62[Math.floor((one.next() + other.next()) * 62) % 62];
  return text;
}

/** An id as Spotify gives them: 22 base-62 characters; the first is a digit, so that 128 bits hold it. */
export function spotifyId(...seed: (string | number)[]): string {
  return `${new Random('first', ...seed).between(0, 6)}${base62(21, ...seed)}`;
}

export function isSpotifyId(text: string): boolean {
  return /^[0-9A-Za-z]{22}$/.test(text);
}
