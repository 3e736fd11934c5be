import { z } from 'zod';
import type { TrackFacts } from '@/lib/catalogue/same-recording';
import { withSearchName } from '@/lib/catalogue/search-name';
import { trackFacts } from '@/lib/catalogue/track-facts';
import type { Database } from '@/lib/db/client';
import { query, queryColumn, queryValue } from '@/lib/db/query';
import { artistArrays } from './artists-of-track';

/** An artist or album by Spotify's id, or, where a file has none, by the key of its name. */
interface Named {
  spotify_id: string | null;
  name_key: string | null;
  name: string;
}

/** What a file says of music. The shapes are those that the SQL function `add_claims` unpacks. */
export interface Claims {
  artists: Named[];
  albums: (Named & { image_url: string | null; release_date: string | null })[];
  tracks: (Named & {
    title_key: string;
    artists_key: string;
    duration_ms: number | null;
    isrc: string | null;
    explicit: boolean;
    album_id: string | null;
    album_key: string | null;
  })[];
  track_artists: {
    track_id: string | null;
    track_key: string | null;
    position: number;
    artist_id: string | null;
    artist_key: string | null;
  }[];
}

/**
 * Adds what a file says of tracks that Spotify has not named as claims of its listener. Call it in the transaction that
 * writes the plays and locks the listener's row. Returns whether known claims got something that they lacked: then settle the
 * listener once the plays are written.
 */
export async function addClaims(db: Database, userId: number, claims: Claims): Promise<boolean> {
  const rows = {
    ...claims,
    artists: claims.artists.map(withSearchName),
    albums: claims.albums.map(withSearchName),
    tracks: claims.tracks.map(withSearchName),
  };
  return queryValue(
    db,
    z.boolean(),
  )`SELECT add_claims(${userId}::int, ${JSON.stringify(rows)}::jsonb) AS completed`;
}

const namedTrack = z.object({ asked: z.int(), trackId: z.int().nullable() });

/**
 * The tracks that rows without an id mean, for this listener: Spotify's track of this title and artist when all of that
 * name are one recording, else the listener's own claim; null for a track that is in neither.
 */
export async function findTracksByName(
  db: Database,
  userId: number,
  names: readonly { title_key: string; artist_name: string; name_key: string }[],
): Promise<(number | null)[]> {
  const rows = await query(db, namedTrack)`
    SELECT n.asked::int AS asked, coalesce(
        (SELECT min(t.id) FROM tracks t JOIN track_artists ta ON ta.track_id = t.id JOIN artists a ON a.id = ta.artist_id
         WHERE t.title_key = n.what->>'title_key' AND t.title_key <> '' AND t.claimed_by IS NULL
           AND a.search_name = n.what->>'artist_name' HAVING count(DISTINCT t.recording_id) = 1),
        (SELECT t.id FROM tracks t WHERE t.claimed_by = ${userId} AND t.name_key = n.what->>'name_key')) AS "trackId"
    FROM jsonb_array_elements(${JSON.stringify(names)}::jsonb) WITH ORDINALITY AS n(what, asked)`;
  const found = new Map(rows.map(({ asked, trackId }) => [asked, trackId]));
  return names.map((_, index) => found.get(index + 1) ?? null);
}

const trackRow = z.object({
  trackId: z.int(),
  spotifyId: z.string().nullable(),
  title: z.string(),
  artists: z.array(z.string()),
  artistIds: z.array(z.string().nullable()),
  isrc: z.string().nullable(),
  durationMs: z.int().nullable(),
  isClaim: z.boolean(),
});

/** A track and what is known of it. */
export interface FoundTrack {
  trackId: number;
  facts: TrackFacts;
}

/** The tracks of Spotify's ids (the listener's claims where Spotify has not named them) and of keys, with what is known of them. */
export async function findTrackFacts(
  db: Database,
  userId: number,
  { ids, keys }: { ids: readonly string[]; keys: readonly number[] },
): Promise<{ byId: Map<string, FoundTrack>; byKey: Map<number, FoundTrack> }> {
  const rows = await query(db, trackRow)`
    SELECT t.id AS "trackId", t.spotify_id AS "spotifyId", t.name AS title, t.isrc, t.duration_ms AS "durationMs",
      t.claimed_by IS NOT NULL AS "isClaim", coalesce(a.names, '{}') AS artists, coalesce(a.ids, '{}') AS "artistIds"
    FROM tracks t
    LEFT JOIN LATERAL (${artistArrays}) a ON true
    WHERE (t.claimed_by IS NULL OR t.claimed_by = ${userId})
      AND (t.spotify_id = ANY (${[...new Set(ids)]}::text[]) OR t.id = ANY (${[...new Set(keys)]}::int[]))
    ORDER BY t.name = '', t.claimed_by NULLS FIRST`;
  const byId = new Map<string, FoundTrack>();
  const byKey = new Map<number, FoundTrack>();
  for (const { trackId, ...track } of rows) {
    const facts = trackFacts(track);
    byKey.set(trackId, { trackId, facts });
    if (track.spotifyId !== null && !byId.has(track.spotifyId)) byId.set(track.spotifyId, { trackId, facts });
  }
  return { byId, byKey };
}

/** Deletes claims that no play of the listener refers to. Call it while the listener's row is locked. */
export async function deleteEmptyClaims(db: Database, userId: number): Promise<void> {
  await query(db, z.unknown())`SELECT delete_empty_claims(${userId}::int)::text`;
}

/** Listeners of whom files have named music that Spotify has not. */
export async function findClaimants(db: Database): Promise<number[]> {
  return queryColumn(db, z.int())`
    SELECT u.id FROM users u WHERE EXISTS (SELECT FROM tracks t WHERE t.claimed_by = u.id) ORDER BY u.id`;
}

/**
 * Notes a listener with claims that Spotify has named, so that they are merged: a poll and an import of the same moment miss
 * each other. Linear in the listener's claims.
 */
export async function noteNamedClaims(db: Database, userId: number): Promise<void> {
  await db.$executeRaw`
    INSERT INTO stale_rollups (user_id, artist_ids)
    SELECT u.id, '{}'::int[] FROM users u
    WHERE u.id = ${userId}::int AND (EXISTS (SELECT FROM claims_named(u.id)) OR EXISTS (SELECT FROM artists_named(u.id))
      OR EXISTS (SELECT FROM albums_named(u.id)))
    FOR KEY SHARE OF u`;
}
