import type { Deps } from '@/lib/deps';
import { PAUSE_REASONS } from '@/lib/spotify/failure';
import type { Pause } from '@/lib/spotify/rate-limit-pause-gate';
import { findSpotifyPause, saveSpotifyPause } from '@/repositories/archival/spotify-pause-repository';

/**
 * The rate-limit pause of the application, whichever process received it: this process's own gate, or the shared row,
 * which then closes the gate here too.
 */
export async function pauseOfAnyProcess(deps: Pick<Deps, 'db' | 'spotify' | 'clock'>): Promise<Pause | null> {
  const own = deps.spotify.currentPause();
  if (own) return own;
  const shared = await findSpotifyPause(deps.db, deps.clock.now());
  if (!shared) return null;
  const reason = PAUSE_REASONS.find((known) => known === shared.reason) ?? 'rate_limited';
  deps.spotify.pauseUntil({ until: shared.until, reason });
  return deps.spotify.currentPause();
}

/**
 * Stores the rate-limit pause that this process received, if any, for the others to see. The process that stores it
 * first logs it. `userId` is the listener whose poll met it; null for a call on nobody's behalf.
 */
export async function storeOwnPause(
  deps: Pick<Deps, 'db' | 'spotify' | 'clock' | 'logger'>,
  userId: number | null,
): Promise<void> {
  const pause = deps.spotify.currentPause();
  if (!pause || !(await saveSpotifyPause(deps.db, pause, deps.clock.now()))) return;
  const { until: pausedUntil, reason } = pause;
  deps.logger.warn({ userId, kind: 'RATE_LIMIT', reason, pausedUntil }, 'rate-limit pause');
}
