import { describe, expect, it } from 'vitest';
import { bucketName } from '@/components/charts/trend-labels';
import { weekdayNames } from '@/lib/shared/analytics/calendar-days';
import { clockHour, createReaderFormat } from '@/lib/shared/format';
import { listFormatter } from '@/lib/shared/formatters';
import { percentLabel } from '@/lib/shared/percent-label';
import { plural } from '@/lib/shared/plural';

const AT = '2026-11-22T15:08:00Z';
const formatOf = (locale: string) => createReaderFormat({ locale, timeZone: 'UTC' });

describe('the words of the pages', () => {
  it('are English in every locale; dates and clock follow the reader', () => {
    const said = (locale: string) => {
      const format = formatOf(locale);
      return [format.dayAndTime(AT), format.weekday(AT), format.number(1204.5)]
        .join(' | ')
        .replaceAll('\u202f', ' ');
    };
    expect(said('de-DE')).toBe('22\u00a0Nov\u00a02026, 15:08 | Sunday 22 November | 1.204,5');
    expect(said('en-US')).toBe('Nov\u00a022,\u00a02026, 3:08\u00a0PM | Sunday, November 22 | 1,204.5');
    expect(said('ja-JP')).toBe('22\u00a0Nov\u00a02026, 15:08 | Sunday 22 November | 1,204.5');
    expect(said('fa-IR')).toMatch(/Nov\s.* Sunday .* November/);
    expect(weekdayNames('de-DE', 'long')[3]).toBe('Thursday');
    expect(listFormatter('de-DE', { type: 'conjunction' }).format(['metal', 'doom'])).toBe('metal and doom');
  });

  it('have one clock, without a leading zero where it has twelve hours', () => {
    expect([0, 9, 13].map((hour) => clockHour(hour, 'de-DE'))).toEqual(['00:00', '09:00', '13:00']);
    const twelve = [0, 9, 13].map((hour) => clockHour(hour, 'en-US').replace('\u202f', ' '));
    expect(twelve).toEqual(['12 AM', '9 AM', '1 PM']);
    expect(bucketName('2026-11-22T14', 'hour', 'en-US').replace('\u202f', ' ')).toBe('Nov 22, 2026, 2 PM');
    expect(formatOf('en-US').time('2026-11-22T03:08:00Z').replace('\u202f', ' ')).toBe('3:08 AM');
  });

  it('begin the week as the reader does', () => {
    expect(['de-DE', 'en-GB', 'en-US', 'ar-EG'].map((locale) => formatOf(locale).firstWeekday)).toEqual([
      0, 0, 6, 5,
    ]);
  });

  it('write percent and plurals by the rules', () => {
    expect(percentLabel(0.42, formatOf('de-DE'))).toBe('42\u00a0%');
    expect(percentLabel(0.42, formatOf('en-US'))).toBe('42%');
    expect(percentLabel(0.001, formatOf('en-US'))).toBe('<1%');
    expect([0, 1, 2].map((count) => plural(count, 'play'))).toEqual(['plays', 'play', 'plays']);
  });
});
