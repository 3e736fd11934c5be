import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemClock } from '@/lib/clock';
import { type KeyValue, KeyValueUnavailable } from '@/lib/kv/key-value';
import { createStoreGuard } from '@/lib/kv/store-guard';
import { createUpstashClient, type UpstashSettings } from '@/lib/kv/upstash-client';
import { createUpstashKeyValue } from '@/lib/kv/upstash-key-value';
import { createLogger } from '@/lib/logger';
import { describeKeyValueContract } from '../../support/contracts/key-value-contract';
import {
  findFreePort,
  type RedisServer,
  redisMissing,
  startRedisServer,
} from '../../support/servers/redis-server';
import { RespConnection } from '../../support/servers/resp-connection';
import { startUpstashBridge, type UpstashBridge } from '../../support/servers/upstash-bridge';

if (redisMissing) console.warn(`Skipped, the Upstash key-value driver: ${redisMissing}`);

/** Redis has no clock that a test could move, so time passes by taking it off every lifetime. */
async function shortenLifetimes(port: number, seconds: number): Promise<void> {
  const redis = new RespConnection(port);
  const [keys] = await redis.send([['KEYS', '*']]);
  for (const key of Array.isArray(keys) ? keys.map(String) : []) {
    const [left] = await redis.send([['PTTL', key]]);
    await redis.send([['PEXPIRE', key, String(Number(left) - seconds * 1000)]]);
  }
  redis.close();
}

function createStore(settings: UpstashSettings, installation = 'production'): KeyValue {
  const guard = createStoreGuard(systemClock, createLogger('silent'));
  return createUpstashKeyValue(createUpstashClient(settings, guard), guard, installation);
}

describe.skipIf(redisMissing !== null)('the key-value store by Upstash, before a real Redis', () => {
  let redis: RedisServer;
  let bridge: UpstashBridge;
  let kv: KeyValue;

  beforeAll(async () => {
    redis = await startRedisServer();
    bridge = await startUpstashBridge(redis.port);
    // Generous, because these tests are about answers; the deadline has tests of its own below.
    kv = createStore({ url: bridge.url, token: bridge.token, timeoutMs: 5000 });
  });

  afterAll(async () => {
    await bridge?.stop();
    await redis?.stop();
  });

  describeKeyValueContract({
    kv: () => kv,
    pass: (seconds) => shortenLifetimes(redis.port, seconds),
  });

  it('shares a Redis with another installation without seeing its keys', async () => {
    const staging = createStore({ url: bridge.url, token: bridge.token, timeoutMs: 5000 }, 'staging');
    await kv.set('user:1:a', 'of production', 60);
    await staging.set('user:1:a', 'of staging', 60);
    expect(await kv.increment('counter', 60)).toBe(1);
    expect(await staging.increment('counter', 60)).toBe(1);
    expect(await staging.setIfAbsent('user:1:b', 'of staging', 60)).toBe(true);
    expect(await kv.getMany(['user:1:a', 'user:1:b'])).toEqual(['of production', null]);
    expect(await staging.deletePrefix('user:1:')).toBe(2);
    expect(await kv.get('user:1:a')).toBe('of production');
  });

  it('writes many keys in one round trip', async () => {
    const before = bridge.requests();
    await kv.setMany(
      Array.from({ length: 50 }, (_, index) => [`many:${index}`, String(index)] as const),
      60,
    );
    expect(bridge.requests() - before).toBe(1);
  });

  it('gives up after its deadline when the store hangs', async () => {
    const withTimeout = createStore({ url: bridge.url, token: bridge.token, timeoutMs: 300 });
    bridge.hang(true);
    try {
      await expect(withTimeout.get('any')).rejects.toThrow(KeyValueUnavailable);
      await expect(withTimeout.increment('any', 60)).rejects.toThrow(KeyValueUnavailable);
    } finally {
      bridge.hang(false);
    }
  });

  it('says that the store is unavailable when nothing listens or the token is wrong', async () => {
    const nowhere = createStore({ url: `http://127.0.0.1:${await findFreePort()}`, token: 't' });
    await expect(nowhere.ping()).rejects.toThrow(KeyValueUnavailable);
    await expect(nowhere.setMany([['a', 'b']], 60)).rejects.toThrow(KeyValueUnavailable);
    const stranger = createStore({ url: bridge.url, token: 'wrong' });
    await expect(stranger.setIfAbsent('a', 'b', 60)).rejects.toThrow(KeyValueUnavailable);
  });
});
