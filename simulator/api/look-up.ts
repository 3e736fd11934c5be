import { apiError, json } from '../answers';
import { isSpotifyId } from '../catalogue/spotify-id';
import type { Call } from './call';
import { albumDocument, artistDocument, trackDocument } from './documents';

type Kind = 'artists' | 'tracks' | 'albums';

const MOST: Record<Kind, number> = { artists: 50, tracks: 50, albums: 20 };

/** `GET /v1/{artists|tracks|albums}/{id}` */
export function single(kind: Kind) {
  return (call: Call): Response => {
    if (!isSpotifyId(call.subject)) return apiError(400, 'Invalid base62 id');
    const document = find(call, kind, call.subject);
    return document === null ? apiError(404, 'Resource not found') : json(document);
  };
}

/** `GET /v1/{artists|tracks|albums}?ids=`: null for unknown ids; refused altogether in development mode. */
export function several(kind: Kind) {
  return (call: Call): Response => {
    if (call.scene.quota === 'development') return apiError(403, 'Forbidden');
    const ids = (call.url.searchParams.get('ids') ?? '').split(',').filter((id) => id !== '');
    if (ids.length === 0) return apiError(400, 'Missing required parameter: ids');
    if (ids.length > MOST[kind]) return apiError(400, 'Too many ids requested');
    if (!ids.every(isSpotifyId)) return apiError(400, 'Invalid base62 id');
    return json({ [kind]: ids.map((id) => find(call, kind, id)) });
  };
}

function find({ scene }: Call, kind: Kind, id: string): unknown {
  const { library } = scene;
  if (kind === 'artists') {
    const artist = library.artist(id);
    return artist ? artistDocument(scene, artist) : null;
  }
  if (kind === 'albums') {
    const album = library.album(id);
    return album ? albumDocument(scene, album) : (library.recording('album', id) ?? null);
  }
  const track = library.track(id);
  return track ? trackDocument(scene, track) : (library.recording('track', id) ?? null);
}
