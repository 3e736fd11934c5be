import { z } from 'zod';
import type { RejectedReason } from '../shared/archival/rejected-items';
import { EARLIEST_PLAY_END, LONGEST_TEXT, toStoredName } from '../shared/history/play-bounds';
import { itemTexts } from './item-texts';
import type { Answer } from './request';

/** A play as Spotify lists it, reduced to what the archive stores. */
export interface ObservedPlay {
  /** End of the play, UTC, to the millisecond. */
  playedAt: Date;
  track: ObservedTrack;
  context: { type: string; uri: string } | null;
}

export interface ObservedTrack {
  spotifyId: string;
  name: string;
  durationMs: number | null;
  isrc: string | null;
  explicit: boolean;
  album: { spotifyId: string; name: string; imageUrl: string | null; releaseDate: string | null } | null;
  /** In the track's order; an artist without an id is known by name only. */
  artists: { spotifyId: string | null; name: string }[];
}

/** An item that cannot be read as a music play: stored in full, with the reason. */
export interface RejectedItem {
  reason: RejectedReason;
  /** The item's JSON text, as Spotify sent it. */
  payload: string;
  /** When what it tells of ended; null where the item does not say so readably. */
  playedAt: Date | null;
}

export interface RecentPage {
  /** Newest first, as listed. */
  plays: ObservedPlay[];
  rejectedItems: RejectedItem[];
  /** True when Spotify may have plays older than the last one here. */
  isFull: boolean;
}

/** Spotify's ids have 22 characters, addresses of contexts about 60; an index holds no much longer one. */
const LONGEST_ID = 500;
/** Of one track. */
const MOST_ARTISTS = 100;

const text = z.string().transform(toStoredName);
const id = text.pipe(z.string().min(1).max(LONGEST_ID));
const lenient = <T extends z.ZodType>(schema: T) => schema.nullish().catch(null);

const playedAt = z.string().pipe(z.coerce.date());
/** The last day that the database and JavaScript write alike. */
const LATEST = new Date('9999-12-31T23:59:59.999Z');

const albumSchema = z.object({
  id,
  name: lenient(text),
  images: lenient(z.array(z.object({ url: text, width: lenient(z.number()) }))),
  release_date: lenient(text),
});

const artistSchema = z.object({ id: lenient(id), name: lenient(text) });

const itemSchema = z.object({
  played_at: playedAt,
  track: z.object({
    id,
    name: lenient(text),
    duration_ms: lenient(z.number().int().nonnegative().max(2_147_483_647)),
    explicit: lenient(z.boolean()),
    external_ids: lenient(z.object({ isrc: lenient(text) })),
    album: lenient(albumSchema),
    artists: lenient(z.array(z.unknown())),
  }),
  context: lenient(z.object({ type: text, uri: id })),
});

const pageSchema = z.object({
  items: z.array(z.unknown()),
  next: lenient(z.string()),
  limit: lenient(z.number()),
});

interface ReadOptions {
  /** As many items as were requested. */
  limit: number;
  /** Whether an address is one whose pictures are taken. */
  isPicture: (url: string) => boolean;
}

/**
 * Reads a page of GET /v1/me/player/recently-played. An unreadable item is rejected and does not affect the
 * others. Null when the page itself is malformed. Source: developer.spotify.com, and what other clients guard against.
 */
export function readRecentPage(
  { body, text: json }: Answer,
  { limit, isPicture }: ReadOptions,
): RecentPage | null {
  const page = pageSchema.safeParse(body);
  if (!page.success) return null;
  const plays: ObservedPlay[] = [];
  const rejected: { index: number; reason: RejectedReason; playedAt: Date | null }[] = [];
  for (const [index, item] of page.data.items.entries()) {
    const reason = oddity(item);
    const parsed = reason ? undefined : itemSchema.safeParse(item);
    if (parsed?.success) plays.push(toPlay(parsed.data, isPicture));
    else rejected.push({ index, reason: reason ?? 'unreadable', playedAt: playedAtOf(item) });
  }
  const texts = rejected.length > 0 ? itemTexts(json) : [];
  const rejectedItems = rejected.map(({ index, ...item }) => ({ ...item, payload: texts[index] ?? '' }));
  const isFull = page.data.items.length >= limit || (page.data.items.length > 0 && page.data.next != null);
  plays.sort((a, b) => b.playedAt.getTime() - a.playedAt.getTime());
  return { plays, rejectedItems, isFull };
}

/** Why an item cannot be a music play, without reading its details. */
function oddity(item: unknown): RejectedReason | undefined {
  if (!isRecord(item)) return 'unreadable';
  const { track } = item;
  if (track == null) return 'no_track';
  if (!isRecord(track)) return 'unreadable';
  if (track.type === 'episode') return 'episode';
  if (track.id == null) return 'local_file';
  return holdsLongText(item) ? 'unreadable' : undefined;
}

/** Whether anything in it is a text beyond 10,000 characters; a loop, because JSON may be deeper than a stack. */
function holdsLongText(item: unknown): boolean {
  const values: unknown[] = [item];
  for (const value of values) {
    if (typeof value === 'string' && value.length > LONGEST_TEXT) return true;
    if (typeof value !== 'object' || value === null) continue;
    for (const inner of Object.values(value)) values.push(inner);
  }
  return false;
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const datedSchema = z.object({
  played_at: playedAt.pipe(z.date().min(new Date(EARLIEST_PLAY_END)).max(LATEST)),
});

const playedAtOf = (item: unknown): Date | null => datedSchema.safeParse(item).data?.played_at ?? null;

function toPlay(
  { played_at, track, context }: z.output<typeof itemSchema>,
  isPicture: ReadOptions['isPicture'],
): ObservedPlay {
  return {
    playedAt: played_at,
    context: context ?? null,
    track: {
      spotifyId: track.id,
      name: track.name ?? '',
      durationMs: track.duration_ms ?? null,
      isrc: track.external_ids?.isrc ?? null,
      explicit: track.explicit ?? false,
      album: track.album ? toAlbum(track.album, isPicture) : null,
      artists: toArtists(track.artists ?? []),
    },
  };
}

function toAlbum(
  album: z.output<typeof albumSchema>,
  isPicture: ReadOptions['isPicture'],
): NonNullable<ObservedTrack['album']> {
  return {
    spotifyId: album.id,
    name: album.name ?? '',
    imageUrl: mediumImage((album.images ?? []).filter(({ url }) => isPicture(url))),
    releaseDate: album.release_date ?? null,
  };
}

/** The image nearest above 300 px wide: sharp at list size on a dense screen, small enough for a page of fifty. */
function mediumImage(images: { url: string; width?: number | null }[]): string | null {
  const byWidth = [...images].sort((a, b) => (a.width ?? 0) - (b.width ?? 0));
  return (byWidth.find((image) => (image.width ?? 0) >= 300) ?? byWidth.at(-1))?.url ?? null;
}

function toArtists(items: unknown[]): ObservedTrack['artists'] {
  const artists = items.flatMap((item) => {
    const parsed = artistSchema.safeParse(item);
    if (!parsed.success || !(parsed.data.id || parsed.data.name)) return [];
    return [{ spotifyId: parsed.data.id ?? null, name: parsed.data.name ?? '' }];
  });
  const seen = new Set<string>();
  const different = artists.filter(({ spotifyId, name }) => {
    const isNew = !seen.has(spotifyId ?? name);
    seen.add(spotifyId ?? name);
    return isNew;
  });
  return different.slice(0, MOST_ARTISTS);
}
