import type { Env } from '@/lib/env';
import { isSpotifyImage, SPOTIFY_IMAGE_HOSTS } from '@/lib/shared/catalogue/spotify-image';

/**
 * The policy of one page: anything not listed is blocked. Scripts and style elements need the nonce (or a script with the
 * nonce that loads them); style attributes are allowed, because charts and artwork have computed sizes.
 */
export function contentSecurityPolicy(
  env: Pick<Env, 'mode' | 'appUrl' | 'spotify' | 'sentryDsn'>,
  nonce: string,
): string {
  const { imageUrl } = env.spotify;
  const standIn = isSpotifyImage(imageUrl) ? [] : [new URL(imageUrl).origin];
  const isDevelopment = env.mode === 'development';
  const directives: Record<string, string[]> = {
    'default-src': ["'none'"],
    // React rebuilds server stacks with eval, in development only.
    'script-src': [
      "'self'",
      `'nonce-${nonce}'`,
      "'strict-dynamic'",
      ...(isDevelopment ? ["'unsafe-eval'"] : []),
    ],
    // A nonce would switch 'unsafe-inline' off, which Next's development tools need.
    'style-src': ["'self'", isDevelopment ? "'unsafe-inline'" : `'nonce-${nonce}'`],
    'style-src-attr': ["'unsafe-inline'"],
    'img-src': ["'self'", 'data:', ...SPOTIFY_IMAGE_HOSTS, ...standIn],
    'font-src': ["'self'"],
    'connect-src': [
      "'self'",
      ...(isDevelopment ? ['ws:'] : []),
      // Browsers report errors there, if their visitors agreed.
      ...(env.sentryDsn === undefined ? [] : [new URL(env.sentryDsn).origin]),
    ],
    'manifest-src': ["'self'"],
    'worker-src': ["'self'"],
    'base-uri': ["'none'"],
    // Browsers hold redirects after a form to this list too: signing in is a form that ends at Spotify.
    'form-action': ["'self'", new URL(env.spotify.accountsUrl).origin],
    'frame-ancestors': ["'none'"],
    'report-uri': ['/api/csp-report'],
  };
  const policy = Object.entries(directives).map(([name, sources]) => `${name} ${sources.join(' ')}`);
  return [...policy, ...(env.appUrl.startsWith('https://') ? ['upgrade-insecure-requests'] : [])].join('; ');
}
