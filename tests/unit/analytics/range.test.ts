import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Range } from '@/lib/shared/analytics/range';
import {
  addDays,
  bucketOf,
  countDays,
  defaultUnit,
  lastDayOf,
  previousRange,
  resolveRange,
} from '@/lib/shared/analytics/range-days';
import {
  bucketsOf,
  dayStart,
  daysOf,
  hasDay,
  localDay,
  rangeInstants,
} from '@/lib/shared/analytics/range-instants';
import { parseRange } from '@/lib/shared/analytics/range-parse';
import { ALL_TIME, PRESETS } from '@/lib/shared/analytics/range-presets';

const days = (from: string | null, to: string | null): Range => ({ preset: null, from, to });
const preset = (name: (typeof PRESETS)[number]): Range => ({ preset: name, from: null, to: null });

describe('reading a range', () => {
  it('takes every preset, days with both ends or one, and nothing as all time', () => {
    for (const range of PRESETS) expect(parseRange({ range })).toEqual({ ok: true, value: preset(range) });
    expect(parseRange({})).toEqual({ ok: true, value: ALL_TIME });
    expect(parseRange({ from: '2024-02-29', to: '2024-02-29' })).toEqual({
      ok: true,
      value: days('2024-02-29', '2024-02-29'),
    });
    expect(parseRange({ from: '2024-02-29' })).toEqual({ ok: true, value: days('2024-02-29', null) });
    expect(parseRange({ to: '2024-02-29' })).toEqual({ ok: true, value: days(null, '2024-02-29') });
  });

  it.each([
    [{ range: '2d' }, 'range'],
    [{ range: '' }, 'range'],
    [{ range: '7d', from: '2024-01-01' }, 'range'],
    [{ from: '2023-02-29' }, 'from'],
    [{ from: '2024-1-1' }, 'from'],
    [{ from: 'yesterday' }, 'from'],
    [{ from: '' }, 'from'],
    [{ from: '2024-01-01', to: '2024-13-01' }, 'to'],
    [{ to: '2024-00-10' }, 'to'],
    [{ from: '1999-12-31' }, 'from'],
    [{ to: '2100-01-01' }, 'to'],
    [{ from: '2024-01-02', to: '2024-01-01' }, 'from'],
  ] as const)('refuses %j and names %s', (input, field) => {
    expect(parseRange(input)).toMatchObject({ ok: false, error: { field } });
  });
});

describe('a bucket of days', () => {
  it.each([
    ['2026-11-22T14', 'hour', '2026-11-22'],
    ['2026-11-22', 'day', '2026-11-22'],
    ['2026-12-28', 'week', '2027-01-03'],
    ['2024-02-01', 'month', '2024-02-29'],
    ['2026-12-01', 'month', '2026-12-31'],
    ['2026-01-01', 'year', '2026-12-31'],
  ] as const)('knows the last day of %s as a %s: %s', (start, unit, last) => {
    expect(lastDayOf(start, unit)).toBe(last);
  });
});

describe('a range of days', () => {
  it('of a preset ends today and counts today', () => {
    expect(resolveRange(preset('1d'), '2024-03-01')).toEqual({
      preset: '1d',
      from: '2024-03-01',
      to: '2024-03-01',
    });
    expect(resolveRange(preset('7d'), '2024-03-01')).toMatchObject({ from: '2024-02-24', to: '2024-03-01' });
    expect(resolveRange(preset('1y'), '2024-12-31')).toMatchObject({ from: '2024-01-02', to: '2024-12-31' });
    expect(resolveRange(ALL_TIME, '2024-03-01')).toEqual(ALL_TIME);
  });

  it('is preceded by as many days', () => {
    expect(previousRange(preset('7d'), '2024-03-10')).toEqual(days('2024-02-26', '2024-03-03'));
    expect(previousRange(days('2024-03-01', '2024-03-01'), '2024-05-05')).toEqual(
      days('2024-02-29', '2024-02-29'),
    );
    expect(previousRange(days('2024-03-01', null), '2024-03-02')).toEqual(days('2024-02-28', '2024-02-29'));
    expect(previousRange(ALL_TIME, '2024-03-10')).toBeNull();
    expect(previousRange(days(null, '2024-03-01'), '2024-03-10')).toBeNull();
  });

  it('has the unit that keeps it readable', () => {
    expect(PRESETS.map((name) => defaultUnit(preset(name)))).toEqual([
      'hour',
      'day',
      'day',
      'day',
      'week',
      'month',
    ]);
    expect(defaultUnit(days('2024-01-01', '2024-01-02'))).toBe('hour');
    expect(defaultUnit(days('2024-01-01', '2024-04-01'))).toBe('day');
    expect(defaultUnit(days('2024-01-01', '2024-04-02'))).toBe('week');
    expect(defaultUnit(days('2024-01-01', '2025-12-31'))).toBe('week');
    expect(defaultUnit(days('2024-01-01', '2026-01-01'))).toBe('month');
  });
});

