import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { reachesOf } from '@/lib/history/reach';
import { samePlay } from '@/lib/history/same-play';
import { accountRow, endAt, polled, row } from '../../support/reports';

const make = fc.constantFrom(polled, row, (at: number) => accountRow(Math.floor(at / 60)));
const report = fc
  .record({ make, seconds: fc.integer({ min: 0, max: 900 }), msPlayed: fc.integer({ min: 0, max: 210_000 }) })
  .map(({ make: made, seconds, msPlayed }) => {
    const one = made(seconds);
    return one.source === 'poll' ? one : { ...one, msPlayed };
  });

describe('the spans of plays that reports are compared with', () => {
  it('is none for no reports', () => {
    expect(reachesOf([])).toEqual([]);
  });

  it('holds every play that may be the same', () => {
    fc.assert(
      fc.property(report, report, (a, b) => {
        const isWithin = reachesOf([a]).some(({ from, to }) => b.end >= from && b.end <= to);
        if (samePlay(a, b) !== null) expect(isWithin).toBe(true);
      }),
      { numRuns: 2_000 },
    );
  });

  it('go three minutes and twice the played time beyond the ends, and leave out what lies between', () => {
    const spans = reachesOf([
      row(0, { msPlayed: 60_000 }),
      row(100, { msPlayed: 0 }),
      row(1_000, { msPlayed: 0 }),
    ]);
    expect(spans).toEqual([
      { from: endAt(-300), to: endAt(300) },
      { from: endAt(820), to: endAt(1_180) },
    ]);
  });
});
