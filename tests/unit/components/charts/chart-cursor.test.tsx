import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { ChartCursor } from '@/components/charts/chart-cursor';
import {
  type ChartFigures,
  chartSize,
  dayFigures,
  firstPosition,
  markIndex,
  type Position,
  positionAfter,
} from '@/components/charts/chart-figures';
import { markAt } from '@/components/charts/chart-marks';
import { addDays } from '@/lib/shared/analytics/range-days';
import { ALL_TIME } from '@/lib/shared/analytics/range-presets';
import type { Trends } from '@/lib/shared/analytics/statistics';
import { createReaderFormat } from '@/lib/shared/format';
import { activity, calendarDays, trendPoint, trends, YEAR } from '../../../support/statistics-fixture';

afterEach(cleanup);

const format = createReaderFormat({ locale: 'en-GB', timeZone: 'UTC' });

const trendOf = (values: Partial<Trends> = {}): ChartFigures => {
  const { unit, range, points } = trends(values);
  return { kind: 'trend', unit, range, points, before: [], entity: null };
};
const week: ChartFigures = {
  kind: 'week',
  unarchived: [],
  firstWeekday: 0,
  range: YEAR,
  plays: activity().plays,
  entity: null,
};
const daysOf = (first: string, plays: number[]): ChartFigures =>
  dayFigures(calendarDays(first, plays)) ?? expect.fail('there are no days');

const announced = () => screen.getByRole('status').textContent?.replaceAll('\u00a0', ' ');
const link = () => screen.queryByRole('link')?.getAttribute('href') ?? null;

/** Weeks that each have plays. */
const numbered = (count: number) =>
  Array.from({ length: count }, (_, week) => trendPoint(addDays('2025-11-03', 7 * week), 1));

/** The picture is 100 by 70 units of the screen. */
function show(figures: ChartFigures, isLinked = true) {
  render(
    <>
      <ChartCursor figures={figures} label="Bars" locale="en-GB" isLinked={isLinked}>
        <svg aria-hidden="true" />
      </ChartCursor>
      <button type="button">After</button>
    </>,
  );
  const chart = screen.getByRole('application', { name: 'Bars' });
  chart.getBoundingClientRect = () => new DOMRect(0, 0, 100, 70);
  return chart;
}

describe('a chart whose days change', () => {
  it('hides its cursor, which stood among other marks; the same days read again keep it', async () => {
    const user = userEvent.setup();
    const chartOf = (figures: ChartFigures) => (
      <ChartCursor figures={figures} label="Bars" locale="en-GB">
        <svg aria-hidden="true" />
      </ChartCursor>
    );
    const { rerender } = render(chartOf(trendOf()));
    await user.tab();
    rerender(chartOf(trendOf()));
    expect(announced()).toBe('week of 9 Nov 2026: 0 min, 0 plays');
    rerender(chartOf(trendOf({ range: ALL_TIME })));
    expect(announced()).toBe('');
  });
});

describe('by keyboard, a chart', () => {
  it('is one tab stop, announces its latest bar first, and lets the focus move on', async () => {
    const user = userEvent.setup();
    show(trendOf());
    await user.tab();
    expect(announced()).toBe('week of 9 Nov 2026: 0 min, 0 plays');
    await user.tab();
    expect(document.activeElement?.textContent).toBe('After');
    expect(announced()).toBe('');
  });

  it('moves from mark to mark by arrows, to the ends by Home and End, and hides after Escape', async () => {
    const user = userEvent.setup();
    show(trendOf());
    await user.tab();
    await user.keyboard('{ArrowLeft}');
    expect(announced()).toBe('week of 2 Nov 2026: 2 h, 30 plays · plays may be missing');
    await user.keyboard('{Home}');
    expect(announced()).toBe('week of 26 Oct 2026: 10 h, 150 plays');
    await user.keyboard('{ArrowLeft}{ArrowUp}');
    expect(announced()).toBe('week of 26 Oct 2026: 10 h, 150 plays');
    await user.keyboard('{End}');
    expect(announced()).toBe('week of 9 Nov 2026: 0 min, 0 plays');
    await user.keyboard('{Escape}');
    expect(announced()).toBe('');
  });

  it('opens the plays behind a mark with Enter', async () => {
    const user = userEvent.setup();
    const opened: (string | null)[] = [];
    const open = (event: Event) => {
      event.preventDefault();
      if (event.target instanceof Element) opened.push(event.target.getAttribute('href'));
    };
    document.addEventListener('click', open);
    show(trendOf());
    await user.tab();
    await user.keyboard('{Home}{Enter}');
    document.removeEventListener('click', open);
    expect(opened).toEqual(['/history?from=2026-10-26&to=2026-11-01']);
  });

  it('announces an hour without plays, without a link', async () => {
    const user = userEvent.setup();
    show(week);
    await user.tab();
    expect([announced(), link()]).toEqual(['Monday, 00:00: 0 plays', null]);
  });

  it('has no links where the plays are private', async () => {
    const user = userEvent.setup();
    show(trendOf(), false);
    await user.tab();
    await user.keyboard('{Home}{Enter}');
    expect([announced(), link()]).toEqual(['week of 26 Oct 2026: 10 h, 150 plays', null]);
  });
});

