import { describe, expect, it } from 'vitest';
import { createMemoryRateLimiter } from '@/lib/rate-limit/memory-rate-limiter';
import { createRateGate } from '@/lib/rate-limit/rate-gate';
import { tiersWith } from '@/lib/rate-limit/tiers';
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
  const from = (address: string) => ({ headers: new Headers({ 'x-forwarded-for': address }) });
  const settings = { trustedProxyHops: 1, pageLimit: { requests: 5, isShared: false } };

  /** Two processes over one store, each with a count of its own beside it. */
  const processes = (isShared: boolean) => {
    const clock = createMovableClock(new Date('2026-03-02T10:00:00Z'));
    const tiers = tiersWith(5);
    const counter = () => createMemoryRateLimiter(clock, tiers);
    const store = counter();
    const env = { ...settings, pageLimit: { requests: 5, isShared } };
    return [1, 2].map(() => ({ env, limits: createRateGate(clock, { store, local: counter(), tiers }) }));
  };

  it('are counted by address up to PAGE_LIMIT, and refused in plain words', async () => {
    const [process] = processes(false);
    if (!process) throw new Error('There are two processes.');
    for (let i = 0; i < 5; i += 1) {
      expect((await limitPage(from('192.0.2.1'), process)).refusal).toBeNull();
    }
    const { refusal, headers } = await limitPage(from('192.0.2.1'), process);
    expect(refusal?.status).toBe(429);
    expect(refusal?.headers.get('retry-after')).toBe('12');
    expect(headers['ratelimit-policy']).toBe('"page";q=5;w=10');
    expect(await refusal?.text()).toMatch(/allows 5 requests in 10 seconds\. Please try again in 12 seconds/);
    expect((await limitPage(from('192.0.2.2'), process)).refusal).toBeNull();
  });

  it.each([
    [false, 10],
    [true, 5],
  ])('of several processes are counted together where that is set: %s', async (isShared, passed) => {
    const both = processes(isShared);
    let served = 0;
    for (let i = 0; i < 20; i += 1) {
      for (const process of both) {
        if ((await limitPage(from('192.0.2.1'), process)).refusal === null) served += 1;
      }
    }
    expect(served).toBe(passed);
  });
});
