import { describe, expect, it } from 'vitest';
import {
  EARLIEST_PLAY_END,
  isPlausibleEnd,
  isPlausibleLength,
  isPlausibleText,
  toStoredName,
} from '@/lib/shared/history/play-bounds';

const now = new Date('2026-11-28');
const DAY = 86_400_000;

describe('a play', () => {
  it('ends between the launch of Spotify and a day from now', () => {
    expect(new Date(EARLIEST_PLAY_END).toISOString()).toBe('2008-10-07T00:00:00.000Z');
    expect(
      [EARLIEST_PLAY_END - 1, EARLIEST_PLAY_END, now.getTime() + DAY, now.getTime() + DAY + 1].map((at) =>
        isPlausibleEnd(at, now),
      ),
    ).toEqual([false, true, true, false]);
    expect(isPlausibleEnd(Number.NaN, now)).toBe(false);
  });

  it('is listened to for a day at most', () => {
    expect([-1, 0, DAY, DAY + 1, Number.POSITIVE_INFINITY, Number.NaN].map(isPlausibleLength)).toEqual([
      false,
      true,
      true,
      false,
      false,
      false,
    ]);
  });
});

describe('a name', () => {
  it('is plausible up to 10,000 characters', () => {
    expect([isPlausibleText('x'.repeat(10_000)), isPlausibleText('x'.repeat(10_001))]).toEqual([true, false]);
  });

  it('is stored up to 1,000 characters, and no character is cut in two', () => {
    expect(toStoredName('x'.repeat(1_001))).toBe('x'.repeat(1_000));
    expect(toStoredName(`${'x'.repeat(999)}🎵`)).toBe('x'.repeat(999));
    expect(toStoredName(`${'x'.repeat(998)}🎵`)).toBe(`${'x'.repeat(998)}🎵`);
  });

  it('is stored without what a database cannot hold', () => {
    expect(toStoredName('a\u0000b\uD800c')).toBe('ab\uFFFDc');
  });

  it('is none where it is blank', () => {
    expect([' ', '\u0000\n', '\u00A0\u3000', ' a '].map(toStoredName)).toEqual(['', '', '', ' a ']);
  });
});
