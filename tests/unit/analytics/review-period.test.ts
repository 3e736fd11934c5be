import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, countDays } from '@/lib/shared/analytics/range-days';
import {
  besidePeriods,
  parseReviewPeriod,
  periodOfRange,
  type ReviewPeriod,
  reviewName,
  reviewPath,
  reviewRange,
  yearInSeason,
} from '@/lib/shared/analytics/year/review-period';

const periods = fc.record({
  year: fc.integer({ min: 2001, max: 2098 }),
  month: fc.option(fc.integer({ min: 1, max: 12 })),
});

/** As the address of its page has it. */
const parsed = (period: ReviewPeriod) => {
  const [, , year = '', month] = reviewPath(period).split('/');
  return parseReviewPeriod(year, month);
};

describe('a year or month in review', () => {
  it('is read from its address and found in its days', () => {
    fc.assert(
      fc.property(periods, (period) => {
        expect(parsed(period)).toEqual(period);
        expect(periodOfRange(reviewRange(period))).toEqual(period);
      }),
    );
  });

  it('touches the periods beside it', () => {
    fc.assert(
      fc.property(periods, (period) => {
        const [before, after] = besidePeriods(period).map(reviewRange);
        expect(addDays(before?.to ?? '', 1)).toBe(reviewRange(period).from);
        expect(addDays(reviewRange(period).to, 1)).toBe(after?.from);
      }),
    );
  });

  it('has 366 days in a leap year, and 29 in its February', () => {
    const days = (period: ReviewPeriod) => countDays(reviewRange(period).from, reviewRange(period).to);
    expect([days({ year: 2024, month: null }), days({ year: 2024, month: 2 })]).toEqual([366, 29]);
    expect([days({ year: 2025, month: null }), days({ year: 2025, month: 2 })]).toEqual([365, 28]);
  });

  it('has a name', () => {
    expect(reviewName({ year: 2026, month: null })).toBe('2026');
    expect(reviewName({ year: 2026, month: 5 })).toBe('May 2026');
  });

  it.each([
    ['26', undefined],
    ['1999', undefined],
    ['2100', undefined],
    ['20x6', undefined],
    ['2026', '5'],
    ['2026', '00'],
    ['2026', '13'],
    ['2026', ''],
  ])('is no other address: /year/%s/%s', (year, month) => {
    expect(parseReviewPeriod(year, month)).toBeNull();
  });

  it.each([
    ['2026-11-19', null],
    ['2026-11-20', 2026],
    ['2026-12-31', 2026],
    ['2027-01-01', 2026],
    ['2027-01-31', 2026],
    ['2027-02-01', null],
  ])('is looked back on around New Year: on %s on %s', (today, year) => {
    expect(yearInSeason(today)).toBe(year);
  });
});
