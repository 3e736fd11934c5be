import { etagOf, isKnown, privateCaching } from '@/middleware/etag';

/** A PNG that caches, if any, ask about each time; 304 when the client has it already. */
export function pictureResponse(
  request: Request,
  png: Uint8Array<ArrayBuffer>,
  { isPublic, isIndexable = false }: { isPublic: boolean; isIndexable?: boolean },
): Response {
  const etag = etagOf(png);
  const headers = new Headers({ etag });
  headers.set('cache-control', isPublic ? 'public, no-cache' : privateCaching(request));
  if (!isPublic) headers.set('vary', 'Cookie, Authorization, Accept-Language');
  else if (!isIndexable) headers.set('x-robots-tag', 'noindex');
  if (isKnown(request.headers.get('if-none-match'), etag))
    return new Response(null, { status: 304, headers });
  headers.set('content-type', 'image/png');
  return new Response(png, { headers });
}
