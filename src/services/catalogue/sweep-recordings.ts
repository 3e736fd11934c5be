import { isDatabaseUnavailable } from '@/lib/db/database-unavailable';
import type { Deps } from '@/lib/deps';
import { findClaimants, noteNamedClaims } from '@/repositories/catalogue/claim-repository';
import {
  findLastTrackId,
  findStrayTracks,
  joinRecordings,
} from '@/repositories/catalogue/recording-repository';
import { settleRollups } from './settle-rollups';

/** Tracks that one statement looks at: however many there are, none takes long. */
const STEP = 2_000;
/** Tracks per transaction: whoever writes plays of one of them waits for it. */
const TOGETHER = 50;

/**
 * Puts all tracks with the recordings that they belong to, e.g. two that batches added at the same moment, and lets rollups
 * follow. What is locked by others is left to the next sweep. Throws when the database is down.
 */
export async function sweepRecordings(
  deps: Pick<Deps, 'db' | 'clock' | 'logger'>,
  step = STEP,
): Promise<void> {
  for (const userId of await findClaimants(deps.db)) await noteNamedClaims(deps.db, userId);
  const found = { strays: 0, moved: 0 };
  const end = await findLastTrackId(deps.db);
  for (let first = 1; first <= end; first += step) {
    const strays = await findStrayTracks(deps.db, { first, last: first + step - 1 });
    found.strays += strays.length;
    for (let from = 0; from < strays.length; from += TOGETHER)
      found.moved += await join(deps, strays.slice(from, from + TOGETHER));
  }
  if (found.strays > 0) deps.logger.info(found, 'recordings swept');
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
