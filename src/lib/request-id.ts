import { randomUUID } from 'node:crypto';
import { REQUEST_ID_HEADER } from '@/lib/shared/request-id-header';

const ACCEPTED = /^[\w-]{8,64}$/;

/** The id from a proxy or our own request hook, else a new one. A malformed id is replaced. */
export function requestIdOf(headers: Pick<Headers, 'get'>): string {
  const given = headers.get(REQUEST_ID_HEADER);
  return given !== null && ACCEPTED.test(given) ? given : randomUUID();
}
