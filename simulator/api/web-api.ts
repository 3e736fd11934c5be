import { apiError, json } from '../answers';
import type { Scene } from '../scene';
import type { Call } from './call';
import { currentlyPlaying } from './currently-playing';
import { profileDocument } from './documents';
import { several, single } from './look-up';
import { recentlyPlayed } from './recently-played';
import { topItems } from './top-items';

interface Route {
  path: RegExp;
  /** The scope without which the answer is 403. */
  scope?: string;
  answer: (call: Call) => Response;
}

const routes: readonly Route[] = [
  { path: /^\/v1\/me$/, answer: ({ scene, life, scopes }) => json(profileDocument(scene, life, scopes)) },
  { path: /^\/v1\/me\/player\/recently-played$/, scope: 'user-read-recently-played', answer: recentlyPlayed },
  {
    path: /^\/v1\/me\/player\/currently-playing$/,
    scope: 'user-read-currently-playing',
    answer: currentlyPlaying,
  },
  { path: /^\/v1\/me\/top\/(artists|tracks)$/, scope: 'user-top-read', answer: topItems },
  ...(['artists', 'tracks', 'albums'] as const).flatMap((kind) => [
    { path: new RegExp(`^/v1/${kind}$`), answer: several(kind) },
    { path: new RegExp(`^/v1/${kind}/([^/]+)$`), answer: single(kind) },
  ]),
];

/** Everything under /v1: the token first, then the scope, then the endpoint. */
export function webApiAnswer(scene: Scene, request: Request, url: URL, now: number): Response {
  const match = matchRoute(url.pathname);
  if (!match) return apiError(404, 'Service not found');
  if (request.method !== 'GET') return apiError(405, 'Method not allowed', { headers: { allow: 'GET' } });
  const token = bearerToken(request);
  if (token === null) return apiError(401, 'No token provided');
  const check = scene.ledger.check(token, now);
  if (check.state === 'expired') return unauthorized('The access token expired');
  const life = check.state === 'valid' ? scene.listeners.get(check.listener) : undefined;
  if (check.state !== 'valid' || !life) return unauthorized('Invalid access token');
  const { route, subject } = match;
  if (route.scope && !check.scopes.includes(route.scope)) return apiError(403, 'Insufficient client scope');
  return route.answer({ scene, life, scopes: check.scopes, url, subject, now });
}

function matchRoute(path: string): { route: Route; subject: string } | null {
  for (const route of routes) {
    const found = route.path.exec(path);
    if (found) return { route, subject: found[1] ?? '' };
  }
  return null;
}

/** The token in an Authorization header, or null. */
export function bearerToken(request: Request): string | null {
  return /^Bearer\s+(\S+)$/i.exec(request.headers.get('authorization') ?? '')?.[1] ?? null;
}

const unauthorized = (message: string): Response =>
  apiError(401, message, {
    headers: {
      'www-authenticate': `Bearer realm="spotify", error="invalid_token", error_description="${message}"`,
    },
  });
