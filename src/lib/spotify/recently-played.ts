import { z } from 'zod';
import { isRecord } from '@/lib/shared/is-record';
import { mayBeSameRecording } from '../catalogue/same-recording';
import type { RejectedReason } from '../shared/archival/rejected-items';
import { EARLIEST_PLAY_END, isPlausibleEnd, LATEST_INSTANT } from '../shared/history/play-bounds';
import { itemTexts } from './item-texts';
import { factsOfObserved } from './observed-facts';
import {
  holdsLongText,
  type IsPicture,
  id,
  lenient,
  type ObservedTrack,
  text,
  toTrack,
  trackSchema,
} from './observed-track';
import type { SpotifyAnswer } from './request';

/** A play as Spotify lists it, reduced to what the archive stores. */
export interface ObservedPlay {
  /** End of the play, UTC, to the millisecond. */
  playedAt: Date;
  track: ObservedTrack;
  context: { type: string; uri: string } | null;
  /** Gives the JSON text of the item, as Spotify sent it. */
  sentText?: () => string;
}

/** An item that cannot be read as a music play: stored in full, with the reason. */
export interface RejectedItem {
  reason: RejectedReason;
  /** The item's JSON text, as Spotify sent it. */
  payload: string;
  /** When it ended; null where the item has no readable time. */
  playedAt: Date | null;
  /** Other music of one instant: which track, and which item of the page stays in its place. */
  rival?: { trackId: string; stays: { trackId: string; payload: string } };
}

export interface RecentPage {
  /** Newest first, as listed. */
  plays: ObservedPlay[];
  rejectedItems: RejectedItem[];
  /** True when Spotify may have plays older than the last one here. */
  isFull: boolean;
}

export const EMPTY_PAGE: RecentPage = { plays: [], rejectedItems: [], isFull: false };

/** A time without a zone would be that of whichever server reads it. */
const playedAt = z.iso.datetime({ offset: true }).pipe(z.coerce.date());

const itemSchema = z.object({
  played_at: playedAt,
  track: trackSchema,
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
  isPicture: IsPicture;
  /** No play ended long after. */
  now: Date;
}

/**
 * Reads a page of GET /v1/me/player/recently-played. An unreadable item is rejected and does not affect the
 * others. Null when the page itself is malformed. Source: developer.spotify.com, and what other clients guard against.
 */
export function readRecentPage(
  { body, text: json }: SpotifyAnswer,
  { limit, isPicture, now }: ReadOptions,
): RecentPage | null {
  // 204: Spotify lists nothing, as it has said of private sessions.
  if (json === '') return EMPTY_PAGE;
  const page = pageSchema.safeParse(body);
  if (!page.success) return null;
  const textOf = textsIn(json);
  const read: ReadItem[] = [];
  const rejected: (Rejected & Partial<ReadItem> & { stays?: ReadItem })[] = [];
  for (const [index, item] of page.data.items.entries()) {
    const reason = oddity(item);
    const play = reason ? undefined : itemSchema.safeParse(item).data;
    if (play && isPlausibleEnd(play.played_at.getTime(), now))
      read.push({ index, play: { ...toPlay(play, isPicture), sentText: () => textOf(index) } });
    else
      rejected.push({
        index,
        reason: reason ?? (play ? 'out_of_bounds' : 'unreadable'),
        playedAt: playedAtOf(item),
      });
  }
  const others = othersOfMoment(read);
  for (const { item, stays } of others)
    rejected.push({ ...item, reason: 'same_moment', playedAt: item.play.playedAt, stays });
  const rejectedItems = rejected
    .sort((a, b) => a.index - b.index)
    .map(({ index, reason, playedAt, play, stays }) => ({
      reason,
      playedAt,
      payload: textOf(index),
      ...(play && stays && { rival: rivalOf(play, stays.play, textOf(stays.index)) }),
    }));
  const isFull = page.data.items.length >= limit || (page.data.items.length > 0 && page.data.next != null);
  const plays = read.filter((one) => others.every(({ item }) => item !== one)).map(({ play }) => play);
  plays.sort((a, b) => b.playedAt.getTime() - a.playedAt.getTime());
  return { plays, rejectedItems, isFull };
}

/** Gives the text of an item by its place. All are cut out when the first is asked for: most pages need none. */
function textsIn(json: string): (index: number) => string {
  let texts: string[] | undefined;
  return (index) => {
    texts ??= itemTexts(json);
    return texts[index] ?? '';
  };
}

interface ReadItem {
  index: number;
  play: ObservedPlay;
}

interface Rejected {
  index: number;
  reason: RejectedReason;
  playedAt: Date | null;
}

const rivalOf = (play: ObservedPlay, stays: ObservedPlay, payload: string): RejectedItem['rival'] => ({
  trackId: play.track.spotifyId,
  stays: { trackId: stays.track.spotifyId, payload },
});

/**
 * Polled plays of one end are one play. Where a page lists other music at the very same instant, the rest of it must not
 * vanish: it is rejected. Which one stays does not depend on their order, which changes from page to page.
 */
function othersOfMoment(read: readonly ReadItem[]): { item: ReadItem; stays: ReadItem }[] {
  const first = new Map<number, ReadItem>();
  const byId = read.toSorted((a, b) => (a.play.track.spotifyId < b.play.track.spotifyId ? -1 : 1));
  return byId.flatMap((item) => {
    const end = item.play.playedAt.getTime();
    const stays = first.get(end) ?? item;
    first.set(end, stays);
    return stays !== item && isOtherMusic(stays.play, item.play) ? [{ item, stays }] : [];
  });
}

const isOtherMusic = (a: ObservedPlay, b: ObservedPlay): boolean =>
  !mayBeSameRecording(factsOfObserved(a.track), factsOfObserved(b.track));

/** Why an item cannot be a music play, without reading its details. */
function oddity(item: unknown): RejectedReason | undefined {
  if (!isRecord(item)) return 'unreadable';
  const { track } = item;
  if (track == null) return 'no_track';
  if (!isRecord(track)) return 'unreadable';
  const kind = kindOf(track);
  if (kind === 'episode' || kind === 'chapter') return 'episode';
  if (track.id == null) return 'local_file';
  if (kind !== null && kind !== 'track') return 'unreadable';
  return holdsLongText(item) ? 'unreadable' : undefined;
}

/** What was played, e.g. `track` or `chapter`: the answer's word, else that of the address; null where it says neither. */
function kindOf({ type, uri }: Record<string, unknown>): string | null {
  if (typeof type === 'string') return type;
  return typeof uri === 'string' ? (/^spotify:([a-z]+):/.exec(uri)?.[1] ?? null) : null;
}

const datedSchema = z.object({
  played_at: playedAt.pipe(z.date().min(new Date(EARLIEST_PLAY_END)).max(LATEST_INSTANT)),
});

const playedAtOf = (item: unknown): Date | null => datedSchema.safeParse(item).data?.played_at ?? null;

function toPlay(
  { played_at, track, context }: z.output<typeof itemSchema>,
  isPicture: IsPicture,
): ObservedPlay {
  return {
    playedAt: played_at,
    context: context ?? null,
    track: toTrack(track, isPicture),
  };
}
