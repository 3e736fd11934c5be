import type { Database } from '@/lib/db/client';
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
  const rows = await db.$queryRaw<{ spotify_id: string }[]>`
    UPDATE artists SET details_asked_at = ${now}
    WHERE id IN (
      SELECT id FROM artists
      WHERE spotify_id IS NOT NULL
        AND (details_fetched_at IS NULL OR details_fetched_at < ${staleBefore})
        AND (details_asked_at IS NULL OR details_asked_at < ${askedBefore})
      ORDER BY details_asked_at NULLS FIRST, id LIMIT ${limit}
      FOR UPDATE SKIP LOCKED)
    RETURNING spotify_id`;
  return rows.map((row) => row.spotify_id);
}

/** Releases artists that were claimed but not requested, e.g. because of a rate-limit pause. */
export async function releaseArtists(db: Database, spotifyIds: readonly string[]): Promise<void> {
  await db.artist.updateMany({
    where: { spotifyId: { in: [...spotifyIds] } },
    data: { detailsAskedAt: null },
  });
}

export interface ArtistUpdate {
  spotifyId: string;
  imageUrl: string | null;
  /** When missing or empty, the stored genres stay: Spotify may omit them. */
  genres?: string[];
}

/** One statement for all; a missing image or missing genres never erase stored ones. */
export async function saveArtistDetails(
  db: Database,
  artists: readonly ArtistUpdate[],
  now: Date,
): Promise<void> {
  if (artists.length === 0) return;
  const rows = JSON.stringify(
    artists.map((a) => ({ id: a.spotifyId, image: a.imageUrl, genres: a.genres?.length ? a.genres : null })),
  );
  await db.$executeRaw`
    UPDATE artists a SET
      image_url = coalesce(x.image, a.image_url),
      genres = coalesce(x.genres, a.genres),
      genres_source = CASE WHEN x.genres IS NULL THEN a.genres_source ELSE 'spotify' END,
      details_fetched_at = ${now}
    FROM jsonb_to_recordset(${rows}::jsonb) AS x(id text, image text, genres text[])
    WHERE a.spotify_id = x.id`;
}
