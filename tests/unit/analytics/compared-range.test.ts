import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { comparedPair, comparedRange, isComparedInPart } from '@/lib/shared/analytics/compared-range';
import type { Range } from '@/lib/shared/analytics/range';
import { addDays, calendarUnit, countDays, resolveRange } from '@/lib/shared/analytics/range-days';
import { dayStart, localDay } from '@/lib/shared/analytics/range-instants';
import { DAY, HOUR, MINUTE } from '@/lib/shared/time';

const NOW = new Date('2026-11-28T14:10:00Z');
const days = (from: string | null, to: string | null): Range => ({ preset: null, from, to });
const compared = (range: Range, now = NOW) => {
  const found = comparedRange(range, now, 'Europe/Berlin');
  return found && [found.from, found.to, found.until];
};

describe('of two ranges side by side', () => {
  const counted = (a: Range, b: Range, now = NOW) =>
    comparedPair([a, b], now, 'Europe/Berlin').map(({ from, to, until }) => [from, to, until]);
  const year = (of: number) => days(`${of}-01-01`, `${of}-12-31`);
  const all = ({ from, to }: Range) => [from, to, null];

  it('the past one counts up to the same moment as the one that is not over has reached, on whichever side', () => {
    const then = ['2025-01-01', '2025-11-28', '2025-11-28T14:00:00.000Z'];
    expect(counted(year(2026), year(2025))).toEqual([all(year(2026)), then]);
    expect(counted(year(2025), year(2026))).toEqual([then, all(year(2026))]);
    const month = days('2026-11-01', '2026-11-30');
    expect(counted(month, days('2025-10-01', '2025-10-31'))[1]?.[2]).toBe('2025-10-28T14:00:00.000Z');
    const today = days('2026-11-28', '2026-11-28');
    expect(counted(today, days('2026-02-01', '2026-02-01'))[1]?.[2]).toBe('2026-02-01T14:00:00.000Z');
  });

  it('all counts where both are over, neither is, or they differ in kind and length', () => {
    const november = days('2026-11-01', '2026-11-30');
    const lastDays = days('2026-11-22', '2026-11-28');
    for (const [a, b] of [
      [year(2024), year(2025)],
      [year(2026), november],
      [november, lastDays],
      [november, year(2025)],
      [days(null, null), year(2025)],
      [days(null, '2026-11-01'), november],
    ] as const) {
      expect(counted(a, b)).toEqual([all(a), all(b)]);
    }
    const march = days('2026-03-01', '2026-03-31');
    const february = days('2026-02-01', '2026-02-28');
    expect(counted(march, february, new Date('2026-03-30T10:00:00Z'))[1]).toEqual(all(february));
  });
});

describe('a range is compared with', () => {
  it('the range before, up to the same moment while it is not over', () => {
    const week = resolveRange({ preset: '7d', from: null, to: null }, '2026-11-28');
    expect(compared(week)).toEqual(['2026-11-15', '2026-11-21', '2026-11-21T14:00:00.000Z']);
    expect(compared(days('2026-11-28', '2026-11-28'))).toEqual([
      '2026-11-27',
      '2026-11-27',
      '2026-11-27T14:00:00.000Z',
    ]);
  });

  it('all of the range before once it is over', () => {
    expect(compared(days('2026-11-20', '2026-11-26'))).toEqual(['2026-11-13', '2026-11-19', null]);
  });

  it('the month or year before, where it is a month or a year', () => {
    expect(compared(days('2026-10-01', '2026-10-31'))).toEqual(['2026-09-01', '2026-09-30', null]);
    expect(compared(days('2024-01-01', '2024-12-31'))).toEqual(['2023-01-01', '2023-12-31', null]);
    expect(compared(days('2026-11-01', '2026-11-30'))).toEqual([
      '2026-10-01',
      '2026-10-28',
      '2026-10-28T14:00:00.000Z',
    ]);
    expect(compared(days('2026-01-01', '2026-12-31'))).toEqual([
      '2025-01-01',
      '2025-11-28',
      '2025-11-28T14:00:00.000Z',
    ]);
  });

  it('all of a shorter month, where it has reached further than that', () => {
    const march = days('2026-03-01', '2026-03-31');
    expect(compared(march, new Date('2026-03-30T10:00:00Z'))).toEqual(['2026-02-01', '2026-02-28', null]);
  });

  it('nothing where it has no beginning', () => {
    expect(compared(days(null, null))).toBeNull();
    expect(compared(days(null, '2026-11-20'))).toBeNull();
  });

  it.each(['UTC', 'Europe/Berlin', 'America/St_Johns', 'Pacific/Apia'])(
    'the same elapsed part, whatever the moment, in %s',
    (timeZone) => {
      const moment = fc
        .integer({ min: 0, max: 400 * 24 * 60 })
        .map((m) => new Date(NOW.getTime() - m * MINUTE));
      fc.assert(
        fc.property(moment, fc.integer({ min: 1, max: 400 }), (now, length) => {
          const today = localDay(now, timeZone);
          const range = days(addDays(today, 1 - length), today);
          const before = comparedRange(range, now, timeZone);
          if (!before?.from || !before.to)
            throw new Error('A range with a beginning is compared with one that has both ends.');
          const compared = countDays(before.from, before.to);
          expect(isComparedInPart(range, today)).toBe(before.until !== null);
          expect(isComparedInPart(range, addDays(today, 1))).toBe(false);
          if (before.until === null) {
            // Only of a shorter month or year all may have passed by the same moment.
            expect([calendarUnit(range) === null, compared < length]).toEqual([false, true]);
            return;
          }
          expect(compared).toBeLessThanOrEqual(length);
          const elapsed = now.getTime() - dayStart(range.from ?? '', timeZone).getTime();
          const part = Date.parse(before.until) - dayStart(before.from, timeZone).getTime();
          // Clocks that are set in between, and the rounding.
          expect(Math.abs(elapsed - part)).toBeLessThanOrEqual(
            (timeZone === 'Pacific/Apia' ? DAY : 0) + 2 * HOUR + 15 * MINUTE,
          );
          expect(Date.parse(before.until)).toBeLessThanOrEqual(
            dayStart(range.from ?? '', timeZone).getTime(),
          );
        }),
      );
    },
  );
});
