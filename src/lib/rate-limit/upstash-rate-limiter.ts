import { Ratelimit } from '@upstash/ratelimit';
import type { Redis } from '@upstash/redis';
import type { StoreGuard } from '@/lib/kv/store-guard';
import type { RateLimiter } from '@/lib/rate-limit/rate-limiter';
import { RATE_TIERS, type RateTier, type Tiers } from '@/lib/rate-limit/tiers';

// By default the library waits 5 seconds for a slow store and then lets the request pass.
const TIMEOUT_MS = 250;

type Settings = { redis: Redis; installation: string; tiers: Tiers; timeout: number };

function createTier({ redis, installation, tiers, timeout }: Settings, tier: RateTier): Ratelimit {
  const { limit, windowSeconds } = tiers[tier];
  return new Ratelimit({
    redis,
    limiter: Ratelimit.slidingWindow(limit, `${windowSeconds} s`),
    prefix: `${installation}:rate:${tier}`,
    timeout,
    analytics: false,
    // It would block a refused caller until the window's end, longer than the sliding window does, and never shrink.
    ephemeralCache: false,
  });
}

/**
 * One count for all processes of an installation, in Upstash Redis. A store that does not answer within `timeoutMs` counts as down; see `guard`.
 * @param installation the first part of every key.
 */
export function createUpstashRateLimiter(
  redis: Redis,
  guard: StoreGuard,
  installation: string,
  tiers: Tiers = RATE_TIERS,
  timeoutMs = TIMEOUT_MS,
): RateLimiter {
  const settings = { redis, installation, tiers, timeout: timeoutMs };
  const limiters: Record<RateTier, Ratelimit> = {
    strict: createTier(settings, 'strict'),
    normal: createTier(settings, 'normal'),
    lenient: createTier(settings, 'lenient'),
    page: createTier(settings, 'page'),
  };
  return {
    take: (tier, caller) =>
      guard.run(async () => {
        const { success, remaining, reset, reason } = await limiters[tier].limit(caller);
        if (reason === 'timeout') throw new Error(`No answer within ${timeoutMs} ms`);
        return { allowed: success, remaining, windowEndsAt: reset };
      }),
  };
}
