import { z } from 'zod';
import type { Database } from '@/lib/db/client';
import { queryOnly } from '@/lib/db/query';
import type { Entity } from '@/lib/shared/history/plays-filter';
import { isOfEntity } from './find-entity-plays';

const skipsRow = z.object({ skipped: z.int(), inFiles: z.int(), reportedPlays: z.int() });

/**
 * Of the plays of an entity that are in an imported file, how many were skipped: the file says so, or they were too short to count.
 * Polls do not list skips, so plays that only they report are left out. With how many of those that count have their time
 * from a file. Linear in the plays of the entity.
 */
export async function findSkips(
  db: Database,
  userId: number,
  entity: Entity,
): Promise<z.output<typeof skipsRow>> {
  return queryOnly(db, skipsRow)`
    SELECT count(*)::int AS "inFiles",
      count(*) FILTER (WHERE counts_as_play(p.ms_played, u.counts_from_ms))::int AS "reportedPlays",
      count(*) FILTER (WHERE n.skipped OR NOT counts_as_play(p.ms_played, u.counts_from_ms))::int AS skipped
    FROM (SELECT user_id, ms_played, ending_id FROM play_events
      WHERE user_id = ${userId} AND ms_played IS NOT NULL AND listened_ms IS NOT NULL AND ${isOfEntity(userId, entity)}) p
    JOIN users u ON u.id = p.user_id LEFT JOIN play_endings n ON n.id = p.ending_id`;
}
