import { hash } from 'node:crypto';
import type { Deps } from './deps';
import { isKeyValueUnavailable, type KeyValue, listenerKeys } from './kv/key-value';
import { metrics } from './metrics';
import { singleFlight } from './promises';

/** The key of a cached answer. */
export interface CacheEntry<T> {
  userId: number;
  /** The question, e.g. `top`. Raise its number when the answer's shape changes: `top:2`. */
  name: string;
  /** Everything else that the answer depends on; plain JSON. */
  params: unknown;
  /** Changes whenever the listener's plays do, so that no outdated answer is shown. */
  version: string;
  /** Seconds; may depend on the answer. */
  ttlSeconds: number | ((value: T) => number);
}

/** `shared`: a concurrent computation of the same answer was reused. */
export type CacheOutcome = 'hit' | 'miss' | 'shared';

export interface CacheAnswer<T> {
  value: T;
  outcome: CacheOutcome;
}

/** Characters. Stores with an HTTP API reject requests of a megabyte. */
const LONGEST = 500_000;

// Not lru-cache's fetchMethod: that keeps what it fetched in this process, where neither a cleared cache nor a deleted
// account reaches it. Per store: two stores in one process, as in tests, never share an answer. Next compiles pages and
// routes separately: they share what is computed through globalThis.
const SHARED = Symbol.for('audiospective.flights');
const shared: typeof globalThis & { [SHARED]?: WeakMap<KeyValue, Flights> } = globalThis;
shared[SHARED] ??= new WeakMap();
const flights = shared[SHARED];
type Flights = Map<string, Promise<CacheAnswer<unknown>>>;

/**
 * The answer from the store, else computed once for all concurrent callers of this process. It is computed as well when
 * the store is down or its entry is unreadable. A failed computation fails all waiting callers and is not cached.
 */
export async function cached<T>(
  deps: Pick<Deps, 'kv'>,
  entry: CacheEntry<T>,
  compute: () => Promise<T>,
): Promise<CacheAnswer<T>> {
  const key = keyOf(entry);
  const flying = flightsOf(deps.kv);
  const isShared = flying.has(key);
  const answer = await singleFlight(flying, key, () => lookUpOrCompute(deps, key, entry, compute));
  const outcome = isShared ? 'shared' : answer.outcome;
  metrics().cacheAnswers.inc({ outcome });
  return { value: answer.value as T, outcome };
}

function flightsOf(kv: KeyValue): Flights {
  const known = flights.get(kv);
  if (known) return known;
  const made: Flights = new Map();
  flights.set(kv, made);
  return made;
}

/** The answers of one listener, one question and one version differ by the hash at the end. */
function keyOf({ userId, name, params, version }: CacheEntry<never>): string {
  const asked = hash('sha256', JSON.stringify(params), 'base64url').slice(0, 22);
  return `${listenerKeys(userId)}stats:${name}:${version}:${asked}`;
}

async function lookUpOrCompute<T>(
  deps: Pick<Deps, 'kv'>,
  key: string,
  { ttlSeconds }: CacheEntry<T>,
  compute: () => Promise<T>,
): Promise<CacheAnswer<T>> {
  const stored = await attempt(() => deps.kv.get(key));
  const known = stored == null ? null : readBack<T>(stored);
  if (known) return { value: known.value, outcome: 'hit' };
  const value = await compute();
  const ttl = typeof ttlSeconds === 'number' ? ttlSeconds : ttlSeconds(value);
  const text = JSON.stringify({ value });
  if (text.length <= LONGEST) await attempt(() => deps.kv.set(key, text, ttl));
  return { value, outcome: 'miss' };
}

/** Only `cached` writes under these keys, so what is valid JSON is what it wrote. */
function readBack<T>(text: string): { value: T } | null {
  try {
    return JSON.parse(text) as { value: T };
  } catch {
    return null;
  }
}

/** Null without a store: the value is computed again. Its guard logs the outage. */
async function attempt<T>(work: () => Promise<T>): Promise<T | null> {
  try {
    return await work();
  } catch (error) {
    if (!isKeyValueUnavailable(error)) throw error;
    return null;
  }
}
