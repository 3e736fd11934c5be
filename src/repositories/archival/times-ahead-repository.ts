import { z } from 'zod';
import type { Database } from '@/lib/db/client';
import { queryValue } from '@/lib/db/query';

/**
 * Where runs of times after `limit` are on record, the clock was ahead and is set back: deletes those runs, and ends now what
 * was to last from then on: rate-limit pauses, open breakers, requests, uploads, delays. Returns how many runs there were.
 */
export function endTimesAhead(db: Database, now: Date, limit: Date): Promise<number> {
  return queryValue(db, z.int())`
    WITH ahead AS (
      DELETE FROM archive_runs WHERE scheduled_for > ${limit} RETURNING 1
    ), pauses AS (
      DELETE FROM spotify_pauses WHERE EXISTS (SELECT FROM ahead)
    ), breakers AS (
      UPDATE users SET circuit_open_until = ${now}
      WHERE circuit_open_until > ${now} AND last_failed_at > ${now} AND EXISTS (SELECT FROM ahead)
    ), requests AS (
      UPDATE archive_requests SET deadline_at = ${now}
      WHERE finished_at IS NULL AND requested_at > ${now} AND EXISTS (SELECT FROM ahead)
    ), uploads AS (
      UPDATE import_jobs SET deadline_at = ${now}
      WHERE status = 'reading' AND created_at > ${now} AND EXISTS (SELECT FROM ahead)
    ), messages AS (
      UPDATE queue_outbox SET due_at = ${now} WHERE created_at > ${now} AND EXISTS (SELECT FROM ahead)
    )
    SELECT count(*)::int FROM ahead`;
}
