import { isDatabaseUnavailable } from '@/lib/db/database-unavailable';
import type { Deps } from '@/lib/deps';
import {
  findStaleListeners,
  forgetMatched,
  putLast,
  settleListener,
} from '@/repositories/catalogue/stale-rollup-repository';
import { rematchPlays } from '@/services/history/rematch-plays';

/** Listeners at one time: the next batch settles further ones. */
const LISTENERS = 50;

/**
 * Lets plays and rollups follow what has changed in the catalogue, listener by listener, so that nobody waits for more than
 * their own. A listener who cannot be settled is tried again with the next batch. Throws when the database is down.
 */
export async function settleRollups(deps: Pick<Deps, 'db' | 'clock' | 'logger'>): Promise<void> {
  for (const userId of await findStaleListeners(deps.db, LISTENERS)) {
    try {
      const tracks = await settleListener(deps.db, userId);
      if (tracks.length === 0) continue;
      await rematchPlays(deps.db, { userId, now: deps.clock.now() }, tracks);
      await forgetMatched(deps.db, userId, tracks);
    } catch (error) {
      if (isDatabaseUnavailable(error)) throw error;
      await putLast(deps.db, userId);
      deps.logger.warn(
        { err: error, userId },
        'rollups not updated after a change of the catalogue, retrying with the next batch',
      );
    }
  }
}
