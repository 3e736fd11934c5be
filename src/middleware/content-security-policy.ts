import 'server-only';
import type { Env } from '@/lib/env';

/**
 * The policy of one page. Scripts run only with the nonce (or when such a script loads them); styles may stand inline,
 * because charts and artwork carry measured sizes.
 */
export function contentSecurityPolicy(env: Pick<Env, 'mode' | 'appUrl' | 'spotify'>, nonce: string): string {
  const isDevelopment = env.mode === 'development';
  const directives: Record<string, string[]> = {
    'default-src': ["'self'"],
    // React rebuilds server stacks with eval, in development only.
    'script-src': [
      "'self'",
      `'nonce-${nonce}'`,
      "'strict-dynamic'",
      ...(isDevelopment ? ["'unsafe-eval'"] : []),
    ],
    'style-src': ["'self'", "'unsafe-inline'"],
    'img-src': ["'self'", 'data:', ...new Set(['https://i.scdn.co', new URL(env.spotify.imageUrl).origin])],
    'font-src': ["'self'"],
    'connect-src': ["'self'", ...(isDevelopment ? ['ws:'] : [])],
    'manifest-src': ["'self'"],
    'object-src': ["'none'"],
    'base-uri': ["'none'"],
    // Browsers hold redirects after a form to this list too: signing in is a form that ends at Spotify.
    'form-action': ["'self'", new URL(env.spotify.accountsUrl).origin],
    'frame-ancestors': ["'none'"],
    'report-uri': ['/api/csp-report'],
  };
  const policy = Object.entries(directives).map(([name, sources]) => `${name} ${sources.join(' ')}`);
  return [...policy, ...(env.appUrl.startsWith('https://') ? ['upgrade-insecure-requests'] : [])].join('; ');
}
