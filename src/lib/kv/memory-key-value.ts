import { LRUCache } from 'lru-cache';
import { type Clock, wasSetBack } from '@/lib/clock';
import type { KeyValue } from '@/lib/kv/key-value';
import { requireLifetime } from '@/lib/kv/lifetime';
import { MINUTE, SECOND } from '@/lib/shared/time';

const MAX_BYTES = 64 * 1024 * 1024;
/** Approximate overhead of an entry, bytes. */
const ENTRY_BYTES = 200;

const bytesOf = (value: string, key: string): number => ENTRY_BYTES + 2 * (key.length + value.length);

interface Entries {
  cache(): LRUCache<string, string>;
  write(key: string, value: string, ttlSeconds: number): void;
}

function createEntries(clock: Clock, maxBytes: number): Entries {
  const now = () => clock.now().getTime();
  const cache = new LRUCache<string, string>({
    maxSize: maxBytes,
    sizeCalculation: bytesOf,
    perf: { now },
    ttlResolution: 0,
  });
  let purgedAt = 0;
  const write = (key: string, value: string, ttlSeconds: number) => {
    const isFull = cache.calculatedSize + bytesOf(value, key) > maxBytes;
    // Scanning all entries is slow: once a minute at most.
    if (isFull && now() - purgedAt > MINUTE) {
      purgedAt = now();
      cache.purgeStale();
    }
    current().set(key, value, { ttl: requireLifetime(ttlSeconds) * SECOND });
  };
  let usedAt = clock.now();
  // When the clock is set back everything would outlive its time, so it is dropped: that only repeats work.
  const current = () => {
    const before = usedAt;
    usedAt = clock.now();
    if (wasSetBack(before, usedAt)) cache.clear();
    return cache;
  };
  return { cache: current, write };
}

/**
 * The store of a single process: nothing to install, lost when the process ends.
 * @param maxBytes when it is full, expired entries are evicted, then the least recently used ones.
 */
export function createMemoryKeyValue(clock: Clock, maxBytes = MAX_BYTES): KeyValue {
  const { cache, write } = createEntries(clock, maxBytes);
  return {
    get: async (key) => cache().get(key) ?? null,
    getMany: async (keys) => keys.map((key) => cache().get(key) ?? null),
    set: async (key, value, ttlSeconds) => write(key, value, ttlSeconds),
    setMany: async (pairs, ttlSeconds) => {
      for (const [key, value] of pairs) write(key, value, ttlSeconds);
    },
    setIfAbsent: async (key, value, ttlSeconds) => {
      const isFree = !cache().has(key);
      if (isFree) write(key, value, ttlSeconds);
      else requireLifetime(ttlSeconds);
      return isFree;
    },
    delete: async (...keys) => {
      for (const key of keys) cache().delete(key);
    },
    deletePrefix: async (prefix) => {
      const keys = [...cache().keys()].filter((key) => key.startsWith(prefix));
      for (const key of keys) cache().delete(key);
      return keys.length;
    },
    increment: async (key, ttlSeconds) => {
      const count = Number(cache().get(key) ?? 0) + 1;
      if (count === 1) write(key, '1', ttlSeconds);
      else cache().set(key, String(count), { noUpdateTTL: true });
      return count;
    },
    ping: async () => {},
  };
}
