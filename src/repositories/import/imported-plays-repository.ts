import { z } from 'zod';
import type { Database } from '@/lib/db/client';
import { query, queryOne } from '@/lib/db/query';

const knownRow = z.tuple([
  z.number(),
  z.int(),
  z.string(),
  z.string(),
  z.array(z.string()),
  z.int().nullable(),
  z.enum(['poll', 'import']),
]);

/** The listener's plays that ended in [from, to], with the fields that rows of a file are matched by; oldest first. */
export async function findPlaysAround(db: Database, userId: number, from: Date, to: Date) {
  const rows = await query(db, z.object({ text: z.string() }))`
    SELECT coalesce(json_agg(json_build_array((date_part('epoch', e.played_at) * 1000)::bigint, e.track_id, t.spotify_id,
        t.name, ARRAY(SELECT a.name FROM track_artists ta JOIN artists a ON a.id = ta.artist_id WHERE ta.track_id = t.id
                      ORDER BY ta.position), e.ms_played, o.source) ORDER BY e.played_at, e.track_id), '[]')::text AS text
    FROM play_events e JOIN tracks t ON t.id = e.track_id JOIN play_origins o ON o.id = e.origin_id
    WHERE e.user_id = ${userId} AND e.played_at BETWEEN ${from} AND ${to}`;
  const [row] = rows;
  return z
    .array(knownRow)
    .parse(JSON.parse(row?.text ?? '[]'))
    .map(([at, trackId, track, name, artists, msPlayed, source]) => ({
      ...{ at, trackId, track, name, artists, msPlayed, source },
    }));
}

/** What a file adds to a polled play. */
export interface Enrichment {
  played_at: Date;
  track_id: number;
  ms_played: number;
  skipped: boolean | null;
}

/**
 * Sets the listened time of polled plays and adds the difference to every rollup. Returns how many plays changed. The
 * caller locks the listener's row.
 */
export async function enrichPlays(
  db: Database,
  userId: number,
  plays: readonly Enrichment[],
): Promise<number> {
  if (plays.length === 0) return 0;
  return (
    (
      await queryOne(
        db,
        z.object({ plays: z.int() }),
      )`SELECT enrich_plays(${userId}::int, ${JSON.stringify(plays)}::jsonb) AS plays`
    )?.plays ?? 0
  );
}

/** Closes the open gaps that lie within one of the periods; returns how many. */
export async function closeCoveredGaps(
  db: Database,
  userId: number,
  spans: readonly { from: Date; to: Date }[],
  now: Date,
): Promise<number> {
  return db.$executeRaw`
    UPDATE archive_gaps g SET missed_at_most = 0, closed_at = ${now}, closed_by = 'import'
    WHERE g.user_id = ${userId} AND g.closed_at IS NULL AND EXISTS (
      SELECT 1 FROM jsonb_to_recordset(${JSON.stringify(spans)}::jsonb) AS s("from" timestamptz, "to" timestamptz)
      WHERE s."from" <= g.from_at + interval '1 minute' AND s."to" >= g.to_at - interval '1 minute')`;
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

/** The embedded database has no autovacuum; without fresh statistics its plans would be bad after many new rows. */
export async function analyzeAfterImport(db: Database): Promise<void> {
  await db.$executeRaw`ANALYZE artists, albums, tracks, track_artists, play_events, user_track_stats, user_artist_stats,
    user_album_stats, user_day_stats`;
}
