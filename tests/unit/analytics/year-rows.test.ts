import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chartSize, markIndex, weekPosition, type YearFigures } from '@/components/charts/chart-figures';
import { addDays, bucketOf } from '@/lib/shared/analytics/range-days';
import { repetitions } from '../../support/depth';

const yearsFrom = (monday: string, weeks: number): YearFigures => ({
  kind: 'years',
  range: { preset: null, from: monday, to: addDays(monday, weeks * 7 - 1) },
  weeks: Array.from({ length: weeks }, (_, week) => ({
    day: addDays(monday, week * 7),
    plays: week,
    listenedMs: 0,
    archived: 'all',
    isPartial: false,
  })),
});

describe('a row a year', () => {
  it('has a place of its own for each week, the same that the pointer meets', () => {
    const start = fc
      .integer({ min: 0, max: 6_000 })
      .map((days) => bucketOf(addDays('2008-10-06', days), 'week'));
    fc.assert(
      fc.property(start, fc.integer({ min: 1, max: 300 }), (monday, weeks) => {
        const figures = yearsFrom(monday, weeks);
        const { columns, rows } = chartSize(figures);
        for (const [index, { day }] of figures.weeks.entries()) {
          const at = weekPosition(figures, day);
          expect(at.column).toBeLessThan(columns);
          expect(at.row).toBeLessThan(rows);
          expect(markIndex(figures, at)).toBe(index);
        }
      }),
      { numRuns: repetitions(10, 100) },
    );
  });

  it('gives the days around New Year to the year of their Thursday', () => {
    const figures = yearsFrom('2020-12-28', 3);
    expect(figures.weeks.map(({ day }) => weekPosition(figures, day))).toEqual([
      { column: 52, row: 0 },
      { column: 0, row: 1 },
      { column: 1, row: 1 },
    ]);
  });
});
