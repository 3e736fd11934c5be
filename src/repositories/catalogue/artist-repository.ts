import { z } from 'zod';
import { Prisma } from '@/generated/prisma/client';
import { storedSearchName } from '@/lib/catalogue/search-name';
import type { Database, RootDatabase } from '@/lib/db/client';
import { queryColumn } from '@/lib/db/query';
import { DAY } from '@/lib/shared/time';

const STALE_MS = 30 * DAY;
const ASK_AGAIN_MS = DAY;

/**
 * Claims up to `limit` artists whose details are unknown or older than 30 days, those never requested first, and marks
 * them as requested, so that an artist that Spotify cannot answer never blocks the others.
 */
export async function claimArtists(db: Database, limit: number, now: Date): Promise<string[]> {
  const staleBefore = new Date(now.getTime() - STALE_MS);
  const askedBefore = new Date(now.getTime() - ASK_AGAIN_MS);
  return queryColumn(db, z.string())`
    UPDATE artists SET details_asked_at = ${now}
    WHERE id IN (
      SELECT id FROM artists
      WHERE claimed_by IS NULL AND spotify_id IS NOT NULL
        AND (details_fetched_at IS NULL OR details_fetched_at < ${staleBefore})
        AND (details_asked_at IS NULL OR details_asked_at < ${askedBefore})
      ORDER BY details_asked_at NULLS FIRST, id LIMIT ${limit}
      FOR UPDATE SKIP LOCKED)
    RETURNING spotify_id`;
}

/** How many artists were requested after `since`. */
export const countArtistsAsked = (db: Database, since: Date): Promise<number> =>
  db.artist.count({ where: { detailsAskedAt: { gt: since } } });

/** Releases artists that were claimed but not requested, e.g. because of a rate-limit pause. */
export async function releaseArtists(db: Database, spotifyIds: readonly string[]): Promise<void> {
  await db.artist.updateMany({
    where: { claimedBy: null, spotifyId: { in: [...spotifyIds] } },
    data: { detailsAskedAt: null },
  });
}

export interface ArtistUpdate {
  spotifyId: string;
  name: string;
  imageUrl: string | null;
  /** When missing or empty, the stored genres stay: Spotify may omit them. */
  genres?: string[];
}

/** A missing name, image or missing genres never erase stored ones. One statement for all whom no writer of plays holds. */
export async function saveArtistDetails(
  db: RootDatabase,
  artists: readonly ArtistUpdate[],
  now: Date,
): Promise<void> {
  if (artists.length === 0) return;
  const rows = artists.map(
    ({ spotifyId, name, imageUrl, genres }): DetailsRow => ({
      id: spotifyId,
      name,
      search_name: storedSearchName(name),
      image: imageUrl,
      genres: genres?.length ? genres : null,
    }),
  );
  const saved = new Set(await saveDetails(db, rows, now, SKIPPING_HELD));
  // One at a time: waiting for one artist while holding others can deadlock with writers of plays.
  for (const row of rows) if (!saved.has(row.id)) await saveDetails(db, [row], now, Prisma.empty);
}

interface DetailsRow {
  id: string;
  name: string;
  search_name: string;
  image: string | null;
  genres: string[] | null;
}

const SKIPPING_HELD = Prisma.sql`SKIP LOCKED`;

/** Returns the Spotify ids of those that were saved. Writers of plays hold the artists whose genres they count: note_changed_artists. */
async function saveDetails(
  db: RootDatabase,
  rows: readonly DetailsRow[],
  now: Date,
  waiting: Prisma.Sql,
): Promise<string[]> {
  return queryColumn(db, z.string())`
    WITH held AS MATERIALIZED (
      SELECT a.id AS artist, x.* FROM artists a
      JOIN jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
        AS x(id text, name text, search_name text, image text, genres text[]) ON x.id = a.spotify_id
      WHERE a.claimed_by IS NULL ORDER BY a.id FOR UPDATE OF a ${waiting}
    )
    UPDATE artists a SET
      name = coalesce(nullif(x.name, ''), a.name),
      search_name = coalesce(nullif(x.search_name, ''), a.search_name),
      image_url = coalesce(x.image, a.image_url),
      genres = coalesce(x.genres, a.genres),
      genres_source = CASE WHEN x.genres IS NULL THEN a.genres_source ELSE 'spotify' END,
      details_fetched_at = ${now}
    FROM held x WHERE a.id = x.artist
    RETURNING a.spotify_id AS id`;
}
