import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Breaker, breakerPhase, CLOSED, nextBreaker, totalFailures } from '@/lib/circuit-breaker';
import type { FailureType } from '@/lib/shared/archival/breaker-events';

const HOUR = 3_600_000;
const START = new Date('2026-03-02T10:00:00Z');
const at = (hours: number) => new Date(START.getTime() + hours * HOUR);

const fail = (type: FailureType, times: number, from: Breaker = CLOSED, when = START) =>
  Array.from({ length: times }).reduce<Breaker>((breaker) => nextBreaker(breaker, type, when), from);

const story = (from: Breaker, failures: readonly FailureType[]) =>
  failures.reduce<Breaker>((breaker, type) => nextBreaker(breaker, type, START), from);

/** How often each type occurs. */
const countsOf = (failures: readonly FailureType[]): [FailureType, number][] =>
  [...new Set(failures)].map((type) => [type, failures.filter((other) => other === type).length]);

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
    expect(breakerPhase(open, at(hours - 0.01))).toBe('open');
    expect(breakerPhase(open, at(hours))).toBe('half_open');
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

  it('opens when failures alternate, for as long as the type that reached its threshold says', () => {
    const alternating = story(CLOSED, ['AUTH', 'NETWORK', 'AUTH', 'NETWORK']);
    expect(breakerPhase(alternating, START)).toBe('degraded');
    expect(nextBreaker(alternating, 'AUTH', START).openUntil).toEqual(at(24));
    const network = story(CLOSED, [
      'NETWORK',
      'UNKNOWN',
      'NETWORK',
      'UNKNOWN',
      'NETWORK',
      'UNKNOWN',
      'NETWORK',
    ]);
    expect(nextBreaker(network, 'NETWORK', START).openUntil).toEqual(at(2));
  });

  it('opens at ten failures in all for an hour when no type has reached its threshold', () => {
    const nine = story(fail('AUTH', 2, fail('NETWORK', 4)), ['UNKNOWN', 'UNKNOWN', 'UNKNOWN']);
    expect(breakerPhase(nine, START)).toBe('degraded');
    expect(nextBreaker(nine, 'UNKNOWN', START).openUntil).toEqual(at(1));
  });

  it('stays open as long as it was to when a sync fails that ignores it', () => {
    const open = fail('NETWORK', 5);
    const still = nextBreaker(open, 'AUTH', at(1));
    expect(still).toMatchObject({ openUntil: open.openUntil, openedCount: 1, lastFailureType: 'AUTH' });
    expect(totalFailures(still)).toBe(6);
  });

  const types = fc.constantFrom<FailureType>('AUTH', 'NETWORK', 'UNKNOWN');
  const failures = fc.array(types, { minLength: 1, maxLength: 30 });

  it('opens exactly when a type has reached its threshold or all together have reached ten', () => {
    const thresholds = { AUTH: 3, NETWORK: 5, UNKNOWN: 10 };
    fc.assert(
      fc.property(failures, (failures) => {
        let breaker = CLOSED;
        for (const [index, type] of failures.entries()) {
          breaker = nextBreaker(breaker, type, START);
          const soFar = failures.slice(0, index + 1);
          const isDue =
            soFar.length >= 10 || countsOf(soFar).some(([each, count]) => count >= thresholds[each]);
          expect(breakerPhase(breaker, START)).toBe(isDue ? 'open' : 'degraded');
          expect(totalFailures(breaker)).toBe(soFar.length);
        }
      }),
    );
  });

  it('opens no later for a mixture than for the last type alone, whatever the order', () => {
    fc.assert(
      fc.property(failures, types, (failures, last) => {
        const mixed = nextBreaker(story(CLOSED, failures), last, START);
        const alone = fail(last, failures.filter((type) => type === last).length + 1);
        if (breakerPhase(alone, START) === 'open') expect(breakerPhase(mixed, START)).toBe('open');
      }),
    );
  });

  it('doubles each cool-down in turn, and never beyond seven days', () => {
    fc.assert(
      fc.property(failures, failures, (before, tests) => {
        const first = { AUTH: 24, NETWORK: 2, UNKNOWN: 1 };
        let breaker = fail('NETWORK', 5, story(CLOSED, before));
        for (const type of tests) {
          const now = breaker.openUntil ?? START;
          const next = nextBreaker(breaker, type, now);
          const hours = ((next.openUntil?.getTime() ?? 0) - now.getTime()) / HOUR;
          expect(hours).toBe(Math.min(first[type] * 2 ** breaker.openedCount, 168));
          breaker = next;
        }
      }),
    );
  });

  it('is closed by a success after any story, and forgets it', () => {
    fc.assert(
      fc.property(failures, (failures) => {
        expect(nextBreaker(story(CLOSED, failures), 'success', START)).toEqual(CLOSED);
      }),
    );
  });

  it('never stays open for ever, for any sequence of failures', () => {
    const signals = fc.array(fc.constantFrom('success', 'AUTH', 'NETWORK', 'UNKNOWN'), { maxLength: 60 });
    fc.assert(
      fc.property(signals, (story) => {
        let breaker = CLOSED;
        let now = START;
        for (const signal of story) {
          if (breakerPhase(breaker, now) === 'open') now = breaker.openUntil ?? now;
          breaker = nextBreaker(breaker, signal, now);
          now = new Date(now.getTime() + HOUR);
        }
        expect(breakerPhase(breaker, new Date(now.getTime() + 7 * 24 * HOUR))).not.toBe('open');
        expect(nextBreaker(breaker, 'success', now)).toEqual(CLOSED);
      }),
    );
  });
});
