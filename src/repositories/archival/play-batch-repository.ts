import { z } from 'zod';
import { withSearchName } from '@/lib/catalogue/search-name';
import type { Database } from '@/lib/db/client';
import { queryValue } from '@/lib/db/query';
import type { PlaySource } from '@/lib/history/play-source';
import type { FailureType } from '@/lib/shared/archival/breaker-events';
import type { RejectedReason } from '@/lib/shared/archival/rejected-items';
import { type Transition, transitionRow } from './breaker-event-repository';

/** Everything that one call writes. The shapes are those that the SQL function `write_batch` unpacks. */
export interface PlayBatch {
  now: Date;
  source: 'poll' | 'import';
  listeners: BatchListener[];
  artists: { spotify_id: string | null; name_key: string | null; name: string }[];
  albums: BatchAlbum[];
  tracks: BatchTrack[];
  track_artists: { track: string; position: number; spotify_id: string | null; name_key: string | null }[];
  contexts: { type: string; uri: string }[];
  plays: BatchPlay[];
  replaced: ReplacedPlay[];
  /** Removed plays of which more is reported now. They stay removed. */
  removed: BatchRemovedPlay[];
  rejected: BatchRejectedItem[];
  /** The scheduled run whose counters this batch adds to. */
  run: BatchRun | null;
}

interface BatchAlbum {
  spotify_id: string;
  name: string;
  image_url: string | null;
  release_date: string | null;
  total_tracks: number | null;
}

/** A track as Spotify describes it. */
export interface BatchTrack {
  spotify_id: string;
  name: string;
  duration_ms: number | null;
  album: string | null;
  isrc: string | null;
  explicit: boolean | null;
  /** `track_artists` does not have all of its artists. */
  lacks_artists: boolean;
  disc_number: number | null;
  track_number: number | null;
  title_key: string;
  artists_key: string;
  /** Of everything that the answer says about the track. */
  answer_hash: string;
}

export interface BatchPlay {
  user_id: number;
  /** End of the play, UTC. */
  played_at: Date;
  /** Spotify's id of the track; null for a claim without one: then `track_id` names it. */
  track: string | null;
  track_id: number | null;
  /** The track of the play that this one replaces; without it the play is new, or all around it are matched already. */
  was_track_id?: number | undefined;
  ms_played: number | null;
  /** The URI of the playlist, album or artist page. */
  context: string | null;
  /** All that reported the play, in the order of the type. */
  sources: PlaySource[];
  /** The first origin of the play that this one replaces; null for a new play. */
  first_origin: number | null;
  skipped: boolean | null;
  reason_start: string | null;
  reason_end: string | null;
  /** When the play ended by each source, where several report it. */
  reports: { source: PlaySource; ended_at: Date }[];
}

/** A stored play that one of the batch replaces, because both are one, and the track of that, as a `BatchPlay` names it. */
interface ReplacedPlay {
  user_id: number;
  played_at: Date;
  track_id: number;
  became: string | null;
  became_id: number | null;
}

/** What is reported of a removed play now, and the key that it had so far. */
interface BatchRemovedPlay extends BatchPlay {
  was_played_at: Date;
  was_track_id: number;
}

interface BatchRejectedItem {
  user_id: number;
  reason: RejectedReason;
  /** JSON text, cut where it is very long. */
  payload: string;
  /** Of the whole text, as is the hash. */
  payload_bytes: number;
  payload_hash: string;
  played_at: Date | null;
}

export interface BatchListener {
  id: number;
  page_is_full: boolean;
  /** How far back the page reaches; null when it held nothing dated. */
  page_oldest: Date | null;
  /** How many stored and removed plays, of those that ended in these spans, the listener's were compared with; absent for an import, which locks. */
  compared_spans?: readonly { from: Date; to: Date }[];
  compared_plays?: number;
  compared_removed?: number;
  /** The newest origin of all of them, and the sum of their tracks: they show that one was replaced by another. */
  compared_origin?: number;
  compared_tracks?: number;
  /** The connection's state after the poll; absent for an import. */
  state?: PollState;
}

export interface PollState {
  /** State observed with older tokens than the stored ones is not written. */
  token_version: number;
  /** Null when Spotify gave no answer. */
  polled_at: Date | null;
  is_active: boolean;
  disconnected_reason: string | null;
  /** Failures since the last success, of every type; those of type UNKNOWN are the rest. */
  consecutive_failures: number;
  auth_failures: number;
  network_failures: number;
  last_failure_type: FailureType | null;
  last_failed_at: Date | null;
  circuit_open_until: Date | null;
  circuit_opened_count: number;
  /** A stable code for what led here; noted where the state of the connection changes. */
  reason: string;
}

export interface BatchRun {
  scheduled_for: Date;
  successful: number;
  skipped: number;
  failed: number;
  rejected: number;
  empty_answers: number;
}

const answerSchema = z.union([
  z.object({ changed: z.array(z.int()) }),
  z.object({
    new_plays: z.array(z.object({ user_id: z.int(), plays: z.int() })),
    gaps_opened: z.int(),
    transitions: z.array(transitionRow),
    artists_due: z.boolean(),
    has_news: z.boolean(),
    has_stale_rollups: z.boolean(),
  }),
]);

export interface WrittenBatch {
  /** Only listeners with new plays. */
  newPlays: Map<number, number>;
  gapsOpened: number;
  /** Changes of the listeners' connections. */
  transitions: Transition[];
  /** True when an artist of the batch has no details yet, or stale ones. */
  artistsDue: boolean;
  /** True when Spotify says something new about a track of the batch. */
  hasNews: boolean;
  /** True when somebody's rollups have to follow the catalogue. */
  hasStaleRollups: boolean;
}

/**
 * Writes a batch of any size in one statement and one transaction: catalogue, plays, rollups, gaps, rejected items,
 * listener state and the run's counters. Idempotent: rows that exist are left unchanged. Null when another write changed
 * the plays of a listener since they were compared: then nothing is written.
 */
export async function writePlayBatch(db: Database, batch: PlayBatch): Promise<WrittenBatch | null> {
  const flat = {
    ...batch,
    artists: batch.artists.map(withSearchName),
    albums: batch.albums.map(withSearchName),
    tracks: batch.tracks.map(withSearchName),
    // jsonb_to_record rejects a JSON null; an empty record means no run.
    run: batch.run ?? {},
    listeners: batch.listeners.map(({ state, ...listener }) => ({ ...listener, ...state })),
  };
  const answer = await queryValue(db, answerSchema)`SELECT write_batch(${JSON.stringify(flat)}::jsonb)`;
  if ('changed' in answer) return null;
  return {
    newPlays: new Map(answer.new_plays.filter((n) => n.plays > 0).map((n) => [n.user_id, n.plays])),
    gapsOpened: answer.gaps_opened,
    transitions: answer.transitions,
    artistsDue: answer.artists_due,
    hasNews: answer.has_news,
    hasStaleRollups: answer.has_stale_rollups,
  };
}
