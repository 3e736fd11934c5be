import type { Deps } from '@/lib/deps';
import { findListenerState } from '@/repositories/archival/listener-poll-state-repository';

/** When Spotify last answered for a listener, as the dashboard shows it. */
export async function lastPollOf(db: Deps['db'], userId: number): Promise<Date | null> {
  const state = await findListenerState(db, userId);
  return state?.lastPolledAt ?? null;
}
