import type { Deps } from '@/lib/deps';
import { PAUSE_REASONS } from '@/lib/spotify/failure';
import type { Pause } from '@/lib/spotify/rate-limit-pause-gate';
import { findSpotifyPause } from '@/repositories/archival/spotify-pause-repository';

/**
 * The rate-limit pause of the application, whichever process received it: this process's own gate, or the shared row,
 * which then closes the gate here too.
 */
export async function sharedPause(deps: Pick<Deps, 'db' | 'spotify' | 'clock'>): Promise<Pause | null> {
  const own = deps.spotify.currentPause();
  if (own) return own;
  const shared = await findSpotifyPause(deps.db, deps.clock.now());
  if (!shared) return null;
  const reason = PAUSE_REASONS.find((known) => known === shared.reason) ?? 'rate_limited';
  deps.spotify.pauseUntil({ until: shared.until, reason });
  return deps.spotify.currentPause();
}
