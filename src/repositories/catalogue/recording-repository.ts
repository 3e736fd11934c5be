import { z } from 'zod';
import type { Database } from '@/lib/db/client';
import { queryColumn, queryValue } from '@/lib/db/query';

/** The highest key of a track; 0 when there is none. */
export async function findLastTrackId(db: Database): Promise<number> {
  return queryValue(db, z.int())`SELECT coalesce(max(id), 0)::int AS id FROM tracks`;
}

/** The tracks with keys from `first` to `last` whose recording is not the one that they belong to. */
export async function findStrayTracks(
  db: Database,
  { first, last }: { first: number; last: number },
): Promise<number[]> {
  return queryColumn(db, z.int())`
    SELECT id FROM stray_tracks(${first}::int, ${last}::int) AS id`;
}

/**
 * Moves tracks to the recordings that they belong to, in a transaction of its own; listeners' rollups follow with `settleListener`. Returns
 * how many tracks got another recording. Throws when a lock is taken: then nothing has changed.
 */
export async function joinRecordings(db: Database, trackIds: readonly number[]): Promise<number> {
  return queryValue(db, z.int())`SELECT join_recordings(${[...trackIds]}::int[]) AS moved`;
}
