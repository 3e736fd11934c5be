import type { Database } from '@/lib/db/client';
import type { OwnGap } from '@/lib/import/own-export';

/** Closes the open gaps that lie within a period that this import covers, or an earlier one; returns how many. */
export async function closeCoveredGaps(
  db: Database,
  userId: number,
  importId: number,
  now: Date,
): Promise<number> {
  // In one pass over periods and gaps, of which a file may have thousands: how far do those periods reach that began by then?
  return db.$executeRaw`
    WITH known AS (
      SELECT NULL::int AS gap, s."from" AS at, s."to" AS until FROM import_jobs j
      CROSS JOIN jsonb_to_recordset(j.covers->'spans') AS s("from" timestamptz, "to" timestamptz)
      WHERE j.user_id = ${userId} AND (j.status = 'succeeded' OR j.id = ${importId})
      UNION ALL SELECT id, from_at + interval '1 minute', NULL FROM archive_gaps
      WHERE user_id = ${userId} AND closed_at IS NULL
    ), reached AS (SELECT gap, max(until) OVER (ORDER BY at) AS until FROM known)
    UPDATE archive_gaps g SET missed_at_most = 0, closed_at = ${now}, closed_by = 'import'
    FROM reached r WHERE g.id = r.gap AND r.until >= g.to_at - interval '1 minute'`;
}

/** Of a listener: one a day for 13 years. */
const MOST_GAPS = 5_000;

/**
 * Adds gaps from another archive, each without the time that another gap has: with each new play the plays in all open
 * gaps are counted. What is too short for a play is left out. Existing ones stay unchanged.
 */
export async function addGaps(db: Database, userId: number, gaps: readonly OwnGap[]): Promise<void> {
  await db.$executeRaw`
    WITH reported AS (
      SELECT *, greatest("from", max("to") OVER (PARTITION BY "closedAt" IS NULL ORDER BY "from", "to"
        ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)) AS begins
      FROM jsonb_to_recordset(${JSON.stringify(gaps)}::jsonb) AS f("from" timestamptz, "to" timestamptz,
        "missedAtMost" int, "openedAt" timestamptz, "closedAt" timestamptz, "closedBy" gap_closure)
    ), known AS MATERIALIZED (
      SELECT count(*) AS gaps, coalesce(range_agg(tstzrange(from_at, to_at)) FILTER (WHERE closed_at IS NULL), '{}') AS open
      FROM archive_gaps WHERE user_id = ${userId}
    )
    INSERT INTO archive_gaps (user_id, from_at, to_at, missed_at_most, opened_at, closed_at, closed_by)
    SELECT ${userId}, lower(rest), upper(rest), least("missedAtMost", plays_that_fit(lower(rest), upper(rest))),
      "openedAt", "closedAt", "closedBy"
    FROM reported CROSS JOIN known CROSS JOIN LATERAL unnest(tstzmultirange(tstzrange(begins, "to")) - known.open) AS rest
    WHERE begins < "to" AND ("closedAt" IS NOT NULL OR plays_that_fit(lower(rest), upper(rest)) > 0)
    ORDER BY lower(rest) LIMIT (SELECT greatest(0, ${MOST_GAPS} - gaps) FROM known)
    ON CONFLICT DO NOTHING`;
}

/**
 * The embedded database has no autovacuum. Without fresh statistics it takes the wrong index for claims, and reads all that
 * a listener has for each row of a file.
 */
export async function analyzeImported(db: Database): Promise<void> {
  await db.$executeRaw`ANALYZE artists, albums, tracks, track_artists, play_events, user_track_stats,
    user_recording_stats, user_artist_stats, user_album_stats, user_day_stats`;
}
