import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readRange } from '@/app/page-range';
import { calendarRanges, steppedRange } from '@/lib/shared/analytics/calendar-ranges';
import { addDays, calendarUnit, countDays } from '@/lib/shared/analytics/range-days';
import { ALL_TIME } from '@/lib/shared/analytics/range-presets';

describe('the ranges of the calendar', () => {
  it('begin the week on the reader’s first day', () => {
    const weekOf = (firstWeekday: number) =>
      calendarRanges({ today: '2026-11-25', firstDay: '2026-01-01' }, { firstWeekday, locale: 'en-GB' })[0];
    expect(weekOf(0)).toMatchObject({ from: '2026-11-23', to: '2026-11-29' });
    expect(weekOf(6)).toMatchObject({ from: '2026-11-22', to: '2026-11-28' });
    expect(weekOf(5)).toMatchObject({ from: '2026-11-21', to: '2026-11-27' });
  });

  it('step back and forth to where they were, without a day between or twice', () => {
    const day = fc.integer({ min: 0, max: 9_000 }).map((days) => addDays('2009-01-01', days));
    fc.assert(
      fc.property(day, fc.integer({ min: 1, max: 400 }), (from, length) => {
        const range = { preset: null, from, to: addDays(from, length - 1) };
        const before = steppedRange(range, '2099-01-01', -1);
        expect(addDays(before?.to ?? '', 1)).toBe(from);
        const back = before && steppedRange(before, '2099-01-01', 1);
        // A month beside days that are as long by chance is a month.
        if (calendarUnit(range) || !before || !calendarUnit(before)) expect(back).toEqual(range);
        if (!calendarUnit(range)) expect(countDays(before?.from ?? '', before?.to ?? '')).toBe(length);
      }),
    );
  });

  it('have none beside all time, and none after today', () => {
    expect(steppedRange(ALL_TIME, '2026-11-25', -1)).toBeNull();
    expect(steppedRange({ preset: '7d', from: null, to: null }, '2026-11-25', 1)).toBeNull();
  });
});

describe('dates of a page', () => {
  it('picked the wrong way round mean the days between them', () => {
    expect(readRange({ from: '2026-03-31', to: '2026-03-01' }, '1y')).toEqual({
      range: { preset: null, from: '2026-03-01', to: '2026-03-31' },
      problem: null,
    });
  });
});
