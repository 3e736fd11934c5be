import { createHash } from 'node:crypto';
import { EARLIEST_PLAY_END } from '@/lib/shared/history/play-bounds';
import type { ObservedPlay, ObservedTrack, RecentPage, RejectedItem } from '@/lib/spotify/recently-played';
import type {
  BatchListener,
  BatchPlay,
  BatchRun,
  PlayBatch,
  PollState,
} from '@/repositories/archival/play-batch-repository';

/** The last instant that the database and JavaScript write alike. */
const LATEST_INSTANT = new Date('9999-12-31T23:59:59.999Z');

/** One listener's share of a batch. */
export interface ListenerPlays {
  userId: number;
  page: RecentPage;
  /** How far back the whole page reached, where `page` no longer holds all of them. */
  oldest?: Date | null;
  /** Tracks of known plays that we store incompletely; Spotify's details complete them. */
  incompleteTracks?: readonly ObservedTrack[];
  state?: PollState;
  /** What this share adds to the counters of the run. */
  counts?: RunCounts;
}

export type RunCounts = Pick<BatchRun, 'successful' | 'failed' | 'rejected' | 'empty_answers'>;

/** The run that a batch belongs to, and what it counts beside the listeners' shares. */
export type RunShare = Omit<BatchRun, keyof RunCounts> & Partial<RunCounts>;

/** Combines the readings of any number of listeners into one batch for the writer. */
export function composeBatch(
  now: Date,
  listeners: readonly ListenerPlays[],
  run: RunShare | null,
): PlayBatch {
  const plays = listeners.flatMap(({ userId, page }) => page.plays.map((play) => ({ userId, play })));
  const contexts = plays.flatMap(({ play }) => play.context ?? []);
  return {
    now,
    source: 'poll',
    listeners: listeners.map(toListener),
    ...catalogueOf(
      listeners.flatMap(({ page, incompleteTracks = [] }) => [
        ...page.plays.map(trackOf),
        ...incompleteTracks,
      ]),
    ),
    contexts: uniqueBy(contexts, (context) => context.uri),
    plays: plays.map(({ userId, play }) => toPlay(userId, play)),
    rejected: listeners.flatMap(({ userId, page }) =>
      page.rejectedItems.map((item) => toRejectedItem(userId, item)),
    ),
    run: run && withCounts(run, listeners),
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

type Catalogue = Pick<PlayBatch, 'artists' | 'albums' | 'tracks' | 'track_artists'>;

/** Each track, album and artist once, even when several plays name it. */
function catalogueOf(played: readonly ObservedTrack[]): Catalogue {
  // The last one wins: it is the most complete.
  const tracks = uniqueBy(
    [...played].sort((a, b) => completeness(a) - completeness(b)),
    (track) => track.spotifyId,
  );
  const albums = uniqueBy(
    tracks.flatMap((track) => track.album ?? []),
    (album) => album.spotifyId,
  );
  return {
    artists: uniqueBy(
      tracks.flatMap((track) => track.artists.map(toArtist)),
      (artist) => artist.spotify_id ?? `name:${artist.name_key}`,
    ),
    albums: albums.map(toAlbum),
    tracks: tracks.map(toTrack),
    track_artists: tracks.flatMap(toTrackArtists),
  };
}

/** How completely a page describes a track; some items lack fields. */
const completeness = ({ durationMs, album, artists }: ObservedTrack): number =>
  Number(durationMs !== null) + Number(album !== null) + Number(artists.length > 0);

const trackOf = ({ track }: ObservedPlay): ObservedTrack => track;

/**
 * How far back a page reaches: the end of its oldest item, be it a play or something rejected whose time can be trusted.
 * Null when it holds none.
 */
export function oldestOf({ plays, rejectedItems }: RecentPage): Date | null {
  const dated = rejectedItems.filter(({ reason }) => reason !== 'unreadable');
  const ends = [...plays, ...dated].flatMap(({ playedAt }) =>
    playedAt && isPossible(playedAt) ? playedAt.getTime() : [],
  );
  return ends.length > 0 ? new Date(Math.min(...ends)) : null;
}

/** An impossible time of one play must not decide for the page. */
const isPossible = (end: Date): boolean => end.getTime() >= EARLIEST_PLAY_END && end <= LATEST_INSTANT;

const toListener = ({ userId, page, oldest, state }: ListenerPlays): BatchListener => ({
  id: userId,
  page_is_full: page.isFull,
  page_oldest: oldest === undefined ? oldestOf(page) : oldest,
  ...(state ? { state } : {}),
});

/** An artist without an id is identified by name, ignoring case. */
const toArtist = (artist: ObservedTrack['artists'][number]) => ({
  spotify_id: artist.spotifyId,
  name_key: artist.spotifyId === null ? artist.name.toLowerCase() : null,
  name: artist.name,
});

const toAlbum = (album: NonNullable<ObservedTrack['album']>) => ({
  spotify_id: album.spotifyId,
  name: album.name,
  image_url: album.imageUrl,
  release_date: album.releaseDate,
});

const toTrackArtists = (track: ObservedTrack) =>
  track.artists.map((artist, position) => {
    const { spotify_id, name_key } = toArtist(artist);
    return { track: track.spotifyId, position, spotify_id, name_key };
  });

const toTrack = (track: ObservedTrack) => ({
  spotify_id: track.spotifyId,
  name: track.name,
  duration_ms: track.durationMs,
  album: track.album?.spotifyId ?? null,
  isrc: track.isrc,
  explicit: track.explicit,
});

const toPlay = (userId: number, play: ObservedPlay): BatchPlay => ({
  user_id: userId,
  played_at: play.playedAt,
  track: play.track.spotifyId,
  ms_played: null,
  context: play.context?.uri ?? null,
  source: 'poll',
  skipped: null,
});

/** A longer payload is stored cut, with its size and hash: Spotify's own items have up to 10 kB. */
const PAYLOAD_CHARACTERS = 64 * 1024;

/** The same unreadable item is listed every hour until it leaves the last 50: its hash makes sure it is stored once. */
const toRejectedItem = (userId: number, { reason, payload, playedAt }: RejectedItem) => ({
  user_id: userId,
  reason,
  // PostgreSQL can hold neither U+0000 nor half of a surrogate pair; in JSON text both are escapes.
  payload: payload.slice(0, PAYLOAD_CHARACTERS).replaceAll('\u0000', '').toWellFormed(),
  payload_bytes: Buffer.byteLength(payload),
  payload_hash: createHash('sha256').update(payload).digest('hex'),
  played_at: playedAt,
});

function uniqueBy<T>(items: readonly T[], key: (item: T) => string): T[] {
  return [...new Map(items.map((item) => [key(item), item])).values()];
}
