import { describe, expect, it } from 'vitest';
import { createMemoryKeyValue } from '@/lib/kv/memory-key-value';
import { describeKeyValueContract } from '../../support/contracts/key-value-contract';
import { createMovableClock } from '../../support/movable-clock';

const start = new Date('2026-03-01T12:00:00Z');

describe('the key-value store in memory', () => {
  const clock = createMovableClock(start);
  const kv = createMemoryKeyValue(clock);
  describeKeyValueContract({ kv: () => kv, pass: async (seconds) => clock.advance(seconds * 1000) });

  it('holds a bounded number of bytes and evicts what was used longest ago', async () => {
    const small = createMemoryKeyValue(createMovableClock(start), 10_000);
    const text = 'x'.repeat(400);
    for (let index = 0; index < 8; index += 1) await small.set(`k${index}`, text, 60);
    expect(await small.get('k0')).toBe(text);
    for (let index = 8; index < 12; index += 1) await small.set(`k${index}`, text, 60);
    expect(await small.getMany(['k0', 'k1', 'k11'])).toEqual([text, null, text]);
    await small.set('huge', 'x'.repeat(10_000), 60);
    expect(await small.get('huge')).toBeNull();
    expect(await small.get('k11')).toBe(text);
  });

  it('evicts what has expired before it evicts what has not', async () => {
    const movable = createMovableClock(start);
    const small = createMemoryKeyValue(movable, 10_000);
    const text = 'x'.repeat(400);
    await small.set('lasting', text, 3600);
    for (let index = 0; index < 8; index += 1) await small.set(`brief${index}`, text, 1);
    movable.advance(2000);
    for (const key of ['new1', 'new2', 'new3']) await small.set(key, text, 60);
    expect(await small.getMany(['lasting', 'new1', 'new3'])).toEqual([text, text, text]);
  });

  it('keeps nothing beyond its time when the clock is set back', async () => {
    const movable = createMovableClock(start);
    const store = createMemoryKeyValue(movable);
    await store.set('done', '1', 3600);
    movable.advance(-1_000);
    expect(await store.get('done')).toBe('1');
    movable.advance(-86_400_000);
    expect(await store.get('done')).toBeNull();
    await store.set('done', '2', 3600);
    expect(await store.get('done')).toBe('2');
  });
});
