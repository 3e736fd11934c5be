import fc from 'fast-check';
import { expect, it } from 'vitest';
import { addDays, countDays } from '@/lib/shared/analytics/range-days';
import { yearAtMost } from '@/services/analytics/look-back/year-at-most';

const day = fc.integer({ min: -3_000, max: 3_000 }).map((days) => addDays('2020-02-29', days));

it('is a year at most, lies in the range, and is the range itself where that is shorter', () => {
  fc.assert(
    fc.property(fc.option(day), fc.option(day), day, (one, other, last) => {
      const [from = null, to = null] = one !== null && other !== null ? [one, other].sort() : [one, other];
      const year = yearAtMost({ from, to }, last);
      expect(year.from <= year.to).toBe(true);
      expect(countDays(year.from, year.to)).toBeLessThanOrEqual(366);
      expect(from === null || year.from >= from).toBe(true);
      expect(to === null || year.to <= to).toBe(true);
      if (from !== null && to !== null && countDays(from, to) <= 366) expect(year).toEqual({ from, to });
    }),
  );
});
