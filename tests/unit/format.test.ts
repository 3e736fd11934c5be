import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { localeFromAcceptLanguage } from '@/lib/shared/accept-language';
import { playsByDay } from '@/lib/shared/analytics/plays-by-day';
import { recentDayName } from '@/lib/shared/analytics/recent-day-name';
import { durationLabel, trackLength } from '@/lib/shared/duration-labels';
import { createReaderFormat } from '@/lib/shared/format';
import { relativeTime } from '@/lib/shared/relative-time';
import { DAY, HOUR, MINUTE } from '@/lib/shared/time';

const british = (timeZone = 'Europe/Berlin') => createReaderFormat({ locale: 'en-GB', timeZone });
/** Intl sets special spaces around dashes and before units; people read them as spaces. */
const plain = (text: string) => text.replace(/[\u2009\u202f\u00a0]/g, ' ');

describe('numbers and times for a reader', () => {
  it('prints times in the listener’s zone, not in the server’s', () => {
    expect(british('Europe/Berlin').time('2026-11-22T23:30:00Z')).toBe('00:30');
    expect(british('America/New_York').time('2026-11-22T23:30:00Z')).toBe('18:30');
  });

  it('prints days in the listener’s own calendar', () => {
    expect(british('Asia/Tokyo').dayKey('2026-12-31T15:00:00Z')).toBe('2027-01-01');
    expect(british('America/Los_Angeles').day('2027-01-01T07:59:00Z')).toBe('31\u00a0Dec\u00a02026');
  });

  it('prints a gap with its year, and the day once where both ends share it', () => {
    const format = british('UTC');
    expect(plain(format.range('2026-05-12T15:04:00Z', '2026-05-12T18:40:00Z'))).toBe(
      '12 May 2026, 15:04–18:40',
    );
    expect(plain(format.range('2025-12-31T23:04:00Z', '2026-01-01T01:40:00Z'))).toMatch(
      /31 Dec 2025.*1 Jan 2026/,
    );
  });

  it('groups digits as the reader’s locale does', () => {
    expect(createReaderFormat({ locale: 'de-DE', timeZone: 'UTC' }).number(18_532)).toBe('18.532');
    expect(british().count(18_532, 'play')).toBe('18,532 plays');
    expect(british().count(1, 'play')).toBe('1 play');
  });

  it.each([
    [0, '0', 'minutes'],
    [MINUTE / 2 - 1, '0', 'minutes'],
    [59_999, '1', 'minute'],
    [MINUTE, '1', 'minute'],
    [59.4 * MINUTE, '59', 'minutes'],
    [HOUR - 1, '1', 'hour'],
    [HOUR, '1', 'hour'],
    [HOUR + 2 * MINUTE, '1', 'hour'],
    [1.75 * HOUR, '1.8', 'hours'],
    [2 * HOUR - 1, '2', 'hours'],
    [10 * HOUR - 1, '10', 'hours'],
    [10.9 * HOUR, '11', 'hours'],
    [1_204.9 * HOUR, '1,205', 'hours'],
  ])('shows %d ms of listening as %s %s, rounded', (ms, figure, unit) => {
    expect(british().listened(ms)).toEqual({ figure, unit });
  });

  it.each([
    [0, '0 min'],
    [MINUTE / 2 - 1, '< 1 min'],
    [MINUTE - 1, '1 min'],
    [HOUR - 1, '1 h'],
    [2 * HOUR - 1, '2 h'],
    [HOUR + MINUTE - 1, '1 h 1 min'],
    [100 * HOUR - 1, '100 h'],
    [899.99 * HOUR, '900 h'],
    [1_204.9 * HOUR, '1,205 h'],
  ])('labels %d ms as %s', (ms, label) => {
    expect(plain(durationLabel(ms, british()))).toBe(label);
  });

  it.each([
    ['fa-IR', '۴ h ۱ min', '< ۱ min', '۵۶ plays', '۴:۰۵'],
    ['ar-EG', '٤ h ١ min', '< ١ min', '٥٦ plays', '٤:٠٥'],
    ['bn-BD', '৪ h ১ min', '< ১ min', '৫৬ plays', '৪:০৫'],
    ['de-DE', '4 h 1 min', '< 1 min', '56 plays', '4:05'],
  ])('has one kind of digits on a line in %s', (locale, hours, none, plays, length) => {
    const format = createReaderFormat({ locale, timeZone: 'UTC' });
    expect(plain(durationLabel(4 * HOUR + MINUTE, format))).toBe(hours);
    expect(plain(durationLabel(1, format))).toBe(none);
    expect(format.count(56, 'play')).toBe(plays);
    expect(trackLength(4 * MINUTE + 5_000, format)).toBe(length);
  });

  it('has a label and a large figure that are the time, rounded, and agree, whatever the time is', () => {
    const minutesOf = (text: string) => {
      const part = (unit: string) =>
        Number(new RegExp(`([\\d.,]+) ${unit}`).exec(text)?.[1]?.replaceAll(',', '') ?? 0);
      return part('h') * 60 + part('m');
    };
    fc.assert(
      fc.property(fc.integer({ min: MINUTE / 2, max: 20_000 * HOUR }), (ms) => {
        const label = plain(durationLabel(ms, british()));
        const { figure, unit } = british().listened(ms);
        const [long, short] = [minutesOf(label), minutesOf(`${figure} ${unit}`)];
        expect(Math.abs(long - ms / MINUTE)).toBeLessThanOrEqual(
          label.includes('min') || ms < 100 * HOUR ? 0.5 : 30.5,
        );
        const step = unit.startsWith('minute') ? 0 : figure.includes('.') || short < 600 ? 3 : 30;
        expect(Math.abs(short - long)).toBeLessThanOrEqual(long < 6_000 ? step + 1e-6 : 0);
      }),
      {
        numRuns: 2_000,
        examples: [[900 * HOUR - 1], [100 * HOUR - 1], [10 * HOUR - 1], [2 * HOUR - 1], [MINUTE - 1]],
      },
    );
  });

  it('falls back to UTC for a time zone that this runtime does not know', () => {
    expect(british('Atlantis/Capital').timeZone).toBe('UTC');
  });
});

