import { describe, expect, it } from 'vitest';
import { createMemoryKeyValue } from '@/lib/kv/memory-key-value';
import { describeKeyValueContract } from '../../support/key-value-contract';
import { createMovableClock } from '../../support/movable-clock';

const start = new Date('2026-03-01T12:00:00Z');

describe('the key-value store in memory', () => {
  const clock = createMovableClock(start);
  const kv = createMemoryKeyValue(clock);
  describeKeyValueContract({ kv: () => kv, pass: async (seconds) => clock.advance(seconds * 1000) });

  it('holds a bounded number of keys and forgets the oldest written first', async () => {
    const small = createMemoryKeyValue(createMovableClock(start), 10);
    for (let index = 0; index < 25; index += 1) await small.set(`k${index}`, String(index), 60);
    const values = await small.getMany(Array.from({ length: 25 }, (_, index) => `k${index}`));
    expect(values.filter((value) => value !== null).length).toBeLessThanOrEqual(10);
    expect(values.at(-1)).toBe('24');
    expect(values.at(0)).toBeNull();
  });

  it('forgets what has expired before it forgets what has not', async () => {
    const movable = createMovableClock(start);
    const small = createMemoryKeyValue(movable, 10);
    await small.set('lasting', 'kept', 3600);
    for (let index = 0; index < 9; index += 1) await small.set(`brief${index}`, '1', 1);
    movable.advance(2000);
    await small.set('new', 'kept', 60);
    expect(await small.getMany(['lasting', 'new'])).toEqual(['kept', 'kept']);
  });
});
