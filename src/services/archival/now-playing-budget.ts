import type { Deps } from '@/lib/deps';
import { DAY, MINUTE, SECOND } from '@/lib/shared/time';
import { areBatchesForbidden } from '@/services/catalogue/batch-look-ups';

/** Of all listeners together; Spotify's limit is the application's, and polling comes first. */
const A_MINUTE = 60;
/** In development mode, whose quota is about 600 calls a day: beyond it Spotify would refuse polls too, for hours. */
const A_DAY_IN_DEVELOPMENT_MODE = 240;

/** Whether the application may ask once more what somebody plays; counts the call. Throws when the store is down. */
export async function takeNowPlayingCall(deps: Pick<Deps, 'kv' | 'clock' | 'logger'>): Promise<boolean> {
  const now = deps.clock.now().getTime();
  const within = async (name: string, ms: number, most: number) =>
    (await deps.kv.increment(`now-playing:${name}:${Math.floor(now / ms)}`, ms / SECOND)) <= most;
  if (!(await within('minute', MINUTE, A_MINUTE))) return false;
  return !(await areBatchesForbidden(deps)) || within('day', DAY, A_DAY_IN_DEVELOPMENT_MODE);
}
