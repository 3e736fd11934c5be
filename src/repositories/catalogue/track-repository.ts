import { z } from 'zod';
import type { Database } from '@/lib/db/client';
import { queryOnly } from '@/lib/db/query';
import type { PlayBatch } from '@/repositories/archival/play-batch-repository';

/**
 * Completes tracks that were first listed without details, and updates the figures of every listener who played them.
 * Call it after `writePlayBatch` with the same batch. Returns how many tracks were completed. Throws when a lock is taken:
 * then nothing has changed, and the next poll that lists the track completes it.
 */
export async function completeTracks(db: Database, batch: PlayBatch): Promise<number> {
  const { tracks, track_artists } = batch;
  return (
    await queryOnly(db, z.object({ completed: z.int() }))`
    SELECT complete_tracks(${JSON.stringify({ tracks, track_artists })}::jsonb) AS completed`
  ).completed;
}
