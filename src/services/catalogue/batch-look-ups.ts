import type { Deps } from '@/lib/deps';
import { orWithoutStore } from '@/lib/kv/without-store';
import { DAY, SECOND } from '@/lib/shared/time';

type StoreDeps = Pick<Deps, 'kv' | 'logger'>;

const FORBIDDEN_KEY = 'spotify:batches-forbidden';

/** Whether Spotify refused a look-up of several ids within a day. When the store is down, this costs one refused call at most. */
export async function areBatchesForbidden(deps: StoreDeps): Promise<boolean> {
  const look = () => deps.kv.get(FORBIDDEN_KEY);
  return (await orWithoutStore(deps.logger, 'trying a batch request', look, null)) !== null;
}

/** Notes for a day that Spotify refuses batch requests. A store that is down is logged: the next look-up tries again. */
export async function rememberForbidden(deps: StoreDeps): Promise<void> {
  deps.logger.info('spotify refuses batch requests in development mode, asking one by one');
  const store = () => deps.kv.set(FORBIDDEN_KEY, '1', DAY / SECOND);
  await orWithoutStore(deps.logger, 'refusal not stored', store, undefined);
}
