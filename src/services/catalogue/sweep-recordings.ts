import { isDatabaseUnavailable } from '@/lib/db/database-unavailable';
import type { Deps } from '@/lib/deps';
import { noteNamedClaims } from '@/repositories/catalogue/claim-repository';
import { findStrayTracks, joinRecordings } from '@/repositories/catalogue/recording-repository';
import { settleRollups } from './settle-rollups';

/** Tracks of one transaction: who writes plays of one of them waits for it. */
const TOGETHER = 50;

/**
 * Puts all tracks with the recordings that they belong to, e.g. two that batches added at the same moment, and lets rollups
 * follow. What is locked by others is left to the next sweep. Throws when the database is down.
 */
export async function sweepRecordings(deps: Pick<Deps, 'db' | 'clock' | 'logger'>): Promise<void> {
  await noteNamedClaims(deps.db, null);
  const strays = await findStrayTracks(deps.db);
  let moved = 0;
  for (let from = 0; from < strays.length; from += TOGETHER)
    moved += await join(deps, strays.slice(from, from + TOGETHER));
  if (strays.length > 0) deps.logger.info({ strays: strays.length, moved }, 'recordings swept');
  await settleRollups(deps);
}

async function join(deps: Pick<Deps, 'db' | 'clock' | 'logger'>, trackIds: number[]): Promise<number> {
  try {
    return await joinRecordings(deps.db, trackIds);
  } catch (error) {
    if (isDatabaseUnavailable(error)) throw error;
    deps.logger.warn({ err: error, tracks: trackIds.length }, 'tracks not joined, retrying tomorrow');
    return 0;
  }
}
