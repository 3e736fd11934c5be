import { AsyncLocalStorage } from 'node:async_hooks';

/** A request that this process answers: one object for as long as it takes. */
interface CurrentRequest {
  id: string;
}

// Next compiles the start hook, the proxy and the routes separately: they share the storage through globalThis.
const SHARED = Symbol.for('audiospective.request');
const shared: typeof globalThis & { [SHARED]?: AsyncLocalStorage<CurrentRequest> } = globalThis;
const storage = (): AsyncLocalStorage<CurrentRequest> => {
  shared[SHARED] ??= new AsyncLocalStorage();
  return shared[SHARED];
};

/** The request that the running code works for; undefined for background work. */
export const currentRequest = (): CurrentRequest | undefined => storage().getStore();

export const currentRequestId = (): string | undefined => currentRequest()?.id;

/** Runs work for a request: every line that it logs has the request's id. */
export const forRequest = <T>(requestId: string, work: () => T): T => {
  const known = currentRequest();
  return storage().run(known?.id === requestId ? known : { id: requestId }, work);
};

/** The same for all that follows in the running callback. */
export const enterRequest = (requestId: string): void => storage().enterWith({ id: requestId });
