import { z } from 'zod';
import { Prisma } from '@/generated/prisma/client';
import type { Database, RootDatabase } from '@/lib/db/client';
import { queryColumn } from '@/lib/db/query';
import { DAY } from '@/lib/shared/time';

const ASK_AGAIN_MS = 30 * DAY;

/**
 * Claims up to `limit` artists for whom Spotify has no genres, those never requested first, and marks them as requested
 * for 30 days, so that an artist without an answer never blocks the others. Returns their Spotify ids.
 */
export async function claimArtistsWithoutGenres(db: Database, limit: number, now: Date): Promise<string[]> {
  const askedBefore = new Date(now.getTime() - ASK_AGAIN_MS);
  return queryColumn(db, z.string())`
    UPDATE artists SET genres_asked_at = ${now}
    WHERE id IN (
      SELECT id FROM artists
      WHERE claimed_by IS NULL AND spotify_id IS NOT NULL AND genres = '{}' AND details_fetched_at IS NOT NULL
        AND (genres_asked_at IS NULL OR genres_asked_at < ${askedBefore})
      ORDER BY genres_asked_at NULLS FIRST, id LIMIT ${limit}
      FOR UPDATE SKIP LOCKED)
    RETURNING spotify_id`;
}

/** Whether `claimArtistsWithoutGenres` would find anybody. */
export async function hasArtistsWithoutGenres(db: Database, now: Date): Promise<boolean> {
  const askedBefore = new Date(now.getTime() - ASK_AGAIN_MS);
  const due = await db.artist.findFirst({
    where: {
      claimedBy: null,
      spotifyId: { not: null },
      genres: { isEmpty: true },
      detailsFetchedAt: { not: null },
      OR: [{ genresAskedAt: null }, { genresAskedAt: { lt: askedBefore } }],
    },
    select: { id: true },
  });
  return due !== null;
}

/** Releases artists that were claimed but not requested. */
export async function releaseArtistsWithoutGenres(
  db: Database,
  spotifyIds: readonly string[],
): Promise<void> {
  if (spotifyIds.length === 0) return;
  await db.artist.updateMany({
    where: { claimedBy: null, spotifyId: { in: [...spotifyIds] } },
    data: { genresAskedAt: null },
  });
}

/**
 * Stores genres from MusicBrainz; an artist who has genres by now keeps them. Returns how many were stored. One statement for
 * all whom no writer of plays holds, as in saveArtistDetails.
 */
export async function saveMusicbrainzGenres(
  db: RootDatabase,
  found: ReadonlyMap<string, readonly string[]>,
): Promise<number> {
  const rows = [...found].flatMap(([id, genres]) => (genres.length > 0 ? [{ id, genres }] : []));
  if (rows.length === 0) return 0;
  const saved = new Set(await saveGenres(db, rows, Prisma.sql`SKIP LOCKED`));
  for (const row of rows) {
    if (saved.has(row.id)) continue;
    for (const id of await saveGenres(db, [row], Prisma.empty)) saved.add(id);
  }
  return saved.size;
}

/** Returns the Spotify ids of those that were stored. */
async function saveGenres(
  db: RootDatabase,
  rows: readonly { id: string; genres: readonly string[] }[],
  waiting: Prisma.Sql,
): Promise<string[]> {
  return queryColumn(db, z.string())`
    WITH held AS MATERIALIZED (
      SELECT a.id, x.genres FROM artists a
      JOIN jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS x(id text, genres text[]) ON x.id = a.spotify_id
      WHERE a.claimed_by IS NULL AND a.genres = '{}' ORDER BY a.id FOR UPDATE OF a ${waiting}
    )
    UPDATE artists a SET genres = h.genres, genres_source = 'musicbrainz' FROM held h WHERE a.id = h.id
    RETURNING a.spotify_id AS id`;
}