describe('the reader’s language', () => {
  it.each([
    ['de-CH,de;q=0.9,en;q=0.8', 'de-CH'],
    ['en;q=0.5, fr-FR;q=0.9', 'fr-FR'],
    ['*', 'en-GB'],
    ['not a language!!, pt-BR;q=0.3', 'pt-BR'],
    ['fr;q=0, it', 'it'],
    ['xx-invalid-;q=nonsense', 'en-GB'],
    ['', 'en-GB'],
    [null, 'en-GB'],
  ])('of %j is %s', (header, locale) => {
    expect(localeFromAcceptLanguage(header)).toBe(locale);
  });
});

describe('the distance to a moment', () => {
  const now = new Date('2026-11-22T12:00:00Z');
  it.each([
    [-20_000, 'just now'],
    [0, 'just now'],
    [-MINUTE, '1 minute ago'],
    [-59 * MINUTE, '59 minutes ago'],
    [-HOUR, '1 hour ago'],
    [-3 * DAY, '3 days ago'],
    [20_000, 'in less than a minute'],
    [2 * HOUR, 'in 2 hours'],
  ])('of %d ms reads "%s"', (offset, words) => {
    expect(relativeTime(new Date(now.getTime() + offset).toISOString(), now, 'en-GB')).toBe(words);
  });
});

describe('plays under their days', () => {
  const play = (playedAt: string) => ({
    playedAt,
    trackId: 1,
    spotifyId: 't',
    name: 'Blink',
    artists: [],
    albumName: null,
    imageUrl: null,
    listenedMs: 1,
    isEstimate: true,
    isLeftOut: false,
  });

  it('splits at the listener’s midnight and keeps the order', () => {
    const now = new Date('2026-11-22T23:30:00Z'); // 00:30 on Monday the 23rd in Berlin
    const times = [
      '2026-11-22T23:10:00Z',
      '2026-11-22T22:59:00Z',
      '2026-11-22T22:40:00Z',
      '2026-11-20T12:00:00Z',
    ];
    const days = playsByDay(times.map(play), now, british('Europe/Berlin'));
    expect(days.map((d) => [d.day, d.date, d.plays.map((p) => p.playedAt)])).toEqual([
      ['2026-11-23', 'Monday 23 November', times.slice(0, 1)],
      ['2026-11-22', 'Sunday 22 November', times.slice(1, 3)],
      ['2026-11-20', 'Friday 20 November', times.slice(3)],
    ]);
  });

  it('names the year of a day in another year', () => {
    const days = playsByDay([play('2025-11-20T12:00:00Z')], new Date('2026-11-22T12:00:00Z'), british('UTC'));
    expect(days[0]?.date).toBe('20\u00a0Nov\u00a02025');
  });

  it('calls the day before today yesterday, also after one of 23 hours', () => {
    const dayKeys = ['2026-03-28T23:30:00Z', '2026-03-29T22:30:00Z'].map(british('Europe/Berlin').dayKey);
    expect(dayKeys).toEqual(['2026-03-29', '2026-03-30']);
    expect(dayKeys.map((day) => recentDayName(day, '2026-03-30'))).toEqual(['Yesterday', 'Today']);
    expect(recentDayName('2026-03-28', '2026-03-30')).toBeNull();
    expect(recentDayName('2026-03-31', '2026-03-30')).toBeNull();
  });
});
