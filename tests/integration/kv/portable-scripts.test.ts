import { hash } from 'node:crypto';
import { Redis } from '@upstash/redis';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeScriptsPortable } from '@/lib/kv/portable-scripts';
import { type RedisServer, redisMissing, startRedisServer } from '../../support/servers/redis-server';
import { startUpstashBridge, type UpstashBridge } from '../../support/servers/upstash-bridge';

if (redisMissing) console.warn(`Skipped, scripts on a plain Redis: ${redisMissing}`);

// As the rate limiter's scripts begin: Upstash takes the first line, Redis refuses it.
const COUNT = '#!lua flags=allow-key-locking\nreturn redis.call("INCRBY", KEYS[1], ARGV[1])';
const HASH = hash('sha1', COUNT);

describe.skipIf(redisMissing !== null)('a script made for Upstash, on a plain Redis', () => {
  let server: RedisServer;
  let bridge: UpstashBridge;
  let redis: Redis;

  beforeAll(async () => {
    server = await startRedisServer();
    bridge = await startUpstashBridge(server.port);
    redis = new Redis({
      url: bridge.url,
      token: bridge.token,
      enableTelemetry: false,
      enableAutoPipelining: false,
    });
  });
  afterAll(async () => {
    await bridge?.stop();
    await server?.stop();
  });

  it('is refused by itself', async () => {
    await expect(redis.eval(COUNT, ['k'], ['2'])).rejects.toThrow(/allow-key-locking/);
  });

  it('runs without what only Upstash knows, later by its hash in one request, also after a restart of Redis', async () => {
    makeScriptsPortable(redis);
    await expect(redis.evalsha(HASH, ['k'], ['1'])).rejects.toThrow(/NOSCRIPT/);
    expect(await redis.eval(COUNT, ['k'], ['2'])).toBe(2);
    const before = bridge.requests();
    expect(await redis.evalsha(HASH, ['k'], ['3'])).toBe(5);
    expect(bridge.requests() - before).toBe(1);
    await redis.scriptFlush();
    await expect(redis.evalsha(HASH, ['k'], ['1'])).rejects.toThrow(/NOSCRIPT/);
    expect(await redis.eval(COUNT, ['k'], ['4'])).toBe(9);
  });

  it('fails as it is when something else is wrong with it', async () => {
    await expect(redis.eval(`${COUNT}(`, ['k'], ['1'])).rejects.toThrow(/compil/i);
  });
});
