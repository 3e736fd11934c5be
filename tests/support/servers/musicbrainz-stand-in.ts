import { hash } from 'node:crypto';
import type { Clock } from '@/lib/clock';

interface Asked {
  /** ms UTC */
  at: number;
  path: string;
  userAgent: string;
}

/** Answers the two MusicBrainz requests that we use, and, like MusicBrainz, refuses a second request within a second. */
export interface MusicbrainzStandIn {
  fetch: typeof fetch;
  asked: Asked[];
  /** Makes an artist known; of the genres, the first has the most votes. */
  know(spotifyId: string, genres: readonly string[]): void;
  /** The request after `after` further ones is answered so. */
  failOnce(after: number, response: () => Response): void;
}

const mbidOf = (spotifyId: string) =>
  hash('md5', spotifyId).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');

const notFound = () => Response.json({ error: 'Not Found' }, { status: 404 });

export function createMusicbrainzStandIn(clock: Clock): MusicbrainzStandIn {
  const genresOf = new Map<string, readonly string[]>();
  const asked: Asked[] = [];
  const failures = new Map<number, () => Response>();

  const link = (resource: string) => {
    const mbid = mbidOf(resource.split('/').at(-1) ?? '');
    return genresOf.has(mbid)
      ? [{ id: mbidOf(resource), resource, relations: [{ type: 'free streaming', artist: { id: mbid } }] }]
      : [];
  };
  const links = (url: URL): Response => {
    const resources = url.searchParams.getAll('resource');
    if (resources.length > 100) return Response.json({ error: 'Too many' }, { status: 400 });
    const urls = resources.flatMap(link);
    if (resources.length > 1) return Response.json({ 'url-count': urls.length, 'url-offset': 0, urls });
    return urls.length === 1 ? Response.json(urls[0]) : notFound();
  };
  const artist = (mbid: string): Response => {
    const genres = genresOf.get(mbid);
    if (!genres) return notFound();
    const votes = genres.map((name, i) => ({ name, count: genres.length - i, id: mbidOf(name) }));
    return Response.json({ id: mbid, genres: votes.toReversed() });
  };
  const handle = (request: Request): Response => {
    const url = new URL(request.url);
    const at = clock.now().getTime();
    const last = asked.at(-1);
    const userAgent = request.headers.get('user-agent') ?? '';
    asked.push({ at, path: url.pathname, userAgent });
    const failure = failures.get(asked.length);
    if (failure) return failure();
    if (!userAgent || (last && at - last.at < 1_000)) return new Response('slow down', { status: 503 });
    return url.pathname === '/ws/2/url' ? links(url) : artist(url.pathname.split('/').at(-1) ?? '');
  };
  return {
    fetch: async (input, init) => handle(new Request(input, init)),
    asked,
    know: (spotifyId, genres) => genresOf.set(mbidOf(spotifyId), genres),
    failOnce: (after, response) => failures.set(asked.length + after + 1, response),
  };
}
