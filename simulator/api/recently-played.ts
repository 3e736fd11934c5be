import { apiError, rawJson } from '../answers';
import type { ListenerLife, SimulatedPlay } from '../life/listener-life';
import { playsBefore } from '../life/plays';
import type { Scene } from '../scene';
import type { Call } from './call';
import { briefTrackDocument, contextDocument, trackDocument } from './documents';

const KEPT = 50;
const fragments = new WeakMap<Scene, Map<string, Buffer>>();

/** The last 50 plays that Spotify lists at an instant, newest first. It has no older ones. */
function lastPlays(scene: Scene, life: ListenerLife, now: number): SimulatedPlay[] {
  const last: SimulatedPlay[] = [];
  for (const play of playsBefore(scene.world, life, now + 1)) {
    if (play.arrivesAt <= now) last.push(play);
    if (last.length === KEPT) break;
  }
  return last;
}

/** `GET /v1/me/player/recently-played` */
export function recentlyPlayed({ scene, life, url, now }: Call): Response {
  const recording = scene.recordings.get(life.id);
  if (recording !== undefined) return rawJson(recording);
  const asked = readQuery(url.searchParams);
  if (asked instanceof Response) return asked;
  const { limit, after, before } = asked;
  const page = lastPlays(scene, life, now)
    .filter((play) => play.playedAt > after && play.playedAt < before)
    .slice(0, limit);
  return rawJson(writePage(scene, url, limit, page));
}

function readQuery(query: URLSearchParams): { limit: number; after: number; before: number } | Response {
  const limit = wholeNumber(query.get('limit') ?? '20');
  if (limit === null || limit < 1 || limit > KEPT) return apiError(400, 'Invalid limit');
  if (query.has('after') && query.has('before')) {
    return apiError(400, "Only one of 'before' and 'after' can be specified");
  }
  const after = wholeNumber(query.get('after') ?? '-1');
  const before = wholeNumber(query.get('before') ?? String(Number.MAX_SAFE_INTEGER));
  if (after === null || before === null) return apiError(400, 'Invalid cursor');
  return { limit, after, before };
}

const wholeNumber = (text: string): number | null => (/^-?\d{1,16}$/.test(text) ? Number(text) : null);

/** Assembled from cached bytes: this answer is requested more often than all others together. */
function writePage(
  scene: Scene,
  url: URL,
  limit: number,
  page: readonly SimulatedPlay[],
): Uint8Array<ArrayBuffer> {
  const newest = page.at(0);
  const oldest = page.at(-1);
  const path = `${scene.publicUrl}/v1/me/player/recently-played`;
  const cursors = newest && oldest ? { after: `${newest.playedAt}`, before: `${oldest.playedAt}` } : null;
  const onward = url.searchParams.has('after') ? `after=${cursors?.after}` : `before=${cursors?.before}`;
  const next = cursors ? `${path}?${onward}&limit=${limit}` : null;
  const rest = JSON.stringify({ next, cursors, limit, href: `${path}${url.search}` });
  const items = page.flatMap((play, place) => writeItem(scene, play, place === 0 ? '' : ','));
  return Buffer.concat([Buffer.from('{"items":['), ...items, Buffer.from(`],${rest.slice(1)}`)]);
}

function writeItem(scene: Scene, play: SimulatedPlay, separator: string): Buffer[] {
  const context = JSON.stringify(contextDocument(scene, play.context));
  const playedAt = new Date(play.playedAt).toISOString();
  return [
    Buffer.from(`${separator}{"track":`),
    writeTrack(scene, play.trackId),
    Buffer.from(`,"played_at":"${playedAt}","context":${context}}`),
  ];
}

function writeTrack(scene: Scene, trackId: string): Buffer {
  const cache = fragments.get(scene) ?? new Map<string, Buffer>();
  fragments.set(scene, cache);
  const key = `${scene.quota} ${trackId}`;
  const known = cache.get(key);
  if (known) return known;
  const track = scene.library.track(trackId);
  if (!track) throw new Error(`A play names the track ${trackId}, which is not in the simulator's library.`);
  const document = scene.isBrief ? briefTrackDocument(track) : trackDocument(scene, track);
  const written = Buffer.from(JSON.stringify(document));
  if (cache.size > 20_000) cache.clear();
  cache.set(key, written);
  return written;
}
