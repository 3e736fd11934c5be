import { cleanup, render, screen } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import { EveryDayCard } from '@/components/analytics/every-day-card';
import { createReaderFormat } from '@/lib/shared/format';
import { calendarDays, fullYear } from '../../../support/statistics-fixture';

afterEach(cleanup);

const format = createReaderFormat({ locale: 'en-GB', timeZone: 'Europe/Berlin' });

it.each([
  [41, 41, 'days in a row, your longest', 'Music on 9 of 10 days'],
  [1, 150, 'day in a row', 'Music on 9 of 10 days\u00a0· longest streak ever: 150 days'],
  [0, 12, 'days in a row', 'Music on 9 of 10 days\u00a0· longest streak ever: 12 days'],
  [0, 0, 'days in a row', 'Music on 9 of 10 days'],
])('tells the days in a row once: %i now and %i at most', (current, longest, label, note) => {
  const { calendar, streaks, ...rest } = fullYear();
  render(
    <EveryDayCard
      {...rest}
      streaks={{
        ...streaks,
        current: { days: current, from: null },
        longest: { days: longest, from: null, to: null },
      }}
      calendar={{ ...calendar, unit: 'day', activeDays: 9, archivedDays: 10 }}
      format={format}
      tableLink={{ href: '?', isOpen: false }}
    />,
  );
  expect(screen.getByText(/in a row/).textContent).toBe(label);
  expect(screen.getByText(/^Music on/).textContent).toBe(note);
});

describe('each figure leads to its days', () => {
  const { calendar, ...rest } = fullYear();
  const show = (days: typeof calendar.days) =>
    render(
      <EveryDayCard
        {...rest}
        streaks={{
          ...rest.streaks,
          current: { days: 3, from: '2026-11-20' },
          longest: { days: 12, from: '2024-03-01', to: '2024-03-12' },
        }}
        sessions={{
          ...rest.sessions,
          longest: {
            startedAt: '2026-11-19T21:00:00.000Z',
            endedAt: '2026-11-20T01:00:00.000Z',
            durationMs: 14_400_000,
            plays: 60,
          },
        }}
        calendar={{ ...calendar, days }}
        format={format}
        tableLink={{ href: '?', isOpen: false }}
      />,
    );
  const hrefOf = (name: string | RegExp) =>
    screen.queryByRole('link', { name })?.getAttribute('href') ?? null;

  it('the longest streak, and the longest session also where it went on past midnight', () => {
    show(calendar.days);
    expect(hrefOf('12 days')).toBe('/history?from=2024-03-01&to=2024-03-12');
    expect(hrefOf(/^4.h$/)).toBe(
      '/history?from=2026-11-19&to=2026-11-20&at=2026-11-19T21%3A00%3A00.000Z&until=2026-11-20T01%3A00%3A00.000Z',
    );
  });

  it('draws nothing beside a listed day without music', () => {
    show(calendarDays('2026-11-20', [0, 100, 1]));
    const widths = screen
      .getAllByRole('listitem')
      .map((item) => item.querySelector<HTMLElement>(':scope > [aria-hidden]')?.style.width);
    expect(widths).toEqual(['2%', '100%', '0%']);
  });

  it('a listed day to its plays only, and nowhere where it was never archived', () => {
    const [unarchived, played] = calendarDays('2026-11-20', [0, 3]);
    if (!unarchived || !played) throw new Error('There are two days.');
    show([{ ...unarchived, archived: 'none' }, played]);
    expect(hrefOf(/^Friday/)).toBeNull();
    expect(hrefOf(/^Saturday/)).toBe('/history?from=2026-11-21&to=2026-11-21');
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
