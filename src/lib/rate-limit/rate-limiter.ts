import type { RateTier, Tier } from '@/lib/rate-limit/tiers';

/** A counter's verdict on one request. */
export interface RateCount {
  allowed: boolean;
  /** Requests that would still pass now. */
  remaining: number;
  /** When the current window ends; milliseconds since 1970, UTC. */
  windowEndsAt: number;
}

/**
 * Counts the requests of a caller in a sliding window: those of the current window, plus the share of the previous one
 * that lies within the last `windowSeconds`. Only requests that pass count.
 */
export interface RateLimiter {
  /** @throws KeyValueUnavailable when the counts cannot be reached. */
  take(tier: RateTier, caller: string): Promise<RateCount>;
}

/**
 * After how many milliseconds one more request is certain to pass, if the caller sends none until then: a full window
 * still counts in full when it ends, and then fades one request at a time.
 */
export function surelyFreeAfterMs({ limit, windowSeconds }: Tier, windowEndsAt: number, now: number): number {
  return Math.max(0, windowEndsAt - now) + Math.ceil((windowSeconds * 1000) / limit);
}
