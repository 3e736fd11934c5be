/** The hosts that Spotify serves pictures from, as a security policy names them. */
export const SPOTIFY_IMAGE_HOSTS = ['https://*.scdn.co', 'https://*.spotifycdn.com'] as const;

const FAMILIES = ['.scdn.co', '.spotifycdn.com'];

// They serve the same pictures under the same path; in 2026 i.scdn.co stopped to resolve for some, whose programs turned
// to the others: https://github.com/dx616b/downtify-ng/pull/86
const SAME_PICTURES = ['i.scdn.co', 'image-cdn-fa.spotifycdn.com', 'image-cdn-ak.spotifycdn.com'];

const LOOPBACK = ['127.0.0.1', 'localhost', '[::1]'];
const LONGEST_ADDRESS = 1_000;

const parsed = (url: string): URL | null =>
  url.length <= LONGEST_ADDRESS && URL.canParse(url) ? new URL(url) : null;

/** Whether this is the address of a picture on a host of Spotify's. Nothing else is stored, fetched or shown as one. */
export function isSpotifyImage(url: string): boolean {
  const address = parsed(url);
  if (address?.protocol !== 'https:') return false;
  const { port, username, password, hostname } = address;
  return `${port}${username}${password}` === '' && FAMILIES.some((family) => hostname.endsWith(family));
}

/** The same, with the pictures of a stand-in for Spotify. @param standIn its address; `SPOTIFY_IMAGE_URL`. */
export const isPictureOf =
  (standIn: string) =>
  (url: string): boolean =>
    isSpotifyImage(url) || parsed(url)?.origin === new URL(standIn).origin;

/**
 * Where a stored picture can be had, the given address first; empty where it is nobody's whose pictures are shown. The
 * loopback addresses are those of the simulator.
 */
export function pictureSources(url: string): string[] {
  const address = parsed(url);
  if (!address) return [];
  const { hostname, pathname } = address;
  if (!isSpotifyImage(url)) return LOOPBACK.includes(hostname) ? [url] : [];
  if (!SAME_PICTURES.includes(hostname) || !pathname.startsWith('/image/')) return [url];
  const others = SAME_PICTURES.filter((host) => host !== hostname);
  return [url, ...others.map((host) => `https://${host}${pathname}`)];
}
