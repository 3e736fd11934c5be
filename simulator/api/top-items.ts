import { apiError, json } from '../answers';
import { playsBetween } from '../life/plays';
import { DAY } from '../life/time-zone';
import type { Call } from './call';
import { artistDocument, trackDocument } from './documents';

const RANGES: Record<string, number> = { short_term: 28, medium_term: 182, long_term: 365 };

/** `GET /v1/me/top/{artists|tracks}`, counted from the life itself. */
export function topItems(call: Call): Response {
  const { scene, url, subject } = call;
  const days = RANGES[url.searchParams.get('time_range') ?? 'medium_term'];
  const limit = Number(url.searchParams.get('limit') ?? 20);
  const offset = Number(url.searchParams.get('offset') ?? 0);
  if (days === undefined) return apiError(400, 'Invalid time range');
  if (!Number.isInteger(limit) || limit < 1 || limit > 50) return apiError(400, 'Invalid limit');
  if (!Number.isInteger(offset) || offset < 0) return apiError(400, 'Invalid offset');
  const ranked = rank(call, days, subject === 'artists');
  const at = (from: number) =>
    `${scene.publicUrl}/v1/me/top/${subject}?${new URLSearchParams({ limit: `${limit}`, offset: `${from}` })}`;
  return json({
    items: ranked.slice(offset, offset + limit).map((id) => describe(call, id)),
    total: ranked.length,
    limit,
    offset,
    href: at(offset),
    next: offset + limit < ranked.length ? at(offset + limit) : null,
    previous: offset > 0 ? at(Math.max(0, offset - limit)) : null,
  });
}

/** Ids, most played first; equal counts in the order of the ids. Spotify ends the list somewhere: here at 99. */
function rank({ scene, life, now }: Call, days: number, artists: boolean): string[] {
  const counts = new Map<string, number>();
  for (const play of playsBetween(scene.world, life, now - days * DAY, now)) {
    const track = scene.library.track(play.trackId);
    const ids = artists ? (track?.artists.map((artist) => artist.id) ?? []) : [play.trackId];
    for (const id of ids) counts.set(id, (counts.get(id) ?? 0) + 1);
  }
  return [...counts]
    .sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))
    .slice(0, 99)
    .map(([id]) => id);
}

function describe({ scene, subject }: Call, id: string): unknown {
  const artist = subject === 'artists' ? scene.library.artist(id) : undefined;
  if (artist) return artistDocument(scene, artist);
  const track = scene.library.track(id);
  return track ? trackDocument(scene, track) : null;
}
