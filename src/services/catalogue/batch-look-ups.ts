import type { Deps } from '@/lib/deps';
import { isKeyValueUnavailable } from '@/lib/kv/key-value';
import { DAY, SECOND } from '@/lib/shared/time';

type StoreDeps = Pick<Deps, 'kv' | 'logger'>;

const FORBIDDEN_KEY = 'spotify:batches-forbidden';

/** Whether Spotify refused a look-up of several ids within a day. When the store is down, this costs one refused call at most. */
export async function areBatchesForbidden(deps: StoreDeps): Promise<boolean> {
  try {
    return (await deps.kv.get(FORBIDDEN_KEY)) !== null;
  } catch (error) {
    if (!isKeyValueUnavailable(error)) throw error;
    deps.logger.warn({ err: error }, 'key-value store unavailable: trying a batch request');
    return false;
  }
}

/** Notes for a day that Spotify refuses batch requests. A store that is down is logged: the next look-up tries again. */
export async function rememberForbidden(deps: StoreDeps): Promise<void> {
  deps.logger.info('spotify refuses batch requests in development mode, asking one by one');
  try {
    await deps.kv.set(FORBIDDEN_KEY, '1', DAY / SECOND);
  } catch (error) {
    if (!isKeyValueUnavailable(error)) throw error;
    deps.logger.warn({ err: error }, 'key-value store unavailable: refusal not stored');
  }
}
