import { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import { findDone, generateIdempotencyKey, markDone } from '@/lib/idempotency';
import { type KeyValue, KeyValueUnavailable } from '@/lib/kv/key-value';
import { createMemoryKeyValue } from '@/lib/kv/memory-key-value';
import { createMovableClock } from '../support/movable-clock';

const hour = new Date('2026-03-01T23:00:00Z');
const quiet = pino({ level: 'silent' });

describe('an idempotency key', () => {
  it('names the listener and the scheduled hour in UTC, in any zone of the machine', () => {
    expect(generateIdempotencyKey(7, hour)).toBe('user:7:archive:2026-03-01-23');
  });

  it('distinguishes further runs within the hour', () => {
    expect(generateIdempotencyKey(7, hour, 'extra-2')).toBe('user:7:archive:2026-03-01-23:extra-2');
  });

  it('carries the minute when the slot is not on a full hour', () => {
    expect(generateIdempotencyKey(7, new Date('2026-03-01T23:05:00Z'))).toBe(
      'user:7:archive:2026-03-01-23-05',
    );
  });
});

describe('finished work', () => {
  it('is found again for 25 hours and then forgotten', async () => {
    const clock = createMovableClock(hour);
    const kv = createMemoryKeyValue(clock);
    await markDone(kv, ['a', 'b'], quiet);
    clock.advance(25 * 3_600_000 - 1);
    expect(await findDone(kv, ['a', 'c', 'b'], quiet)).toEqual(new Set(['a', 'b']));
    clock.advance(2);
    expect(await findDone(kv, ['a', 'b'], quiet)).toEqual(new Set());
  });

  const failing = (error: Error): KeyValue => {
    const fail = () => Promise.reject(error);
    return {
      get: fail,
      getMany: fail,
      set: fail,
      setMany: fail,
      setIfAbsent: fail,
      delete: fail,
      deletePrefix: fail,
      increment: fail,
      ping: fail,
    };
  };

  it('counts as not done while the store is down, and the log says so', async () => {
    const logged: string[] = [];
    const logger = pino({ level: 'warn' }, { write: (line: string) => logged.push(line) });
    const kv = failing(new KeyValueUnavailable(new Error('no answer')));
    await markDone(kv, ['a'], logger);
    expect(await findDone(kv, ['a'], logger)).toEqual(new Set());
    expect(logged).toHaveLength(2);
  });

  it('rethrows a bug', async () => {
    const kv = failing(new TypeError('a bug'));
    await expect(findDone(kv, ['a'], quiet)).rejects.toThrow(TypeError);
    await expect(markDone(kv, ['a'], quiet)).rejects.toThrow(TypeError);
  });
});
