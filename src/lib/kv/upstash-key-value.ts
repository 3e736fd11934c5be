import type { Redis } from '@upstash/redis';
import type { KeyValue } from '@/lib/kv/key-value';
import { requireLifetime } from '@/lib/kv/lifetime';
import type { StoreGuard } from '@/lib/kv/store-guard';

/** Keys scanned per request: a store of a million keys takes 200. */
const SCANNED = 5_000;

/** A Redis pattern for the keys with this prefix. https://redis.io/docs/latest/commands/keys/ */
const literally = (prefix: string): string => `${prefix.replace(/[\\*?[\]^-]/g, '\\$&')}*`;

async function deletePrefix(redis: Redis, guard: StoreGuard, prefix: string): Promise<number> {
  const match = literally(prefix);
  let deleted = 0;
  let cursor = '0';
  do {
    const [next, keys] = await guard.run(() => redis.scan(cursor, { match, count: SCANNED }));
    if (keys.length > 0) deleted += await guard.run(() => redis.del(...keys));
    cursor = next;
  } while (cursor !== '0');
  return deleted;
}

/**
 * Redis over Upstash's REST protocol. `guard` limits the wait for a dead or slow store.
 * @param installation the first part of every key: several installations may share a store.
 */
export function createUpstashKeyValue(redis: Redis, guard: StoreGuard, installation: string): KeyValue {
  const answer: StoreGuard['run'] = (call) => guard.run(call);
  const own = (key: string): string => `${installation}:${key}`;
  return {
    get: (key) => answer(() => redis.get<string>(own(key))),
    getMany: async (keys) =>
      keys.length === 0 ? [] : answer(() => redis.mget<(string | null)[]>(...keys.map(own))),
    set: async (key, value, ttlSeconds) => {
      const ex = requireLifetime(ttlSeconds);
      await answer(() => redis.set(own(key), value, { ex }));
    },
    setMany: async (entries, ttlSeconds) => {
      const ex = requireLifetime(ttlSeconds);
      if (entries.length === 0) return;
      const pipeline = redis.pipeline();
      for (const [key, value] of entries) pipeline.set(own(key), value, { ex });
      await answer(() => pipeline.exec());
    },
    setIfAbsent: async (key, value, ttlSeconds) => {
      const ex = requireLifetime(ttlSeconds);
      return (await answer(() => redis.set(own(key), value, { ex, nx: true }))) === 'OK';
    },
    delete: async (...keys) => {
      if (keys.length > 0) await answer(() => redis.del(...keys.map(own)));
    },
    deletePrefix: (prefix) => guard.withoutLimit(() => deletePrefix(redis, guard, own(prefix))),
    increment: async (key, ttlSeconds) => {
      const ex = requireLifetime(ttlSeconds);
      const transaction = redis.multi().set(own(key), '0', { ex, nx: true }).incr(own(key));
      const [, count] = await answer(() => transaction.exec<[unknown, number]>());
      return Number(count);
    },
    ping: async () => {
      await answer(() => redis.ping());
    },
  };
}
