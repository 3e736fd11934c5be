import { z } from 'zod';
import type { Database } from '@/lib/db/client';
import { queryColumn, queryOne } from '@/lib/db/query';
import { linkedArtists } from '@/repositories/catalogue/artists-of-track';

const named = z.object({ id: z.int(), name: z.string() });

const playRow = z.object({
  track: named,
  album: named.nullable(),
  artists: z.array(named),
  context: z.object({ type: z.string(), uri: z.string() }).nullable(),
  isLeftOut: z.boolean(),
});

/** What a play is of, and what it was started from. */
export type PlayFacts = z.output<typeof playRow>;

/** Null when the listener has no such play. */
export async function findPlayFacts(
  db: Database,
  userId: number,
  { playedAt, trackId }: { playedAt: Date; trackId: number },
): Promise<PlayFacts | null> {
  return queryOne(db, playRow)`
    SELECT jsonb_build_object('id', t.id, 'name', t.name) AS track,
      CASE WHEN al.id IS NOT NULL THEN jsonb_build_object('id', al.id, 'name', al.name) END AS album,
      ${linkedArtists} AS artists,
      CASE WHEN c.id IS NOT NULL THEN jsonb_build_object('type', c.type, 'uri', c.uri) END AS context,
      e.listened_ms IS NULL AS "isLeftOut"
    FROM play_events e JOIN tracks t ON t.id = e.track_id LEFT JOIN albums al ON al.id = t.album_id
    LEFT JOIN play_contexts c ON c.id = e.context_id
    WHERE e.user_id = ${userId} AND e.played_at = ${playedAt} AND e.track_id = ${trackId}`;
}

/** The keys of the exclusions that mean a play: each is tried alone. */
export async function findExclusionsOfPlay(
  db: Database,
  userId: number,
  { playedAt, trackId }: { playedAt: Date; trackId: number },
): Promise<number[]> {
  return queryColumn(db, z.int())`
    SELECT x.id FROM exclusions x
    JOIN play_events e ON e.user_id = x.user_id AND e.played_at = ${playedAt} AND e.track_id = ${trackId}
    WHERE x.user_id = ${userId} AND EXISTS (SELECT FROM left_out_plays(
      ARRAY[e.user_id], ARRAY[e.track_id], ARRAY[e.context_id], ARRAY[e.played_at], x.id))
    ORDER BY x.id`;
}

/** The exclusion of an artist, an album, or a track: of whichever release of its recording. */
export async function findExclusionOf(
  db: Database,
  userId: number,
  { kind, id }: { kind: 'artist' | 'album' | 'track'; id: number },
): Promise<number | null> {
  const [exclusion = null] = await queryColumn(db, z.int())`
    SELECT id FROM exclusions WHERE user_id = ${userId} AND kind = ${kind}::exclusion_kind
      AND (artist_id = ${id} OR album_id = ${id}
        OR recording_of(${userId}::int, track_id) = recording_of(${userId}::int, ${id}::int))
    ORDER BY id LIMIT 1`;
  return exclusion;
}
