import { describe, expect, it } from 'vitest';
import { createMemoryRateLimiter } from '@/lib/rate-limit/memory-rate-limiter';
import { createRateGate } from '@/lib/rate-limit/rate-gate';
import { limitPage } from '@/middleware/page-limits';
import { limitCaller } from '@/middleware/rate-limit';
import { createMovableClock } from '../../support/movable-clock';

const stage = () => {
  const clock = createMovableClock(new Date('2026-03-02T10:00:00Z'));
  const limits = createRateGate(clock, { store: null, local: createMemoryRateLimiter(clock) });
  return { clock, limits };
};

describe('a request that is counted', () => {
  it('says how many requests are left, and after the last one when to retry', async () => {
    const { limits, clock } = stage();
    const ask = async () => {
      const responseHeaders = new Headers();
      const refusal = await limitCaller(
        { runtime: { limits }, responseHeaders },
        { rate: 'strict' },
        'user:1',
      ).catch((error: unknown) => error);
      return { refusal, headers: Object.fromEntries(responseHeaders) };
    };
    clock.advance(3_000);
    expect(await ask()).toEqual({
      refusal: undefined,
      headers: { 'ratelimit-policy': '"strict";q=10;w=10', ratelimit: '"strict";r=9;t=7' },
    });
    for (let i = 0; i < 9; i += 1) await ask();
    const { refusal, headers } = await ask();
    expect(refusal).toMatchObject({ code: 'RATE_LIMITED', details: { retryAfterSeconds: 8 } });
    expect(headers.ratelimit).toBe('"strict";r=0;t=7');
    clock.advance(8_000);
    expect((await ask()).refusal).toBeUndefined();
  });
});

describe('pages', () => {
  it('are counted by address, and refused in plain words', async () => {
    const { limits } = stage();
    const from = (address: string) => ({ headers: new Headers({ 'x-forwarded-for': address }) });
    const settings = { trustedProxyHops: 1 };
    for (let i = 0; i < 1_000; i += 1)
      expect((await limitPage(from('192.0.2.1'), settings, limits)).refusal).toBeNull();
    const { refusal } = await limitPage(from('192.0.2.1'), settings, limits);
    expect(refusal?.status).toBe(429);
    expect(refusal?.headers.get('retry-after')).toBe('11');
    expect(await refusal?.text()).toMatch(/try again in 11 seconds/);
    expect((await limitPage(from('192.0.2.2'), settings, limits)).refusal).toBeNull();
  });
});
