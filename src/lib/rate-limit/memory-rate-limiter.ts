import { LRUCache } from 'lru-cache';
import type { Clock } from '@/lib/clock';
import type { RateLimiter } from '@/lib/rate-limit/rate-limiter';
import { RATE_TIERS, type Tiers } from '@/lib/rate-limit/tiers';

/** The counts of one caller in one tier. */
interface Counts {
  /** Number of the window that `current` counts, from 1970 on. */
  window: number;
  current: number;
  previous: number;
}

function inWindow(counts: Counts | undefined, window: number): Counts {
  if (counts?.window === window) return counts;
  return { window, current: 0, previous: counts?.window === window - 1 ? counts.current : 0 };
}

/**
 * The counter of a single process. It counts in the same way as the shared one, so that it can replace it.
 * @param maxCallers beyond this number, the caller whose last request is longest ago is evicted.
 */
export function createMemoryRateLimiter(
  clock: Clock,
  tiers: Tiers = RATE_TIERS,
  maxCallers = 50_000,
): RateLimiter {
  const known = new LRUCache<string, Counts>({ max: maxCallers });
  return {
    take: async (tier, caller) => {
      const { limit, windowSeconds } = tiers[tier];
      const windowMs = windowSeconds * 1000;
      const now = clock.now().getTime();
      const window = Math.floor(now / windowMs);
      const key = `${tier}:${caller}`;
      const counts = inWindow(known.get(key), window);
      const fromBefore = Math.floor((1 - (now % windowMs) / windowMs) * counts.previous);
      const allowed = fromBefore + counts.current < limit;
      if (allowed) counts.current += 1;
      known.set(key, counts);
      const remaining = Math.max(0, limit - fromBefore - counts.current);
      return { allowed, remaining, windowEndsAt: (window + 1) * windowMs };
    },
  };
}
