import { z } from 'zod';
import { withSearchName } from '@/lib/catalogue/search-name';
import type { Database } from '@/lib/db/client';
import type { RejectedReason } from '@/lib/shared/archival/rejected-items';
import { type Transition, transitionRow } from './breaker-event-repository';

/** Everything that one call writes. The shapes are those that the SQL function `write_batch` unpacks. */
export interface PlayBatch {
  now: Date;
  source: 'poll' | 'import';
  listeners: BatchListener[];
  artists: { spotify_id: string | null; name_key: string | null; name: string }[];
  albums: { spotify_id: string; name: string; image_url: string | null; release_date: string | null }[];
  tracks: BatchTrack[];
  track_artists: { track: string; position: number; spotify_id: string | null; name_key: string | null }[];
  contexts: { type: string; uri: string }[];
  plays: BatchPlay[];
  rejected: BatchRejectedItem[];
  /** The scheduled run whose counters this batch adds to. */
  run: BatchRun | null;
}

interface BatchTrack {
  spotify_id: string;
  name: string;
  duration_ms: number | null;
  album: string | null;
  isrc: string | null;
  explicit: boolean;
}

export interface BatchPlay {
  user_id: number;
  /** End of the play, UTC. */
  played_at: Date;
  track: string;
  ms_played: number | null;
  context: string | null;
  source: 'poll' | 'import';
  skipped: boolean | null;
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
  last_failure_type: 'AUTH' | 'NETWORK' | 'UNKNOWN' | null;
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

const answerSchema = z.object({
  new_plays: z.array(z.object({ user_id: z.number(), plays: z.number() })),
  gaps_opened: z.number(),
  transitions: z.array(transitionRow),
  artists_due: z.boolean(),
  can_complete: z.boolean(),
});

export interface WrittenBatch {
  /** Only listeners with new plays. */
  newPlays: Map<number, number>;
  gapsOpened: number;
  /** Changes of the listeners' connections. */
  transitions: Transition[];
  /** True when an artist of the batch has no details yet, or stale ones. */
  artistsDue: boolean;
  /** True when the batch has the length, album or artists of a track that is stored without them. */
  canComplete: boolean;
}

/**
 * Writes a batch of any size in one statement and one transaction: catalogue, plays, rollups, gaps, rejected items,
 * listener state and the run's counters. Idempotent: rows that exist are left unchanged.
 */
export async function writePlayBatch(db: Database, batch: PlayBatch): Promise<WrittenBatch> {
  const flat = {
    ...batch,
    artists: batch.artists.map(withSearchName),
    albums: batch.albums.map(withSearchName),
    tracks: batch.tracks.map(withSearchName),
    // jsonb_to_record rejects a JSON null; an empty record means no run.
    run: batch.run ?? {},
    listeners: batch.listeners.map(({ state, ...listener }) => ({ ...listener, ...state })),
  };
  const rows = await db.$queryRaw<
    { answer: unknown }[]
  >`SELECT write_batch(${JSON.stringify(flat)}::jsonb) AS answer`;
  const { new_plays, gaps_opened, transitions, artists_due, can_complete } = answerSchema.parse(
    rows[0]?.answer,
  );
  return {
    newPlays: new Map(new_plays.map((n) => [n.user_id, n.plays])),
    gapsOpened: gaps_opened,
    transitions,
    artistsDue: artists_due,
    canComplete: can_complete,
  };
}
