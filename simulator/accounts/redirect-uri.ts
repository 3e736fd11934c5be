/** Why a redirect URI is refused, in Spotify's words, or null if it may be used. */
export function refusedRedirectUri(uri: string, registered: readonly string[] | undefined): string | null {
  const url = URL.canParse(uri) ? new URL(uri) : null;
  if (!url) return 'INVALID_CLIENT: Invalid redirect URI';
  const loopback = url.hostname === '127.0.0.1' || url.hostname === '[::1]';
  // `localhost` is refused since November 2025: it may resolve to another machine.
  if (url.protocol === 'http:' && !loopback) return 'INVALID_CLIENT: Insecure redirect URI';
  if (registered && !registered.includes(uri)) return 'INVALID_CLIENT: Invalid redirect URI';
  return null;
}
