import type { Database } from '@/lib/db/client';

/** Closes the open gaps that lie within a period that this import covers, or an earlier one; returns how many. */
export async function closeCoveredGaps(
  db: Database,
  userId: number,
  importId: number,
  now: Date,
): Promise<number> {
  return db.$executeRaw`
    UPDATE archive_gaps g SET missed_at_most = 0, closed_at = ${now}, closed_by = 'import'
    WHERE g.user_id = ${userId} AND g.closed_at IS NULL AND EXISTS (
      SELECT 1 FROM import_jobs j
      CROSS JOIN jsonb_to_recordset(j.covers->'spans') AS s("from" timestamptz, "to" timestamptz)
      WHERE j.user_id = g.user_id AND (j.status = 'succeeded' OR j.id = ${importId})
        AND s."from" <= g.from_at + interval '1 minute' AND s."to" >= g.to_at - interval '1 minute')`;
}

/** Adds gaps from another archive; existing ones stay unchanged. */
export async function addGaps(
  db: Database,
  userId: number,
  gaps: readonly {
    from: string;
    to: string;
    missedAtMost: number;
    openedAt: string;
    closedAt: string | null;
    closedBy: 'late_arrivals' | 'import' | null;
  }[],
): Promise<void> {
  await db.archiveGap.createMany({ data: gaps.map((gap) => ({ ...gap, userId })), skipDuplicates: true });
}

/**
 * The embedded database has no autovacuum. Without fresh statistics it takes the wrong index for claims, and reads all that
 * a listener has for each row of a file.
 */
export async function analyzeImported(db: Database): Promise<void> {
  await db.$executeRaw`ANALYZE artists, albums, tracks, track_artists, play_events, user_track_stats,
    user_recording_stats, user_artist_stats, user_album_stats, user_day_stats`;
}
