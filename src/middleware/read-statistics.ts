import { cache } from 'react';
import { runtime } from '@/lib/build-deps';
import { STORE_WAIT_MS } from '@/lib/kv/store-guard';
import { type ReadDeps, withOneVersion } from '@/services/analytics/read-deps';

const pageDeps = cache((): ReadDeps => {
  const { deps, statisticsDb } = runtime();
  return withOneVersion({ ...deps, db: statisticsDb });
});

/** Reads statistics for a page: looks up the listener's version once, and waits for the store no longer than a route. */
export const readStatistics = <T>(read: (deps: ReadDeps) => Promise<T>): Promise<T> =>
  runtime().storeGuard.within(STORE_WAIT_MS, () => read(pageDeps()));
