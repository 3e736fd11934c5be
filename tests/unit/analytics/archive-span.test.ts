import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { archiveSpan, clampRange } from '@/lib/shared/analytics/archive-span';
import { MOST_POINTS, unitFor } from '@/lib/shared/analytics/chart-unit';
import { addDays } from '@/lib/shared/analytics/range-days';
import { bucketsOf, daysOf, localDay } from '@/lib/shared/analytics/range-instants';

const NOW = new Date('2026-11-28T12:00:00Z');

describe('the days of an archive', () => {
  it('reach from Spotify’s first day to tomorrow, on the listener’s own calendar', () => {
    expect(archiveSpan(NOW, 'UTC')).toEqual({ from: '2008-10-07', to: '2026-11-29' });
    expect(archiveSpan(NOW, 'Pacific/Honolulu')).toEqual({ from: '2008-10-06', to: '2026-11-29' });
    expect(archiveSpan(NOW, 'Pacific/Kiritimati')).toEqual({ from: '2008-10-07', to: '2026-11-30' });
  });

  it.each([
    ['2000-01-01', '2099-12-31', '2008-10-07', '2026-11-29'],
    ['2020-01-01', null, '2020-01-01', null],
    [null, '2099-12-31', null, '2026-11-29'],
    [null, null, null, null],
    ['2090-01-01', '2099-12-31', '2090-01-01', '2099-12-31'],
  ])('draw the range %s to %s in to %s to %s', (from, to, first, last) => {
    const range = clampRange({ preset: null, from, to }, archiveSpan(NOW, 'UTC'));
    expect(range).toEqual({ preset: null, from: first, to: last });
  });
});

describe('the unit of a chart', () => {
  it.each([
    [41, 'hour', 'hour'],
    [42, 'hour', 'day'],
    [1_000, 'day', 'day'],
    [1_001, 'day', 'week'],
    [6_993, 'week', 'week'],
    [6_994, 'week', 'month'],
    [36_525, 'hour', 'year'],
    [800, undefined, 'month'],
  ] as const)('for %i days by %s is the %s', (days, asked, unit) => {
    expect(unitFor({ from: '2009-01-01', to: addDays('2009-01-01', days - 1) }, asked)).toBe(unit);
  });

  it('gives 1,000 points at most, wherever the days begin', () => {
    const unit = fc.constantFrom('hour', 'day', 'week', 'month', 'year', undefined);
    fc.assert(
      fc.property(
        unit,
        fc.integer({ min: 0, max: 9_000 }),
        fc.integer({ min: 0, max: 9_000 }),
        (asked, a, b) => {
          const from = addDays('2008-10-06', a);
          const to = addDays(from, b);
          const points = bucketsOf(from, to, unitFor({ from, to }, asked), 'UTC');
          expect(points.length).toBeLessThanOrEqual(MOST_POINTS);
        },
      ),
      { numRuns: 60, seed: 20261128 },
    );
  });
});

describe('days at the ends of what a year can write', () => {
  it('end there', () => {
    expect(addDays('9999-12-31', 1)).toBe('9999-12-31');
    expect(addDays('0001-01-01', -1)).toBe('0001-01-01');
    expect(localDay(new Date('9999-12-31T23:59:59Z'), 'Asia/Kathmandu')).toBe('9999-12-31');
    expect(localDay(new Date(-8.64e15), 'UTC')).toBe('0001-01-01');
    expect(daysOf('9999-12-30', '9999-12-31', 'UTC')).toEqual(['9999-12-30', '9999-12-31']);
    expect(daysOf('2026-01-02', '2026-01-01', 'UTC')).toEqual([]);
  });
});
