import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Breaker,
  breakerAllows,
  breakerPhase,
  CLOSED,
  type FailureType,
  nextBreaker,
} from '@/lib/circuit-breaker';

const HOUR = 3_600_000;
const START = new Date('2026-03-02T10:00:00Z');
const at = (hours: number) => new Date(START.getTime() + hours * HOUR);

const fail = (type: FailureType, times: number, from: Breaker = CLOSED, when = START) =>
  Array.from({ length: times }).reduce<Breaker>((breaker) => nextBreaker(breaker, type, when), from);

describe('the breaker of one listener', () => {
  it.each([
    ['AUTH', 3, 24],
    ['NETWORK', 5, 2],
    ['UNKNOWN', 10, 1],
  ] as const)('opens at the threshold of %s (%i failures) for %i hours', (type, threshold, hours) => {
    const nearly = fail(type, threshold - 1);
    expect(breakerPhase(nearly, START)).toBe('degraded');
    const open = fail(type, threshold);
    expect(breakerPhase(open, START)).toBe('open');
    expect(breakerAllows(open, at(hours - 0.01))).toBe(false);
    expect(breakerPhase(open, at(hours))).toBe('half_open');
    expect(breakerAllows(open, at(hours))).toBe(true);
  });

  it('opens again for twice as long when the test request fails, at most for 7 days', () => {
    let breaker = fail('AUTH', 3);
    let now = START;
    const lengths: number[] = [];
    for (let i = 0; i < 6; i++) {
      now = breaker.openUntil ?? now;
      breaker = nextBreaker(breaker, 'AUTH', now);
      lengths.push(((breaker.openUntil?.getTime() ?? 0) - now.getTime()) / HOUR);
    }
    expect(lengths).toEqual([48, 96, 168, 168, 168, 168]);
  });

  it('closes after a success and resets its counts', () => {
    expect(nextBreaker(fail('AUTH', 3), 'success', at(24))).toEqual(CLOSED);
  });

  it('starts a new count when the type of failure changes', () => {
    const two = fail('AUTH', 2);
    expect(nextBreaker(two, 'NETWORK', START)).toMatchObject({
      consecutiveFailures: 1,
      lastFailureType: 'NETWORK',
      openUntil: null,
    });
  });

  it('never stays open for ever, for any sequence of failures', () => {
    const signals = fc.array(fc.constantFrom('success', 'AUTH', 'NETWORK', 'UNKNOWN'), { maxLength: 60 });
    fc.assert(
      fc.property(signals, (story) => {
        let breaker = CLOSED;
        let now = START;
        for (const signal of story) {
          if (!breakerAllows(breaker, now)) now = breaker.openUntil ?? now;
          breaker = nextBreaker(breaker, signal, now);
          now = new Date(now.getTime() + HOUR);
        }
        expect(breakerAllows(breaker, new Date(now.getTime() + 7 * 24 * HOUR))).toBe(true);
        expect(nextBreaker(breaker, 'success', now)).toEqual(CLOSED);
      }),
    );
  });
});
