import { z } from 'zod';
import type { Database } from '@/lib/db/client';
import { query, queryOnly } from '@/lib/db/query';
import { CONNECTION_STATES, type ConnectionState } from '@/lib/shared/archival/breaker-events';

const figuresRow = z.object({
  countedPlays: z.number(),
  openGaps: z.number(),
  missedPlaysAtMost: z.number(),
  /** Seconds since 1970 of the newest scheduled run, of a clock that was ahead none; null before the first. */
  lastTickAt: z.number().nullable(),
  polls: z.record(z.enum(['successful', 'failed', 'skipped']), z.number()),
  /** Plays that polls brought, as the runs and requested syncs that are kept have it. */
  newPlays: z.number(),
  importRows: z.record(z.enum(['added', 'known', 'enriched', 'refused']), z.number()),
  unfinishedImports: z.number(),
});

const stateRow = z.object({ state: z.enum(CONNECTION_STATES), count: z.number() });

/** What the database knows of the whole archive, of nobody in particular. */
export interface ArchiveFigures extends z.output<typeof figuresRow> {
  listeners: Record<ConnectionState, number>;
}

/** One statement; counts whole tables of which the largest has a row an hour or a gap. */
export async function readArchiveFigures(db: Database, now: Date): Promise<ArchiveFigures> {
  const figures = await queryOnly(db, figuresRow)`
    SELECT
      (SELECT coalesce(sum(plays), 0)::float8 FROM user_totals) AS "countedPlays",
      gaps.open AS "openGaps", gaps.missed AS "missedPlaysAtMost",
      runs.last_tick AS "lastTickAt", runs.polls,
      runs.new_plays + (SELECT coalesce(sum(new_plays), 0) FROM archive_requests) AS "newPlays",
      imports.rows AS "importRows", imports.unfinished AS "unfinishedImports"
    FROM (
      SELECT count(*)::float8 AS open, coalesce(sum(missed_at_most), 0)::float8 AS missed
      FROM archive_gaps WHERE closed_at IS NULL) gaps,
    (SELECT extract(epoch FROM max(scheduled_for) FILTER (WHERE scheduled_for <= ${now}::timestamptz))::float8 AS last_tick,
        coalesce(sum(new_plays), 0)::float8 AS new_plays,
        jsonb_build_object('successful', coalesce(sum(successful), 0), 'failed', coalesce(sum(failed), 0),
          'skipped', coalesce(sum(skipped), 0)) AS polls
      FROM archive_runs) runs,
    (SELECT count(*) FILTER (WHERE finished_at IS NULL AND deadline_at > ${now}::timestamptz)::float8 AS unfinished,
        jsonb_build_object('added', coalesce(sum(added), 0), 'known', coalesce(sum(already_known + repeated), 0),
          'enriched', coalesce(sum(enriched), 0),
          'refused', coalesce(sum(rows_done - added - already_known - repeated - enriched), 0)) AS rows
      FROM import_jobs) imports`;
  const counted = await query(db, stateRow)`
    SELECT breaker_state_at(is_active, consecutive_failures, circuit_open_until, ${now}::timestamptz)::text AS state,
      count(*)::float8 AS count
    FROM users GROUP BY 1`;
  const listeners = { healthy: 0, degraded: 0, open: 0, half_open: 0, disconnected: 0 };
  for (const { state, count } of counted) listeners[state] = count;
  return { ...figures, listeners };
}
