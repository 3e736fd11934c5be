import type { Deps } from '@/lib/deps';
import { findListenerPolledLast } from '@/repositories/archival/polled-listener-repository';
import { pauseOfAnyProcess, storeOwnPause } from '@/services/archival/app-pause';
import { freshToken } from '@/services/archival/fresh-token';
import { logTokenFailure } from '@/services/archival/log-polls';

/** A listener's token for questions about music. */
interface BackgroundToken {
  userId: number;
  accessToken: string;
}

/** The token of a listener who is most likely connected; null when there is none, or while Spotify rate-limits us. */
export async function backgroundToken(
  deps: Pick<Deps, 'db' | 'spotify' | 'seal' | 'clock' | 'logger'>,
): Promise<BackgroundToken | null> {
  if (await pauseOfAnyProcess(deps)) return null;
  const listener = await findListenerPolledLast(deps.db, deps.clock.now());
  if (!listener) return null;
  const token = await freshToken(deps, listener);
  if (token.ok) return { userId: listener.id, accessToken: token.value.accessToken };
  logTokenFailure(deps.logger, listener.id, token.error);
  await storeOwnPause(deps, listener.id);
  return null;
}