describe('the listener’s midnight', () => {
  const begins = (day: string, zone: string) => dayStart(day, zone).toISOString();

  it('is that of the zone, to the minute', () => {
    expect(begins('2025-06-10', 'Asia/Kathmandu')).toBe('2025-06-09T18:15:00.000Z');
    expect(begins('2025-07-01', 'Australia/Lord_Howe')).toBe('2025-06-30T13:30:00.000Z');
    expect(begins('2025-01-01', 'Australia/Lord_Howe')).toBe('2024-12-31T13:00:00.000Z');
    expect(begins('2025-06-10', 'UTC')).toBe('2025-06-10T00:00:00.000Z');
  });

  it('makes days of 23, 24 and 25 hours', () => {
    const hours = (day: string) =>
      (dayStart(addDays(day, 1), 'Europe/Berlin').getTime() - dayStart(day, 'Europe/Berlin').getTime()) /
      3_600_000;
    expect([hours('2025-03-30'), hours('2025-03-31'), hours('2025-10-26')]).toEqual([23, 24, 25]);
  });

  it('is the jump where the clock jumps over it, and the first where it comes twice', () => {
    expect(begins('2025-03-30', 'Asia/Beirut')).toBe('2025-03-29T22:00:00.000Z');
    expect(begins('2025-11-02', 'America/Havana')).toBe('2025-11-02T04:00:00.000Z');
    expect(begins('2010-11-07', 'America/St_Johns')).toBe('2010-11-07T02:30:00.000Z');
  });

  it('never came on the day that Samoa skipped', () => {
    const apia = 'Pacific/Apia';
    expect(hasDay('2011-12-30', apia)).toBe(false);
    expect(begins('2011-12-30', apia)).toBe('2011-12-30T10:00:00.000Z');
    expect(begins('2011-12-31', apia)).toBe('2011-12-30T10:00:00.000Z');
    expect(daysOf('2011-12-28', '2012-01-01', apia)).toEqual([
      '2011-12-28',
      '2011-12-29',
      '2011-12-31',
      '2012-01-01',
    ]);
    expect(daysOf('2011-12-30', '2011-12-30', apia)).toEqual([]);
    expect(rangeInstants(days('2011-12-30', '2011-12-30'), apia, new Date())).toEqual({
      from: new Date('2011-12-30T10:00:00Z'),
      to: new Date('2011-12-30T10:00:00Z'),
    });
  });

  it('bounds a preset by the listener’s today, not by that of UTC', () => {
    const now = new Date('2025-06-09T20:00:00Z');
    expect(localDay(now, 'Asia/Kathmandu')).toBe('2025-06-10');
    expect(rangeInstants(preset('1d'), 'Asia/Kathmandu', now)).toEqual({
      from: new Date('2025-06-09T18:15:00Z'),
      to: new Date('2025-06-10T18:15:00Z'),
    });
    expect(rangeInstants(ALL_TIME, 'Asia/Kathmandu', now)).toEqual({ from: null, to: null });
  });

  it('begins the day in every zone the runtime knows, at any time of this century so far', () => {
    const zone = fc.constantFrom(...Intl.supportedValuesOf('timeZone'));
    const at = fc.date({
      min: new Date('2000-01-03T00:00:00Z'),
      max: new Date('2026-12-30T00:00:00Z'),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(zone, at, (timeZone, instant) => {
        const day = localDay(instant, timeZone);
        const start = dayStart(day, timeZone);
        expect(localDay(start, timeZone)).toBe(day);
        expect(localDay(new Date(start.getTime() - 1), timeZone) < day).toBe(true);
        expect(start <= instant).toBe(true);
      }),
      { numRuns: 2_000, seed: 20261122 },
    );
  });
});

describe('the buckets of a chart', () => {
  it('begin on Mondays, firsts of the month and at New Year', () => {
    const buckets = (unit: 'week' | 'month' | 'year') => bucketsOf('2024-12-30', '2025-02-02', unit, 'UTC');
    expect(bucketOf('2025-01-05', 'week')).toBe('2024-12-30');
    expect(buckets('week')).toEqual(['2024-12-30', '2025-01-06', '2025-01-13', '2025-01-20', '2025-01-27']);
    expect(buckets('month')).toEqual(['2024-12-01', '2025-01-01', '2025-02-01']);
    expect(buckets('year')).toEqual(['2024-01-01', '2025-01-01']);
  });

  it('begin on the first day of the reader’s week', () => {
    const weeks = (firstWeekday: number) =>
      bucketsOf('2026-11-22', '2026-12-01', 'week', 'UTC', firstWeekday);
    expect(weeks(0)).toEqual(['2026-11-16', '2026-11-23', '2026-11-30']);
    expect(weeks(6)).toEqual(['2026-11-22', '2026-11-29']);
    expect(weeks(5)).toEqual(['2026-11-21', '2026-11-28']);
  });

  it('contain every day once in any zone', () => {
    const zone = fc.constantFrom('Pacific/Apia', 'Europe/Berlin', 'America/St_Johns', 'Pacific/Kiritimati');
    fc.assert(
      fc.property(
        zone,
        fc.integer({ min: 0, max: 9_000 }),
        fc.integer({ min: 0, max: 400 }),
        (timeZone, after, length) => {
          const from = addDays('2001-01-01', after);
          const to = addDays(from, length);
          const all = daysOf(from, to, timeZone);
          expect(all).toEqual([...new Set(all)].sort());
          const skipped = timeZone === 'Pacific/Apia' && from <= '2011-12-30' && to >= '2011-12-30' ? 1 : 0;
          expect(all).toHaveLength(countDays(from, to) - skipped);
          expect(bucketsOf(from, to, 'hour', timeZone)).toHaveLength(all.length * 24);
        },
      ),
      { numRuns: 100, seed: 20261122 },
    );
  });
});
