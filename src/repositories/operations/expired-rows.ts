import { z } from 'zod';
import type { Database } from '@/lib/db/client';
import { queryValue } from '@/lib/db/query';

/** Each deletes some rows that are older than `before`, at most `limit`, and returns how many. */
export type DeleteExpired = (db: Database, before: Date, limit: number) => Promise<number>;

/** Requested syncs that have ended. The latest of each listener stays: pages show it. */
export const deleteOldRequests: DeleteExpired = (db, before, limit) => db.$executeRaw`
  DELETE FROM archive_requests WHERE id IN (
    SELECT r.id FROM archive_requests r
    WHERE r.finished_at < ${before}::timestamptz AND EXISTS (
      SELECT 1 FROM archive_requests later WHERE later.user_id = r.user_id
        AND (later.requested_at, later.id) > (r.requested_at, r.id))
    ORDER BY r.id LIMIT ${limit})`;

/** Scheduled runs. The newest stays: the next one counts from it what was missed. */
export const deleteOldRuns: DeleteExpired = (db, before, limit) => db.$executeRaw`
  DELETE FROM archive_runs WHERE scheduled_for IN (
    SELECT scheduled_for FROM archive_runs
    WHERE scheduled_for < ${before}::timestamptz AND scheduled_for < (SELECT max(scheduled_for) FROM archive_runs)
    ORDER BY scheduled_for LIMIT ${limit})`;

/** Changes of listeners' connections. */
export const deleteOldBreakerEvents: DeleteExpired = (db, before, limit) => db.$executeRaw`
  DELETE FROM breaker_events WHERE id IN (
    SELECT id FROM breaker_events WHERE at < ${before}::timestamptz ORDER BY at LIMIT ${limit})`;

/** Items of Spotify's answers that could not be read. */
export const deleteOldRejectedItems: DeleteExpired = (db, before, limit) => db.$executeRaw`
  DELETE FROM rejected_items WHERE id IN (
    SELECT id FROM rejected_items WHERE seen_at < ${before}::timestamptz ORDER BY id LIMIT ${limit})`;

/** The highest key of an origin; 0 when there is none. */
export async function findLastOriginId(db: Database): Promise<number> {
  return queryValue(db, z.int())`SELECT coalesce(max(id), 0)::int AS id FROM play_origins`;
}

/**
 * Deletes the origins from `first` to `last`, and older than `before`, that nothing traces back to: no play, no removed play,
 * and no origin that was joined from them. Rows that are locked are skipped. Returns how many. DISTINCT keeps what is compared
 * with small enough to be hashed, else each origin would be looked for among all plays.
 */
export const deleteUnusedOrigins = (
  db: Database,
  { first, last, before }: { first: number; last: number; before: Date },
): Promise<number> => db.$executeRaw`
  DELETE FROM play_origins WHERE id IN (
    SELECT o.id FROM play_origins o
    WHERE o.id BETWEEN ${first} AND ${last} AND o.created_at < ${before}::timestamptz
      AND o.id NOT IN (SELECT DISTINCT origin_id FROM play_events WHERE origin_id BETWEEN ${first} AND ${last})
      AND o.id NOT IN (SELECT DISTINCT origin_id FROM removed_plays WHERE origin_id BETWEEN ${first} AND ${last})
      AND NOT EXISTS (SELECT 1 FROM play_origins joined WHERE joined.first_id = o.id AND joined.first_id <> joined.id)
    FOR UPDATE SKIP LOCKED)`;
