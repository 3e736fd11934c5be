import { describe, expect, it } from 'vitest';
import { dateFormatter, numberFormatter } from '@/lib/shared/formatters';

describe('formatters', () => {
  const day = { timeZone: 'Europe/Berlin', day: 'numeric' } as const;

  it('are made once a locale, zone and set of options', () => {
    expect(dateFormatter('en-GB', { ...day })).toBe(dateFormatter('en-GB', { ...day }));
    const others = [
      dateFormatter('de-DE', day),
      dateFormatter('en-GB', { ...day, timeZone: 'Asia/Tokyo' }),
      dateFormatter('en-GB', { ...day, month: 'short' }),
    ];
    expect(new Set([dateFormatter('en-GB', day), ...others]).size).toBe(4);
  });

  it('are limited in number: the least recently used one is evicted', () => {
    const inUse = numberFormatter('en-GB', {});
    const unused = numberFormatter('de-DE', {});
    for (let digits = 1; digits <= 20; digits += 1) {
      for (let whole = 1; whole <= 21; whole += 1) {
        numberFormatter('fr-FR', { minimumFractionDigits: digits, minimumIntegerDigits: whole });
        numberFormatter('en-GB', {});
      }
    }
    expect(numberFormatter('en-GB', {})).toBe(inUse);
    expect(numberFormatter('de-DE', {})).not.toBe(unused);
  });

  it('refuse an unknown zone', () => {
    expect(() => dateFormatter('en-GB', { timeZone: 'Mars/Olympus' })).toThrow(RangeError);
  });
});
