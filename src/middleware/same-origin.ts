import 'server-only';
import { AppError } from '@/lib/app-error';

/** Where a request that changes something was made: on our own pages, on somebody else's, or it does not say. */
export function originOf(headers: Pick<Headers, 'get'>, appUrl: string): 'own' | 'foreign' | 'unknown' {
  const origin = headers.get('origin');
  if (origin !== null) return origin === new URL(appUrl).origin ? 'own' : 'foreign';
  const site = headers.get('sec-fetch-site');
  if (site === null) return 'unknown';
  return site === 'same-origin' ? 'own' : 'foreign';
}

/** Refuses what another site made a listener's browser send. Reading is free: answers cannot be read across origins. */
export function requireSameOrigin(request: Request, appUrl: string): void {
  if (request.method === 'GET' || request.method === 'HEAD') return;
  if (originOf(request.headers, appUrl) === 'own') return;
  throw new AppError(
    'FORBIDDEN',
    `Requests from other origins are refused. Open the application at ${appUrl}.`,
  );
}
