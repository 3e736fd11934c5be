import { Ratelimit } from '@upstash/ratelimit';
import type { Redis } from '@upstash/redis';
import type { StoreGuard } from '@/lib/kv/store-guard';
import type { RateLimiter } from '@/lib/rate-limit/rate-limiter';
import { RATE_TIERS, type RateTier } from '@/lib/rate-limit/tiers';

// By default the library waits 5 seconds for a slow store and then lets the request pass.
const TIMEOUT_MS = 250;

function createTier(redis: Redis, tier: RateTier, timeout: number): Ratelimit {
  const { limit, windowSeconds } = RATE_TIERS[tier];
  return new Ratelimit({
    redis,
    limiter: Ratelimit.slidingWindow(limit, `${windowSeconds} s`),
    prefix: `rate:${tier}`,
    timeout,
    analytics: false,
    // It would block a refused caller until the window's end, longer than the sliding window does, and never shrink.
    ephemeralCache: false,
  });
}

/** One count for all processes, in Upstash Redis. A store that does not answer within `timeoutMs` counts as down; see `guard`. */
export function createUpstashRateLimiter(
  redis: Redis,
  guard: StoreGuard,
  timeoutMs = TIMEOUT_MS,
): RateLimiter {
  const tiers: Record<RateTier, Ratelimit> = {
    strict: createTier(redis, 'strict', timeoutMs),
    normal: createTier(redis, 'normal', timeoutMs),
    lenient: createTier(redis, 'lenient', timeoutMs),
  };
  return {
    take: (tier, caller) =>
      guard.run(async () => {
        const { success, remaining, reset, reason } = await tiers[tier].limit(caller);
        if (reason === 'timeout') throw new Error(`No answer within ${timeoutMs} ms`);
        return { allowed: success, remaining, windowEndsAt: reset };
      }),
  };
}
