import { AsyncLocalStorage } from 'node:async_hooks';

// Next compiles the start hook, the proxy and the routes separately: they share the storage through globalThis.
const SHARED = Symbol.for('audiospective.request-id');
const shared: typeof globalThis & { [SHARED]?: AsyncLocalStorage<string> } = globalThis;
const storage = (): AsyncLocalStorage<string> => {
  shared[SHARED] ??= new AsyncLocalStorage();
  return shared[SHARED];
};

/** The id of the request that the running code works for; undefined for background work. */
export const currentRequestId = (): string | undefined => storage().getStore();

/** Runs work for a request: every line that it logs has the request's id. */
export const forRequest = <T>(requestId: string, work: () => T): T => storage().run(requestId, work);

/** The same for all that follows in the running callback. */
export const enterRequest = (requestId: string): void => storage().enterWith(requestId);
