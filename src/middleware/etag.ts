import { hash } from 'node:crypto';

/** A strong ETag of these bytes. */
export const etagOf = (body: string | Uint8Array): string =>
  `"${hash('sha256', body, 'base64url').slice(0, 27)}"`;

/** Programs with a token may store an answer, and ask with its tag; what a browser stores would outlive signing out. */
export const privateCaching = (request: Request): string =>
  request.headers.has('authorization') ? 'private, no-cache' : 'no-store';

/** If-None-Match compares weakly: a proxy that compressed the answer prefixes the tag with W/. RFC 9110, section 13.1.2. */
export function isKnown(header: string | null, etag: string): boolean {
  const tags = header?.split(',').map((tag) => tag.trim().replace(/^W\//, '')) ?? [];
  return tags.includes('*') || tags.includes(etag);
}