describe('by pointer, a chart', () => {
  const hourAt = { clientX: (100 / 24) * 21.5, clientY: 35 };

  it('announces and links the mark under it, until it leaves', () => {
    const chart = show(week);
    fireEvent.pointerMove(chart, { ...hourAt, pointerType: 'mouse' });
    expect([announced(), link()]).toEqual([
      'Thursday, 21:00: 40 plays',
      '/history?weekday=3&hour=21&from=2025-11-23&to=2026-11-22',
    ]);
    fireEvent.pointerLeave(chart, { pointerType: 'mouse' });
    expect([announced(), link()]).toEqual(['', null]);
  });

  it('announces a mark at the first touch and opens it at the second', () => {
    const chart = show(week);
    const touch = () => {
      fireEvent.pointerDown(chart, { ...hourAt, pointerType: 'touch' });
      fireEvent.pointerLeave(chart, { pointerType: 'touch' });
      return fireEvent.click(screen.getByRole('link'));
    };
    expect(touch()).toBe(false);
    expect(announced()).toBe('Thursday, 21:00: 40 plays');
    document.addEventListener('click', (event) => event.preventDefault(), { once: true });
    expect(touch()).toBe(false);
  });

  it('opens a mark at a second touch beside it, which is too small to be met twice; further away it announces another', () => {
    const chart = show(trendOf({ points: numbered(50) }));
    const opened: (string | null)[] = [];
    const open = (event: Event) => {
      if (!event.defaultPrevented && event.target instanceof Element && event.target.matches('a'))
        opened.push(event.target.getAttribute('href'));
      event.preventDefault();
    };
    document.addEventListener('click', open);
    const touch = (clientX: number, target?: Element | null) => {
      fireEvent.pointerDown(chart, { clientX, clientY: 35, pointerType: 'touch' });
      fireEvent.pointerMove(chart, { clientX: clientX + 1, clientY: 35, pointerType: 'touch' });
      fireEvent.click(target ?? chart);
      return announced();
    };
    const first = touch(20);
    expect(opened).toEqual([]);
    const href = link();
    expect(touch(27)).toBe(first);
    expect(touch(20, screen.queryByRole('link'))).toBe(first);
    expect(opened).toEqual([href, href]);
    expect(touch(60)).not.toBe(first);
    expect(opened).toHaveLength(2);
    document.removeEventListener('click', open);
  });

  it('announces the mark beside one without plays, which leads nowhere', () => {
    const chart = show(week);
    const touch = (hour: number) => {
      fireEvent.pointerDown(chart, { clientX: (100 / 24) * (hour + 0.5), clientY: 35, pointerType: 'touch' });
      return announced();
    };
    expect([touch(20), touch(21)]).toEqual(['Thursday, 20:00: 0 plays', 'Thursday, 21:00: 40 plays']);
  });

  it('meets each day of the calendar where it is drawn', () => {
    const chart = show(daysOf('2026-11-21', [1, 2, 3]));
    const dayAt = (clientX: number, clientY: number) => {
      fireEvent.pointerMove(chart, { clientX, clientY, pointerType: 'mouse' });
      return announced();
    };
    expect(dayAt(10, 55)).toBe('Sat, 21 Nov 2026: 1 play');
    expect(dayAt(10, 65)).toBe('Sun, 22 Nov 2026: 2 plays');
    expect(dayAt(60, 5)).toBe('Mon, 23 Nov 2026: 3 plays · plays may be missing');
    expect(dayAt(60, 15)).toBe('');
  });
});

