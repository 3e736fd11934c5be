import { AppError } from '@/lib/app-error';
import type { Env } from '@/lib/env';

type Origins = Pick<Env, 'appUrl' | 'allowedOrigins'>;

/**
 * Where a state-changing request comes from: our own pages (or those of an allowed origin), another site, or unknown.
 */
export function originOf(
  headers: Pick<Headers, 'get'>,
  { appUrl, allowedOrigins }: Origins,
): 'own' | 'foreign' | 'unknown' {
  const origin = headers.get('origin');
  if (origin !== null) {
    return origin === new URL(appUrl).origin || allowedOrigins.includes(origin) ? 'own' : 'foreign';
  }
  const site = headers.get('sec-fetch-site');
  if (site === null) return 'unknown';
  return site === 'same-origin' ? 'own' : 'foreign';
}

/**
 * Refuses cross-site requests. Reads are allowed: browsers do not let other origins read the answers. A request that names no
 * site is no browser's: they all send `Origin` with a change for another site, and so it is a program with the listener's cookie.
 */
export function requireSameOrigin(request: Request, origins: Origins): void {
  if (request.method === 'GET' || request.method === 'HEAD') return;
  if (originOf(request.headers, origins) === 'foreign') throw foreignOrigin(origins);
}

export const foreignOrigin = ({ appUrl }: Pick<Origins, 'appUrl'>): AppError =>
  new AppError('FORBIDDEN', `Requests from other origins are refused. Open the application at ${appUrl}.`);

/** The CORS headers for pages of an allowed origin; none for any other. https://fetch.spec.whatwg.org/#cors-protocol */
export function crossOriginHeaders(
  headers: Pick<Headers, 'get'>,
  { allowedOrigins }: Pick<Origins, 'allowedOrigins'>,
): Record<string, string> {
  if (allowedOrigins.length === 0) return {};
  const origin = headers.get('origin');
  if (origin === null || !allowedOrigins.includes(origin)) return { vary: 'Origin' };
  return {
    vary: 'Origin',
    'access-control-allow-origin': origin,
    'access-control-allow-credentials': 'true',
    'access-control-allow-methods': 'GET, POST, PUT, PATCH, DELETE',
    'access-control-allow-headers': 'content-type',
    'access-control-expose-headers': 'etag, ratelimit, ratelimit-policy, retry-after, x-request-id',
  };
}
