import 'server-only';
import { Redis } from '@upstash/redis';
import { type KeyValue, KeyValueUnavailable } from '@/lib/kv/key-value';
import { requireLifetime } from '@/lib/kv/lifetime';

export interface UpstashSettings {
  /** `UPSTASH_REDIS_REST_URL`. */
  url: string;
  token: string;
  /** The longest that one call may take, in milliseconds; 300 unless given. */
  timeoutMs?: number;
}

/** The REST client, told to hand back what was stored: left alone it turns the string `'true'` into a boolean. */
function createClient({ url, token, timeoutMs = 300 }: UpstashSettings): Redis {
  return new Redis({
    url,
    token,
    automaticDeserialization: false,
    enableAutoPipelining: false,
    enableTelemetry: false,
    retry: { retries: 0 },
    // A function on purpose: handed a plain signal, the client answers an aborted call with the text "Aborted" as its value.
    signal: () => AbortSignal.timeout(timeoutMs),
  });
}

/** Any failure means the same to a caller: there is no answer now. */
async function answer<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (cause) {
    throw new KeyValueUnavailable(cause);
  }
}

/** Redis by Upstash's REST protocol. Every call is one request, never repeated, and ends within `timeoutMs`. */
export function createUpstashKeyValue(settings: UpstashSettings): KeyValue {
  const redis = createClient(settings);
  return {
    get: (key) => answer(() => redis.get<string>(key)),
    getMany: async (keys) => (keys.length === 0 ? [] : answer(() => redis.mget<(string | null)[]>(...keys))),
    set: async (key, value, ttlSeconds) => {
      const ex = requireLifetime(ttlSeconds);
      await answer(() => redis.set(key, value, { ex }));
    },
    setMany: async (entries, ttlSeconds) => {
      const ex = requireLifetime(ttlSeconds);
      if (entries.length === 0) return;
      const pipeline = redis.pipeline();
      for (const [key, value] of entries) pipeline.set(key, value, { ex });
      await answer(() => pipeline.exec());
    },
    setIfAbsent: async (key, value, ttlSeconds) => {
      const ex = requireLifetime(ttlSeconds);
      return (await answer(() => redis.set(key, value, { ex, nx: true }))) === 'OK';
    },
    delete: async (...keys) => {
      if (keys.length > 0) await answer(() => redis.del(...keys));
    },
    increment: async (key, ttlSeconds) => {
      const ex = requireLifetime(ttlSeconds);
      const transaction = redis.multi().set(key, '0', { ex, nx: true }).incr(key);
      const [, count] = await answer(() => transaction.exec<[unknown, number]>());
      return Number(count);
    },
    ping: async () => {
      await answer(() => redis.ping());
    },
  };
}
