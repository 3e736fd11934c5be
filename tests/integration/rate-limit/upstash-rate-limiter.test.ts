import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { systemClock } from '@/lib/clock';
import { createStoreGuard } from '@/lib/kv/store-guard';
import { createUpstashClient } from '@/lib/kv/upstash-client';
import { createLogger } from '@/lib/logger';
import type { RateLimiter } from '@/lib/rate-limit/rate-limiter';
import { RATE_TIERS } from '@/lib/rate-limit/tiers';
import { createUpstashRateLimiter } from '@/lib/rate-limit/upstash-rate-limiter';
import { describeRateLimiterContract } from '../../support/contracts/rate-limiter-contract';
import { type RedisServer, redisMissing, startRedisServer } from '../../support/servers/redis-server';
import { startUpstashBridge, type UpstashBridge } from '../../support/servers/upstash-bridge';

if (redisMissing) console.warn(`Skipped, the Upstash rate limiter: ${redisMissing}`);

describe.skipIf(redisMissing !== null)('the counter in Upstash, before a real Redis', () => {
  let redis: RedisServer;
  let bridge: UpstashBridge;
  let limiter: RateLimiter;

  beforeAll(async () => {
    redis = await startRedisServer();
    bridge = await startUpstashBridge(redis.port);
    limiter = createLimiter('production');
  });

  function createLimiter(installation: string): RateLimiter {
    const guard = createStoreGuard(systemClock, createLogger('silent'));
    // Generous, because these tests are about counting; what happens when time runs out is tested elsewhere.
    const client = createUpstashClient({ url: bridge.url, token: bridge.token, timeoutMs: 20_000 }, guard);
    return createUpstashRateLimiter(client, guard, installation, RATE_TIERS, 20_000);
  }

  afterAll(async () => {
    await bridge?.stop();
    await redis?.stop();
  });

  // The library takes the time from Date; everything else, the network's deadlines among it, stays real.
  beforeEach(() => void vi.useFakeTimers({ toFake: ['Date'] }));
  afterEach(() => void vi.useRealTimers());

  describeRateLimiterContract({
    limiter: () => limiter,
    setTime: (ms) => void vi.setSystemTime(ms),
    now: () => Date.now(),
  });

  it('counts for each installation that shares the Redis apart', async () => {
    const staging = createLimiter('staging');
    const left = async (counter: RateLimiter) => (await counter.take('strict', 'user:1')).remaining;
    expect([await left(limiter), await left(limiter), await left(staging)]).toEqual([9, 8, 9]);
  });
});