describe('marks', () => {
  it('lead to no more than the range holds, to the hour where bars are hours, and to one artist’s plays', () => {
    const range = { preset: null, from: '2026-10-28', to: '2026-11-10' };
    const hrefAt = (figures: ChartFigures, column: number) =>
      markAt(figures, { column, row: 0 }, format)?.href;
    expect(hrefAt(trendOf({ range }), 0)).toBe('/history?from=2026-10-28&to=2026-11-01');
    expect(hrefAt(trendOf({ range }), 2)).toBe('/history?from=2026-11-09&to=2026-11-10');
    const hours = { kind: 'trend', unit: 'hour', range: YEAR, entity: { kind: 'artist', id: 7 } } as const;
    const points = [trendPoint('2026-11-22T00', 1)];
    expect(hrefAt({ ...hours, points, before: [] }, 0)).toBe(
      '/history?kind=artist&id=7&hour=0&from=2026-11-22&to=2026-11-22',
    );
  });

  it('of bars say what the range before had, where that was archived', () => {
    const points = ['2026-11-09', '2026-11-16', '2026-11-23'].map((start) => trendPoint(start, 1));
    const weeks = { kind: 'trend', unit: 'week', range: YEAR, entity: null } as const;
    const titles = points.map(
      (_, column) =>
        markAt({ ...weeks, points, before: [7_200_000, null] }, { column, row: 0 }, format)?.title ?? '',
    );
    expect(titles.map((title) => /\s· 2.h before$/.test(title))).toEqual([true, false, false]);
  });

  it('of days without plays have no link, unless plays may be missing', () => {
    const days = daysOf('2026-11-16', [0, 4, 0]);
    const hrefs = [0, 1, 2].map((row) => markAt(days, { column: 0, row }, format)?.href);
    expect(hrefs).toEqual([
      null,
      '/history?from=2026-11-17&to=2026-11-17',
      '/history?from=2026-11-18&to=2026-11-18',
    ]);
  });

  it('of stretches that were never archived have no link, those of silent ones have', () => {
    const points = [trendPoint('2026-11-09', 0, 'none'), trendPoint('2026-11-16', 0)];
    const weeks = trendOf({ points });
    const hrefs = points.map((_, column) => markAt(weeks, { column, row: 0 }, format)?.href);
    expect(hrefs).toEqual([null, '/history?from=2026-11-16&to=2026-11-22']);
  });

  const KEYS = ['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown', 'Home', 'End'];
  const charts = fc.oneof(
    fc.constant(week),
    fc.integer({ min: 1, max: 400 }).map((days) =>
      daysOf(
        '2026-11-21',
        Array.from({ length: days }, () => 1),
      ),
    ),
    fc
      .integer({ min: 1, max: 100 })
      .map((bars) => trendOf({ points: Array.from({ length: bars }, () => trendPoint('2026-11-22', 1)) })),
  );

  it('are never left by a key, and all of them are reached', () => {
    fc.assert(
      fc.property(charts, (figures) => {
        const reached = new Set<number>();
        const open: Position[] = [firstPosition(figures)];
        for (let position = open.pop(); position; position = open.pop()) {
          const index = markIndex(figures, position) ?? expect.fail('a key left the chart');
          if (reached.has(index)) continue;
          reached.add(index);
          for (const key of KEYS) open.push(positionAfter(figures, position, key) ?? expect.fail(key));
        }
        const { columns, rows } = chartSize(figures);
        const places = Array.from({ length: columns * rows }, (_, place) => ({
          column: Math.floor(place / rows),
          row: place % rows,
        }));
        expect(reached.size).toBe(places.filter((place) => markIndex(figures, place) !== null).length);
      }),
      { numRuns: 25 },
    );
  });
});
