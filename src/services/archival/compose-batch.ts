import { hash } from 'node:crypto';
import { EARLIEST_PLAY_END, LATEST_INSTANT } from '@/lib/shared/history/play-bounds';
import type { ObservedTrack } from '@/lib/spotify/observed-track';
import type { RecentPage, RejectedItem } from '@/lib/spotify/recently-played';
import { uniqueBy } from '@/lib/unique-by';
import type {
  BatchListener,
  BatchRun,
  PlayBatch,
  PollState,
} from '@/repositories/archival/play-batch-repository';
import type { StoredPlay } from '@/repositories/history/stored-plays-repository';
import { matchPage } from './match-page';
import { answerHash, catalogueOf } from './observed-catalogue';

/** One listener's share of a batch. */
export interface ListenerPlays {
  userId: number;
  page: RecentPage;
  /** How far back the whole page reached, where `page` no longer holds all of it. */
  oldest: Date | null;
  state?: PollState;
  /** What this share adds to the counters of the run. */
  counts?: RunCounts;
  /** Leaves out what the answer changes about the music of known plays. */
  isWithoutNews?: boolean;
}

/** A share as a poll gives it. */
export type PolledShare = Omit<ListenerPlays, 'oldest'>;

/** The stored plays that a share is compared with: all that ended in these spans. */
export interface Compared {
  spans: readonly { from: Date; to: Date }[];
  stored: readonly StoredPlay[];
}

type RunCounts = Pick<BatchRun, 'successful' | 'failed' | 'rejected' | 'empty_answers'>;

/** The run that a batch belongs to, and what it counts beside the listeners' shares. */
export type RunShare = Omit<BatchRun, keyof RunCounts> & Partial<RunCounts>;

/** Combines the readings of any number of listeners into one batch for the writer. */
export function composeBatch(
  now: Date,
  listeners: readonly { share: ListenerPlays; compared: Compared }[],
  run: RunShare | null,
): PlayBatch {
  const parts = listeners.map(({ share, compared }) => compose(share, compared));
  return {
    now,
    source: 'poll',
    listeners: listeners.map(({ share, compared }) => toListener(share, compared)),
    ...catalogueOf(parts.flatMap(({ tracks }) => tracks)),
    contexts: uniqueBy(
      parts.flatMap(({ contexts }) => contexts),
      (context) => context.uri,
    ),
    plays: parts.flatMap(({ plays }) => plays),
    replaced: parts.flatMap(({ replaced }) => replaced),
    removed: parts.flatMap(({ removed }) => removed),
    rejected: listeners.flatMap(({ share: { userId, page } }) =>
      page.rejectedItems.map((item) => toRejectedItem(userId, item)),
    ),
    run:
      run &&
      withCounts(
        run,
        listeners.map(({ share }) => share),
      ),
  };
}

function withCounts(run: RunShare, listeners: readonly ListenerPlays[]): BatchRun {
  const sum = (count: keyof RunCounts) =>
    listeners.reduce((total, { counts }) => total + (counts?.[count] ?? 0), run[count] ?? 0);
  return {
    ...run,
    successful: sum('successful'),
    failed: sum('failed'),
    rejected: sum('rejected'),
    empty_answers: sum('empty_answers'),
  };
}

/** What a share writes: its plays and their tracks, and known tracks whose answer has changed. */
function compose({ userId, page, isWithoutNews }: ListenerPlays, { stored }: Compared) {
  const { tracks, ...composed } = matchPage(userId, page, stored);
  const hashes = new Map(stored.map(({ spotifyId, answerHash }) => [spotifyId, answerHash]));
  const played = new Set(tracks.map(({ spotifyId }) => spotifyId));
  // Also tracks without a play here: Spotify may list a known play under another id of its recording.
  const isNews = (track: ObservedTrack) =>
    !played.has(track.spotifyId) && hashes.get(track.spotifyId) !== answerHash(track);
  const news = isWithoutNews ? [] : page.plays.map(({ track }) => track).filter(isNews);
  return { ...composed, tracks: [...tracks, ...news] };
}

/** How far back a page reaches, by its plays and the readable times of its rejected items. */
export function oldestOf({ plays, rejectedItems }: RecentPage): Date | null {
  const dated = rejectedItems.filter(({ reason }) => reason !== 'unreadable');
  const ends = [...plays, ...dated].flatMap(({ playedAt }) =>
    playedAt && isPossible(playedAt) ? playedAt.getTime() : [],
  );
  return ends.length > 0 ? new Date(Math.min(...ends)) : null;
}

/** One impossible time must not decide how far back the page reaches. */
const isPossible = (end: Date): boolean => end.getTime() >= EARLIEST_PLAY_END && end <= LATEST_INSTANT;

const toListener = (
  { userId, page, oldest, state }: ListenerPlays,
  { spans, stored }: Compared,
): BatchListener => ({
  id: userId,
  page_is_full: page.isFull,
  page_oldest: oldest,
  ...(spans.length > 0 && {
    compared_spans: spans,
    compared_plays: stored.filter(({ removedAt }) => removedAt === null).length,
    compared_removed: stored.filter(({ removedAt }) => removedAt !== null).length,
    compared_origin: stored.reduce((newest, play) => Math.max(newest, play.originId), 0),
    compared_tracks: stored.reduce((sum, play) => sum + play.trackId, 0),
  }),
  ...(state ? { state } : {}),
});

/** The same unreadable item is listed every hour until it leaves the last 50: its hash makes sure it is stored once. */
const toRejectedItem = (userId: number, { reason, payload, playedAt }: RejectedItem) => ({
  user_id: userId,
  reason,
  // PostgreSQL can hold neither U+0000 nor half of a surrogate pair; in JSON text both are escapes.
  payload: payload.replaceAll('\u0000', '').toWellFormed(),
  payload_bytes: Buffer.byteLength(payload),
  payload_hash: hash('sha256', payload),
  played_at: playedAt,
});
