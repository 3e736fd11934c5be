import { cleanup, render, screen } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import { TrendCard } from '@/components/analytics/trend-card';
import { createReaderFormat } from '@/lib/shared/format';
import { tableRows } from '../../../support/charts/chart-tables';
import { trendPoint, trends } from '../../../support/statistics-fixture';

afterEach(cleanup);

const format = createReaderFormat({ locale: 'en-GB', timeZone: 'Europe/Berlin' });
const hours = (day: string, plays: number[]) =>
  plays.map((count, hour) => trendPoint(`${day}T0${hour}`, count));

describe('a bar that still grows', () => {
  const points = hours('2026-11-22', [1, 2, 1]).map((point, hour) => ({ ...point, isPartial: hour === 2 }));
  const show = (previous: number[], isOpen = false) =>
    render(
      <TrendCard
        trends={trends({ unit: 'hour', points, previous: hours('2026-11-21', previous) })}
        tableLink={{ href: '?', isOpen }}
        today="2026-11-22"
        format={format}
      />,
    ).container;

  it('is not compared with a whole hour of the day before, and the key says so', () => {
    const marks = show([4, 4, 4, 4]).querySelector('path[stroke-width="2"]')?.getAttribute('d') ?? '';
    expect(marks.match(/M/g)).toHaveLength(2);
    expect(screen.getByText('hour not complete, not compared')).toBeTruthy();
  });

  it('has no time before in the table', () => {
    show([4, 4, 4, 4], true);
    expect(tableRows().map((cells) => cells.at(-1))).toEqual(['Time before', '4 h', '4 h', '']);
  });

  it('leaves out the day before where nothing else of it could be compared', () => {
    expect(show([0, 0, 4]).querySelector('path[stroke-width="2"]')).toBeNull();
    expect(screen.getByText('hour not complete')).toBeTruthy();
    expect(screen.queryByText('the 365 days before')).toBeNull();
  });
});

describe('a week that the end of the range cuts', () => {
  const points = ['2026-10-26', '2026-11-02', '2026-11-09'].map((start, week) => ({
    ...trendPoint(start, 3),
    isPartial: week === 2,
  }));
  const marksOn = (today: string) => {
    const range = { preset: null, from: '2026-10-26', to: '2026-11-11' };
    const { container } = render(
      <TrendCard trends={trends({ range, points })} today={today} format={format} />,
    );
    return container.querySelector('path[stroke-width="2"]')?.getAttribute('d')?.match(/M/g);
  };

  it('is compared with the one before, which has as many days, once it is over', () => {
    expect(marksOn('2026-11-12')).toHaveLength(3);
    expect(screen.getByText('week not complete')).toBeTruthy();
  });

  it('is not compared on its last day', () => {
    expect(marksOn('2026-11-11')).toHaveLength(2);
    expect(screen.getByText('week not complete, not compared')).toBeTruthy();
  });
});
