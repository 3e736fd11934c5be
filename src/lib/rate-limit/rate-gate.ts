import type { Clock } from '@/lib/clock';
import { isKeyValueUnavailable } from '@/lib/kv/key-value';
import { type RateCount, type RateLimiter, surelyFreeAfterMs } from '@/lib/rate-limit/rate-limiter';
import type { RateTier } from '@/lib/rate-limit/tiers';

/** What becomes of a request. Times are milliseconds from now. */
export type RateVerdict =
  | { outcome: 'allowed'; remaining: number; windowEndsInMs: number }
  | { outcome: 'refused'; remaining: 0; windowEndsInMs: number; retryAfterMs: number }
  /** The counts cannot be reached, and this request is too costly to let through uncounted. */
  | { outcome: 'uncounted'; retryAfterMs: number };

/** Where a request is counted: with all other processes, or in this one, which asks no store. */
export type CountedIn = 'store' | 'process';

export interface RateGate {
  check(tier: RateTier, caller: string, countedIn?: CountedIn): Promise<RateVerdict>;
}

const OUTAGE_RETRY_MS = 5_000;

/**
 * Lets requests through up to their tier's limit. While the store is down this process counts for itself, so that reading
 * goes on; what is strict waits, because every process would give away the whole limit anew.
 * @param store null when there is one process only: then its own counts are the truth.
 */
export function createRateGate(
  clock: Clock,
  { store, local }: { store: RateLimiter | null; local: RateLimiter },
): RateGate {
  const verdict = (tier: RateTier, { allowed, remaining, windowEndsAt }: RateCount): RateVerdict => {
    const now = clock.now().getTime();
    const windowEndsInMs = Math.max(0, windowEndsAt - now);
    if (allowed) return { outcome: 'allowed', remaining, windowEndsInMs };
    const retryAfterMs = surelyFreeAfterMs(tier, windowEndsAt, now);
    return { outcome: 'refused', remaining: 0, windowEndsInMs, retryAfterMs };
  };
  return {
    check: async (tier, caller, countedIn = 'store') => {
      if (store === null || countedIn === 'process') return verdict(tier, await local.take(tier, caller));
      try {
        return verdict(tier, await store.take(tier, caller));
      } catch (error) {
        if (!isKeyValueUnavailable(error)) throw error;
        if (tier === 'strict') return { outcome: 'uncounted', retryAfterMs: OUTAGE_RETRY_MS };
        return verdict(tier, await local.take(tier, caller));
      }
    },
  };
}
