import { z } from 'zod';
import { spotifyId } from '../catalogue/spotify-id';
import type { OddItem } from './fault-rules';

type Bag = Record<string, unknown>;

const bag = z.record(z.string(), z.unknown());
const page = z.looseObject({ items: z.array(bag) });

/** Corrupts a recently-played answer: the first item in the first way of the list, the second in the second, and so on. */
export function spoilItems(body: string, kinds: readonly OddItem[], mode: 'replace' | 'add'): string {
  const answer = page.parse(JSON.parse(body));
  const items = answer.items.flatMap((item, place) => {
    const kind = kinds[place];
    if (!kind) return [item];
    if (kind === 'same_item_twice') return [item, item];
    return mode === 'replace' ? spoil(item, kind) : [item, ...spoil(oneMillisecondEarlier(item), kind)];
  });
  return JSON.stringify({ ...answer, items });
}

function oneMillisecondEarlier(item: Bag): Bag {
  const playedAt = Date.parse(String(item.played_at));
  return { ...item, played_at: new Date(playedAt - 1).toISOString() };
}

function spoil(item: Bag, kind: OddItem): (Bag | null)[] {
  if (kind === 'item_null') return [null];
  if (kind === 'track_null') return [{ ...item, track: null }];
  if (kind === 'context_null') return [{ ...item, context: null }];
  if (kind === 'played_at_unparsable') return [{ ...item, played_at: 'a while ago' }];
  return [{ ...item, track: spoilTrack(bag.parse(item.track), kind) }];
}

function spoilTrack(track: Bag, kind: OddItem): Bag {
  const album = bag.catch({}).parse(track.album);
  const artists = z.array(bag).catch([]).parse(track.artists);
  const anonymous = artists.map((artist) => ({ ...artist, id: null, uri: null, href: null }));
  if (kind === 'local_file') {
    const uri = `spotify:local:${encodeURIComponent(String(track.name))}:::214`;
    const lost = { ...album, id: null, uri: null, href: null, images: [], release_date: null };
    return { ...track, id: null, uri, is_local: true, album: lost, artists: anonymous, external_ids: {} };
  }
  if (kind === 'episode') return episode(String(track.name));
  if (kind === 'album_missing') return without(track, 'album');
  if (kind === 'duration_missing') return without(track, 'duration_ms');
  if (kind === 'isrc_missing') return { ...track, external_ids: {} };
  if (kind === 'album_id_null') return { ...track, album: { ...album, id: null } };
  if (kind === 'artist_ids_null') return { ...track, artists: anonymous };
  if (kind === 'artists_empty') return { ...track, artists: [] };
  if (kind === 'name_empty') return { ...track, name: '' };
  return track;
}

function without(from: Bag, key: string): Bag {
  return Object.fromEntries(Object.entries(from).filter(([name]) => name !== key));
}

function episode(name: string): Bag {
  const id = spotifyId('episode', name);
  return {
    id,
    name: `Episode 12: ${name}`,
    type: 'episode',
    uri: `spotify:episode:${id}`,
    duration_ms: 2_712_000,
    explicit: false,
    release_date: '2025-09-01',
    show: { id: spotifyId('show', name), name: 'The Long Interval', publisher: 'Simulator', type: 'show' },
  };
}
