import { cleanup, render, screen } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import { EveryDayCard, streakNote } from '@/components/analytics/every-day-card';
import { createReaderFormat } from '@/lib/shared/format';
import { calendarDays, fullYear } from '../../../support/statistics-fixture';

afterEach(cleanup);

const format = createReaderFormat({ locale: 'en-GB', timeZone: 'Europe/Berlin' });

describe('days in a row', () => {
  const streaks = (current: number, longest: number) => ({
    current: { days: current, from: null },
    longest: { days: longest, from: null, to: null },
    daysActive: 0,
    daysSinceFirst: 0,
    days: 0,
    archivedDays: 0,
  });

  it.each([
    [41, 41, '41 days in a row, the longest so far'],
    [1, 150, 'Longest run ever: 150 days'],
    [0, 12, 'Longest run ever: 12 days'],
    [0, 0, 'No days in a row yet'],
  ])('%i now and %i at most: %s', (current, longest, words) => {
    expect(streakNote(streaks(current, longest), format)).toBe(words);
  });
});

it.each([
  [7, 7],
  [8, 0],
])('lists a week and draws what is longer: %i days', (count, listed) => {
  const { calendar, ...rest } = fullYear();
  const days = calendarDays('2026-11-15', Array(count).fill(3));
  render(
    <EveryDayCard
      {...rest}
      calendar={{ ...calendar, days }}
      format={format}
      tableLink={{ href: '?', isOpen: false }}
    />,
  );
  expect(screen.queryAllByRole('listitem')).toHaveLength(listed);
});
