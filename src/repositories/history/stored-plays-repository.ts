import { z } from 'zod';
import type { Database } from '@/lib/db/client';
import { query, queryColumn } from '@/lib/db/query';
import { PLAY_SOURCES } from '@/lib/history/play-source';
import { artistArrays } from '@/repositories/catalogue/artists-of-track';

const source = z.enum(PLAY_SOURCES);

const music = z.object({
  name: z.string(),
  artists: z.array(z.string()),
  artistIds: z.array(z.string().nullable()),
  isrc: z.string().nullable(),
  durationMs: z.int().nullable(),
  isClaim: z.boolean(),
});

const storedPlay = z.object({
  userId: z.int(),
  playedAt: z.date(),
  trackId: z.int(),
  /** Null for a track that a file names without an id. */
  spotifyId: z.string().nullable(),
  answerHash: z.string().nullable(),
  sources: z.array(source),
  /** When each source says that it ended, where it says otherwise than `playedAt`. */
  reports: z.array(z.object({ source, ended_at: z.coerce.date() })),
  msPlayed: z.int().nullable(),
  /** When the archive first had it. */
  storedAt: z.date(),
  /** When its listener removed it: nothing brings it back. */
  removedAt: z.date().nullable(),
  originId: z.int(),
  firstOrigin: z.int(),
  skipped: z.boolean().nullable(),
  reasonStart: z.string().nullable(),
  reasonEnd: z.string().nullable(),
  context: z.object({ type: z.string(), uri: z.string() }).nullable(),
  /** Null for a play that only polls report, compared with polls: its end alone identifies it. */
  track: music.nullable(),
});

/** A stored play with all that reports of the same play are compared by, and what such a report may lack. */
export type StoredPlay = z.output<typeof storedPlay>;

export interface PlaysWanted {
  userId: number;
  /** Plays that ended in [from, to]. */
  from: Date;
  to: Date;
}

/**
 * The plays of listeners, removed ones among them, oldest first: one statement for a whole batch. `comparedWith` says what
 * kind of report they are compared with.
 */
export async function findStoredPlays(
  db: Database,
  wanted: readonly PlaysWanted[],
  comparedWith: 'poll' | 'file',
): Promise<StoredPlay[]> {
  if (wanted.length === 0) return [];
  return query(db, storedPlay)`
    SELECT p.user_id AS "userId", p.played_at AS "playedAt", p.track_id AS "trackId", t.spotify_id AS "spotifyId",
      t.answer_hash AS "answerHash", o.sources::text[] AS sources, p.ms_played AS "msPlayed",
      (SELECT f.created_at FROM play_origins f WHERE f.id = o.first_id) AS "storedAt", p.removed_at AS "removedAt",
      p.origin_id AS "originId", o.first_id AS "firstOrigin", n.skipped, nullif(n.reason_start, '') AS "reasonStart",
      nullif(n.reason_end, '') AS "reasonEnd",
      CASE WHEN c.id IS NOT NULL THEN jsonb_build_object('type', c.type, 'uri', c.uri) END AS context,
      CASE WHEN p.removed_at IS NOT NULL THEN p.reports WHEN o.sources = '{poll}' THEN '[]' ELSE (
        SELECT coalesce(jsonb_agg(jsonb_build_object('source', r.source, 'ended_at', r.ended_at)), '[]') FROM play_reports r
        WHERE r.user_id = p.user_id AND r.played_at = p.played_at AND r.track_id = p.track_id) END AS reports,
      CASE WHEN ${comparedWith === 'file'} OR o.sources <> '{poll}' THEN jsonb_build_object('name', t.name,
        'isrc', t.isrc, 'durationMs', t.duration_ms, 'isClaim', t.claimed_by IS NOT NULL,
        'artists', coalesce(a.names, '{}'), 'artistIds', coalesce(a.ids, '{}')) END AS track
    FROM jsonb_to_recordset(${JSON.stringify(wanted)}::jsonb) AS s("userId" int, "from" timestamptz, "to" timestamptz)
    CROSS JOIN LATERAL (
      SELECT user_id, played_at, track_id, origin_id, context_id, ms_played, ending_id, NULL::timestamptz AS removed_at,
        NULL::jsonb AS reports FROM play_events
      WHERE user_id = s."userId" AND played_at BETWEEN s."from" AND s."to"
      UNION ALL
      SELECT r.user_id, played_at, track_id, origin_id, context_id, ms_played, ending_id, m.removed_at, reports
      FROM removed_plays r JOIN play_removals m ON m.id = r.removal_id
      WHERE r.user_id = s."userId" AND played_at BETWEEN s."from" AND s."to"
    ) p
    JOIN tracks t ON t.id = p.track_id JOIN play_origins o ON o.id = p.origin_id
    LEFT JOIN play_endings n ON n.id = p.ending_id LEFT JOIN play_contexts c ON c.id = p.context_id
    LEFT JOIN LATERAL (${artistArrays} AND (${comparedWith === 'file'} OR o.sources <> '{poll}')) a ON true
    ORDER BY p.user_id, p.played_at, p.track_id`;
}

/** Those of the UTC days, as days since 1970, on which so many plays of the listener ended, removed ones among them. */
export async function findFullDays(
  db: Database,
  userId: number,
  days: readonly number[],
  most: number,
): Promise<Set<number>> {
  const full = await queryColumn(db, z.int())`
    SELECT d.day FROM unnest(${[...days]}::int[]) AS d(day)
    CROSS JOIN LATERAL (SELECT to_timestamp(d.day * 86400.0) AS "from", to_timestamp((d.day + 1) * 86400.0) AS "to") b
    WHERE ${most} <= (SELECT count(*) FROM (
      SELECT 1 FROM play_events WHERE user_id = ${userId} AND played_at >= b."from" AND played_at < b."to"
      UNION ALL
      SELECT 1 FROM removed_plays WHERE user_id = ${userId} AND played_at >= b."from" AND played_at < b."to"
      LIMIT ${most}) p)`;
  return new Set(full);
}
