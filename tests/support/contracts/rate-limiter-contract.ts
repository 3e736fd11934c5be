import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { type RateCount, type RateLimiter, surelyFreeAfterMs } from '@/lib/rate-limit/rate-limiter';
import { RATE_TIERS, type RateTier } from '@/lib/rate-limit/tiers';

export interface RateLimiterUnderTest {
  limiter: () => RateLimiter;
  /** Sets the counter's time; milliseconds since 1970. */
  setTime: (ms: number) => void;
  now: () => number;
}

const WINDOW_MS = 10_000;
const TIERS = Object.keys(RATE_TIERS) as RateTier[];

/** The windows of one test are never those of another. */
let nextStart = Date.UTC(2026, 2, 2);

function freshWindow({ setTime }: RateLimiterUnderTest): { caller: string; start: number } {
  nextStart += 100 * WINDOW_MS;
  setTime(nextStart);
  return { caller: `user:${randomUUID()}`, start: nextStart };
}

async function takeAll(limiter: RateLimiter, tier: RateTier, caller: string, times: number): Promise<number> {
  return (await takeAtOnce(limiter, tier, caller, times)).filter(({ allowed }) => allowed).length;
}

/** Fifty at a time. */
async function takeAtOnce(limiter: RateLimiter, tier: RateTier, caller: string, times: number) {
  const counts: RateCount[] = [];
  while (counts.length < times) {
    const some = Math.min(50, times - counts.length);
    counts.push(...(await Promise.all(Array.from({ length: some }, () => limiter.take(tier, caller)))));
  }
  return counts;
}

/** What every counter must do; run inside a `describe` of the driver. */
export function describeRateLimiterContract(under: RateLimiterUnderTest): void {
  describe.each(TIERS)('in the tier %s', (tier) => {
    const { limit } = RATE_TIERS[tier];

    it('lets exactly the limit pass for any number of concurrent requests, and counts down', async () => {
      const { caller, start } = freshWindow(under);
      const first = await under.limiter().take(tier, caller);
      expect(first).toEqual({ allowed: true, remaining: limit - 1, windowEndsAt: start + WINDOW_MS });
      const rest = await takeAtOnce(under.limiter(), tier, caller, limit + 5);
      expect(rest.filter(({ allowed }) => allowed)).toHaveLength(limit - 1);
      expect(Math.min(...rest.map(({ remaining }) => remaining))).toBe(0);
    });
  });

  it('slides: half a window later half of the limit is free again', async () => {
    const { caller, start } = freshWindow(under);
    expect(await takeAll(under.limiter(), 'strict', caller, 12)).toBe(10);
    under.setTime(start + WINDOW_MS);
    expect((await under.limiter().take('strict', caller)).allowed).toBe(false);
    under.setTime(start + 1.5 * WINDOW_MS);
    expect(await takeAll(under.limiter(), 'strict', caller, 12)).toBe(5);
    under.setTime(start + 3 * WINDOW_MS);
    expect(await takeAll(under.limiter(), 'strict', caller, 12)).toBe(10);
  });

  it.each(TIERS)('lets one of %s pass after the time that it says to wait', async (tier) => {
    const { caller, start } = freshWindow(under);
    under.setTime(start + 3_000);
    await takeAll(under.limiter(), tier, caller, RATE_TIERS[tier].limit);
    under.setTime(start + 4_000);
    const refused = await under.limiter().take(tier, caller);
    expect(refused).toMatchObject({ allowed: false, remaining: 0 });
    under.setTime(under.now() + surelyFreeAfterMs(RATE_TIERS[tier], refused.windowEndsAt, under.now()));
    expect((await under.limiter().take(tier, caller)).allowed).toBe(true);
  });

  it('does not count what it refuses: knocking on prolongs nothing', async () => {
    const { caller, start } = freshWindow(under);
    await takeAll(under.limiter(), 'strict', caller, 60);
    under.setTime(start + 1.5 * WINDOW_MS);
    expect(await takeAll(under.limiter(), 'strict', caller, 12)).toBe(5);
  });

  it('counts each caller and each tier apart', async () => {
    const { caller } = freshWindow(under);
    await takeAll(under.limiter(), 'strict', caller, 11);
    expect((await under.limiter().take('strict', `${caller}0`)).allowed).toBe(true);
    expect((await under.limiter().take('normal', caller)).remaining).toBe(99);
  });
}
