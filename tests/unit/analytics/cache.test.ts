import { describe, expect, it, vi } from 'vitest';
import { type CacheEntry, cached } from '@/lib/cache';
import { type KeyValue, KeyValueUnavailable } from '@/lib/kv/key-value';
import { createMemoryKeyValue } from '@/lib/kv/memory-key-value';
import { createMovableClock } from '../../support/movable-clock';

const clock = createMovableClock(new Date('2026-11-22T12:00:00Z'));
const freshDeps = () => ({ kv: createMemoryKeyValue(clock) });

const entry = (changes: Partial<CacheEntry<number>> = {}): CacheEntry<number> => ({
  userId: 1,
  name: 'top',
  params: { limit: 5 },
  version: 'v1',
  ttlSeconds: 60,
  ...changes,
});

/** Counts how often it is asked. */
function computation() {
  let asked = 0;
  return { compute: async () => ++asked, asked: () => asked };
}

const DOWN: KeyValue = {
  ...createMemoryKeyValue(clock),
  get: () => Promise.reject(new KeyValueUnavailable(new Error('no route'))),
  set: () => Promise.reject(new KeyValueUnavailable(new Error('no route'))),
};

describe('the cache', () => {
  it('computes once and reads from then on, until the time is over', async () => {
    const deps = freshDeps();
    const { compute } = computation();
    expect(await cached(deps, entry(), compute)).toEqual({ value: 1, outcome: 'miss' });
    expect(await cached(deps, entry(), compute)).toEqual({ value: 1, outcome: 'hit' });
    clock.advance(61_000);
    expect(await cached(deps, entry(), compute)).toEqual({ value: 2, outcome: 'miss' });
  });

  it.each([
    ['listener', { userId: 2 }],
    ['version', { version: 'v2' }],
    ['question', { name: 'totals' }],
    ['detail', { params: { limit: 6 } }],
  ])('keeps answers of another %s apart', async (_what, changes) => {
    const deps = freshDeps();
    const { compute } = computation();
    await cached(deps, entry(), compute);
    expect(await cached(deps, entry(changes), compute)).toEqual({ value: 2, outcome: 'miss' });
  });

  it('computes once for everybody who asks at the same time', async () => {
    const deps = freshDeps();
    const { compute, asked } = computation();
    const answers = await Promise.all(Array.from({ length: 200 }, () => cached(deps, entry(), compute)));
    expect(asked()).toBe(1);
    expect(new Set(answers.map(({ value }) => value))).toEqual(new Set([1]));
    expect(answers.filter(({ outcome }) => outcome === 'miss')).toHaveLength(1);
  });

  it('computes once for pages and routes, which Next compiles separately', async () => {
    vi.resetModules();
    const copy = await import('@/lib/cache');
    expect(copy.cached).not.toBe(cached);
    const deps = freshDeps();
    const { compute, asked } = computation();
    await Promise.all([cached(deps, entry(), compute), copy.cached(deps, entry(), compute)]);
    expect(asked()).toBe(1);
  });

  it('remembers an answer that is null', async () => {
    const deps = freshDeps();
    const nothing = { ...entry(), ttlSeconds: 60 };
    expect(await cached<null>(deps, nothing, async () => null)).toEqual({ value: null, outcome: 'miss' });
    expect(await cached<null>(deps, nothing, async () => null)).toEqual({ value: null, outcome: 'hit' });
  });

  it('caches an answer for the lifetime that it asks for', async () => {
    const deps = freshDeps();
    const { compute } = computation();
    const brief = entry({ ttlSeconds: (value) => (value === 1 ? 5 : 500) });
    await cached(deps, brief, compute);
    clock.advance(6_000);
    expect((await cached(deps, brief, compute)).value).toBe(2);
    clock.advance(6_000);
    expect((await cached(deps, brief, compute)).value).toBe(2);
  });

  it('computes when the store is down', async () => {
    const { compute } = computation();
    expect(await cached({ kv: DOWN }, entry(), compute)).toEqual({ value: 1, outcome: 'miss' });
    expect(await cached({ kv: DOWN }, entry(), compute)).toEqual({ value: 2, outcome: 'miss' });
  });

  it('fails everybody who waits when the computation fails, and tries again for the next', async () => {
    const deps = freshDeps();
    const failing = () => Promise.reject(new Error('broken'));
    const answers = await Promise.allSettled([1, 2, 3].map(() => cached(deps, entry(), failing)));
    expect(answers.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
    expect((await cached(deps, entry(), async () => 7)).value).toBe(7);
  });

  it('rethrows a bug in the store', async () => {
    const kv = { ...createMemoryKeyValue(clock), get: () => Promise.reject(new TypeError('a bug')) };
    await expect(cached({ kv }, entry(), async () => 1)).rejects.toThrow('a bug');
  });
});
