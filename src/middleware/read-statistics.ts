import { cache } from 'react';
import { runtime } from '@/lib/build-deps';
import { STORE_WAIT_MS } from '@/lib/kv/store-guard';
import { type ReadDeps, withOneVersion } from '@/services/analytics/read-deps';

const pageDeps = cache((): ReadDeps => withOneVersion(runtime().deps));

/** Reads statistics for a page: the listener's version is looked up once, the store is waited for as long as by a route. */
export const readStatistics = <T>(read: (deps: ReadDeps) => Promise<T>): Promise<T> =>
  runtime().storeGuard.within(STORE_WAIT_MS, () => read(pageDeps()));
