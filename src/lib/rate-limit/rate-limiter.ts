import { RATE_TIERS, type RateTier } from '@/lib/rate-limit/tiers';

/** What a counter says of one request. */
export interface RateCount {
  allowed: boolean;
  /** Requests that would still be let through now. */
  remaining: number;
  /** When the present window ends; milliseconds since 1970, UTC. */
  windowEndsAt: number;
}

/**
 * Counts the requests of a caller in a sliding window: those of the present window, plus those of the one before, as far
 * as it still reaches into the last `windowSeconds`. Only what is let through counts.
 */
export interface RateLimiter {
  /** @throws KeyValueUnavailable when the counts cannot be reached. */
  take(tier: RateTier, caller: string): Promise<RateCount>;
}

/**
 * After how many milliseconds one more request is let through for certain, if the caller sends none until then: at the
 * end of the window a full one still counts whole, and gives way one request at a time.
 */
export function surelyFreeAfterMs(tier: RateTier, windowEndsAt: number, now: number): number {
  const { limit, windowSeconds } = RATE_TIERS[tier];
  return Math.max(0, windowEndsAt - now) + Math.ceil((windowSeconds * 1000) / limit);
}
