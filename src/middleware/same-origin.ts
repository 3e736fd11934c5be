import { AppError } from '@/lib/app-error';
import type { Env } from '@/lib/env';

type Origins = Pick<Env, 'appUrl' | 'allowedOrigins'>;

/**
 * Where a request that changes something was made: on our own pages (or those of an origin that the settings allow), on
 * somebody else's, or it does not say.
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

/** Refuses what another site made a listener's browser send. Reading is free: answers cannot be read across origins. */
export function requireSameOrigin(request: Request, origins: Origins): void {
  if (request.method === 'GET' || request.method === 'HEAD') return;
  if (originOf(request.headers, origins) !== 'own') throw foreignOrigin(origins);
}

export const foreignOrigin = ({ appUrl }: Pick<Origins, 'appUrl'>): AppError =>
  new AppError('FORBIDDEN', `Requests from other origins are refused. Open the application at ${appUrl}.`);

/** What lets the pages of an allowed origin read an answer; nothing for any other. https://fetch.spec.whatwg.org/#cors-protocol */
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
