import { randomUUID } from 'node:crypto';

export const REQUEST_ID_HEADER = 'x-request-id';

const ACCEPTED = /^[\w-]{8,64}$/;

/** The id that a proxy in front or our own request hook gave, else a new one. Anything odd is not taken over. */
export function requestIdOf(headers: Pick<Headers, 'get'>): string {
  const given = headers.get(REQUEST_ID_HEADER);
  return given !== null && ACCEPTED.test(given) ? given : randomUUID();
}
