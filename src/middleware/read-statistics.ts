import { cache } from 'react';
import { runtime } from '@/lib/build-deps';
import { isDatabaseUnavailable } from '@/lib/db/database-unavailable';
import { STORE_WAIT_MS } from '@/lib/kv/store-guard';
import { BUSY_DIGEST } from '@/lib/shared/busy';
import { type ReadDeps, withOneVersion } from '@/services/analytics/read-deps';

const pageDeps = cache((): ReadDeps => {
  const { deps, statisticsDb } = runtime();
  return withOneVersion({ ...deps, db: statisticsDb });
});

/**
 * Reads statistics for a page: looks up the listener's version once, and waits for the store no longer than a route. An
 * error that passes, such as a statement that took too long, carries the digest by which the page knows it.
 */
export async function readStatistics<T>(read: (deps: ReadDeps) => Promise<T>): Promise<T> {
  try {
    return await runtime().storeGuard.within(STORE_WAIT_MS, () => read(pageDeps()));
  } catch (error) {
    throw error instanceof Error && isDatabaseUnavailable(error)
      ? Object.assign(error, { digest: BUSY_DIGEST })
      : error;
  }
}
