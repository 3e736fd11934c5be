import { describe, expect, it } from 'vitest';
import { createMemoryRateLimiter } from '@/lib/rate-limit/memory-rate-limiter';
import { RATE_TIERS } from '@/lib/rate-limit/tiers';
import { describeRateLimiterContract } from '../../support/contracts/rate-limiter-contract';
import { createMovableClock } from '../../support/movable-clock';

describe('the counter of a single process', () => {
  const clock = createMovableClock(new Date(0));
  const limiter = createMemoryRateLimiter(clock);
  const now = () => clock.now().getTime();
  describeRateLimiterContract({ limiter: () => limiter, setTime: (ms) => clock.advance(ms - now()), now });

  it('evicts the caller whose last request is longest ago when it is full, so that its memory is bounded', async () => {
    const small = createMemoryRateLimiter(clock, RATE_TIERS, 2);
    await small.take('strict', 'a');
    await small.take('strict', 'b');
    await small.take('strict', 'a');
    await small.take('strict', 'c');
    expect((await small.take('strict', 'a')).remaining).toBe(7);
    expect((await small.take('strict', 'b')).remaining).toBe(9);
  });
});
