import { z } from 'zod';
import type { Database } from '@/lib/db/client';
import { queryOnly } from '@/lib/db/query';
import type { PlayBatch } from '@/repositories/archival/play-batch-repository';

/**
 * Gives tracks what they were first listed without, and every listener who played them the figures that follow. To be
 * called after `writePlayBatch` with the same batch. Answers how many tracks it completed; throws when somebody holds
 * what it needs: then nothing has changed, and the next poll that lists the track completes it.
 */
export async function completeTracks(db: Database, batch: PlayBatch): Promise<number> {
  const { tracks, track_artists } = batch;
  return (
    await queryOnly(db, z.object({ completed: z.int() }))`
    SELECT complete_tracks(${JSON.stringify({ tracks, track_artists })}::jsonb) AS completed`
  ).completed;
}
