import { expect, it } from 'vitest';
import { sameDayEarlier } from '@/services/analytics/look-back/on-this-day';

it('has the same day of every year before, the latest first', () => {
  expect(sameDayEarlier('2011-03-05')).toEqual(['2010-03-05', '2009-03-05', '2008-03-05']);
  expect(sameDayEarlier('2008-03-05')).toEqual([]);
});

it('has the 29th of February of leap years only, and no day in its place', () => {
  expect(sameDayEarlier('2024-02-29')).toEqual(['2020-02-29', '2016-02-29', '2012-02-29', '2008-02-29']);
  expect(sameDayEarlier('2025-02-28')).toContain('2024-02-28');
  expect(sameDayEarlier('2025-03-01')).not.toContain('2024-02-29');
});
