import type { Clock } from '@/lib/clock';
import { isKeyValueUnavailable } from '@/lib/kv/key-value';
import { type RateCount, type RateLimiter, surelyFreeAfterMs } from '@/lib/rate-limit/rate-limiter';
import { RATE_TIERS, type RateTier, type Tiers } from '@/lib/rate-limit/tiers';

/** Whether a request may pass. Times are milliseconds from now. */
export type RateVerdict =
  | { outcome: 'allowed'; remaining: number; windowEndsInMs: number }
  | { outcome: 'refused'; remaining: 0; windowEndsInMs: number; retryAfterMs: number }
  /** The counts cannot be reached, and this request is too costly to pass uncounted. */
  | { outcome: 'uncounted'; retryAfterMs: number };

/** Where a request is counted: across all processes, or in this one, which needs no store. */
export type CountedIn = 'store' | 'process';

export interface RateGate {
  /** How much of each kind passes. */
  tiers: Tiers;
  check(tier: RateTier, caller: string, countedIn?: CountedIn): Promise<RateVerdict>;
}

const OUTAGE_RETRY_MS = 5_000;

/**
 * Lets requests pass up to their tier's limit. While the store is down this process counts on its own, so that reading
 * still works; strict tiers are refused, because every process would allow the whole limit again.
 * @param store null when there is only one process, whose own counts are complete.
 */
export function createRateGate(
  clock: Clock,
  { store, local, tiers = RATE_TIERS }: { store: RateLimiter | null; local: RateLimiter; tiers?: Tiers },
): RateGate {
  const verdict = (tier: RateTier, { allowed, remaining, windowEndsAt }: RateCount): RateVerdict => {
    const now = clock.now().getTime();
    const windowEndsInMs = Math.max(0, windowEndsAt - now);
    if (allowed) return { outcome: 'allowed', remaining, windowEndsInMs };
    const retryAfterMs = surelyFreeAfterMs(tiers[tier], windowEndsAt, now);
    return { outcome: 'refused', remaining: 0, windowEndsInMs, retryAfterMs };
  };
  return {
    tiers,
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
