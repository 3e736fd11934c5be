// @vitest-environment jsdom
import { cleanup, render, screen, within } from '@testing-library/react';
import { renderToStaticMarkup } from 'react-dom/server';
import { afterEach, describe, expect, it } from 'vitest';
import { DayCalendar } from '@/components/charts/day-calendar';
import { densityStep } from '@/components/charts/density';
import { GenreBars } from '@/components/charts/genre-bars';
import { HeatMap } from '@/components/charts/heat-map';
import { TrendChart } from '@/components/charts/trend-chart';
import { lastDayOf, trendTicks } from '@/components/charts/trend-labels';
import { addDays } from '@/lib/shared/analytics/range-days';
import { createReaderFormat } from '@/lib/shared/format';
import { activity, calendarDays, genres, trendPoint, trends } from '../../support/statistics-fixture';

afterEach(cleanup);

const format = createReaderFormat({ locale: 'en-GB', timeZone: 'Europe/Berlin' });

const tableRows = () =>
  screen
    .getAllByRole('row', { hidden: true })
    .map((row) =>
      [...row.querySelectorAll('th, td')].map((cell) => cell.textContent?.replaceAll('\u00a0', ' ')),
    );

const hrefsOf = (selector: string) =>
  [...document.querySelectorAll(selector)].map((link) => link.getAttribute('href'));

/** The picture is for pointers, the table beside it for keys and readers. */
const PICTURE_LINKS = '[aria-hidden="true"] a';

describe('listening over time', () => {
  const show = (values = {}) => render(<TrendChart id="t" trends={trends(values)} format={format} />);

  it('has a table with the same figures as the bars, those of the range before beside them', () => {
    show();
    expect(tableRows()).toEqual([
      ['Week', 'Time', 'Plays', 'Time before', 'Kept'],
      ['week of 26 Oct 2026', '10 h', '150', '4 h', 'all'],
      ['week of 2 Nov 2026', '2 h', '30', '4 h', 'plays may be missing'],
      ['week of 9 Nov 2026', '0 min', '0', '4 h', 'all'],
    ]);
  });

  it('draws each bar as high as its figure', () => {
    const { container } = show();
    const heights = [...container.querySelectorAll('rect.fill-q3')].map((bar) => bar.getAttribute('height'));
    expect(heights).toEqual(['176', '35.19999999999999']);
  });

  it('hatches exactly the stretches in which plays may be missing', () => {
    const { container } = show();
    const hatched = [...container.querySelectorAll('[data-gap]')];
    expect(hatched).toHaveLength(1);
    expect(hatched[0]?.getAttribute('fill')).toBe('url(#t-hatch)');
    expect(hatched[0]?.closest('a')?.querySelector('title')?.textContent).toContain('week of 2 Nov 2026');
    expect(container.querySelector('pattern#t-hatch')).toBeTruthy();
  });

  it('leads from every bar, and from its row of the table, to the plays behind it', () => {
    show();
    const behind = [
      '/history?from=2026-10-26&to=2026-11-01',
      '/history?from=2026-11-02&to=2026-11-08',
      '/history?from=2026-11-09&to=2026-11-15',
    ];
    expect(hrefsOf('svg a')).toEqual(behind);
    expect(hrefsOf('table a')).toEqual(behind);
  });

  it('leads to no more than the range holds, to the hour where bars are hours, and to one thing’s plays', () => {
    const range = { preset: null, from: '2026-10-28', to: '2026-11-10' };
    show({ range });
    expect(hrefsOf('svg a').at(0)).toBe('/history?from=2026-10-28&to=2026-11-01');
    expect(hrefsOf('svg a').at(-1)).toBe('/history?from=2026-11-09&to=2026-11-10');
    cleanup();
    const hours = trends({ unit: 'hour', points: [trendPoint('2026-11-22T00', 1)], previous: [] });
    render(<TrendChart id="t" trends={hours} thing={{ kind: 'artist', id: 7 }} format={format} />);
    expect(hrefsOf('svg a')).toEqual(['/history?kind=artist&id=7&hour=0&from=2026-11-22&to=2026-11-22']);
  });

  it('is one stop less for the keyboard: the links of the picture are those of the table', () => {
    const { container } = show();
    expect([...container.querySelectorAll('svg a')].every((a) => a.getAttribute('tabindex') === '-1')).toBe(
      true,
    );
    expect(container.querySelector('svg')?.closest('[aria-hidden="true"]')).toBeTruthy();
  });

  it('says in one sentence what it shows', () => {
    show();
    const label = screen.getByRole('figure').getAttribute('aria-label')?.replaceAll('\u00a0', ' ');
    expect(label).toBe(
      'Listening per week, 3 weeks. The most was week of 26 Oct 2026: 10 h, 150 plays. In 1 of them plays may be missing.',
    );
  });

  it('has no column and no marks of a range before where there is none', () => {
    const { container } = show({ previous: [] });
    expect(tableRows()[0]).toEqual(['Week', 'Time', 'Plays', 'Kept']);
    expect(container.querySelectorAll('rect.fill-ink')).toHaveLength(0);
  });

  it('is a chart without bars, not a failure, when nothing was played', () => {
    show({ points: [trendPoint('2026-11-09', 0)], previous: [] });
    expect(screen.getByRole('figure').getAttribute('aria-label')).toContain('nothing was played');
  });

  it('never has more labels than fit', () => {
    const days = Array.from({ length: 365 }, (_, index) => trendPoint(addDays('2026-01-01', index), 1));
    for (const [points, unit] of [
      [days, 'day'],
      [days.slice(0, 92), 'day'],
      [days.slice(0, 7), 'day'],
      [days.filter((_, index) => index % 7 === 4), 'week'],
    ] as const) {
      const ticks = trendTicks(points, unit, 'en-GB');
      expect(ticks.length).toBeGreaterThan(0);
      expect(ticks.length).toBeLessThanOrEqual(12);
      expect(ticks.filter((t) => !t.isMinor).length).toBeLessThanOrEqual(7);
    }
  });

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

describe('when somebody listens', () => {
  it('has a table of 24 hours by 7 days with the figures of the cells', () => {
    render(<HeatMap activity={activity()} format={format} />);
    const rows = tableRows();
    expect(rows).toHaveLength(25);
    expect(rows[0]).toEqual(['Hour', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun']);
    expect(rows[22]).toEqual(['21:00', '0', '0', '0', '40', '0', '0', '0']);
  });

  it('leads from a cell with plays to exactly these, and from an empty one nowhere', () => {
    render(<HeatMap activity={activity()} format={format} />);
    expect(hrefsOf(PICTURE_LINKS)).toEqual([
      '/history?weekday=3&hour=21&from=2025-11-23&to=2026-11-22',
      '/history?weekday=6&hour=8&from=2025-11-23&to=2026-11-22',
    ]);
  });

  it('gives the keyboard the same cells in its table, and nothing to pass by on the way', () => {
    render(<HeatMap activity={activity()} format={format} />);
    expect(hrefsOf('td a').sort()).toEqual(hrefsOf(PICTURE_LINKS).sort());
    expect(hrefsOf('[aria-hidden] a:not([tabindex="-1"])')).toEqual([]);
  });

  it('is darkest where most was played, and tells nothing from little', () => {
    const { container } = render(<HeatMap activity={activity()} format={format} />);
    const cellsOf = (shade: string) =>
      container
        .querySelector(`svg path.${shade}`)
        ?.getAttribute('d')
        ?.match(/M\d+ \d+/g) ?? [];
    expect(cellsOf('text-q0')).toHaveLength(166);
    expect(cellsOf('text-q5')).toEqual(['M424 64']);
    expect(cellsOf('text-q1')).toEqual(['M164 124']);
    expect(container.querySelectorAll('[title]')).toHaveLength(168);
    expect(container.querySelector('a')?.title.replaceAll('\u00a0', ' ')).toBe('Thursday, 21:00: 40 plays');
    expect([0, 1, 20, 21, 99, 100, 500].map((value) => densityStep(value, 100))).toEqual([
      0, 1, 1, 2, 5, 5, 5,
    ]);
  });
});

describe('every day', () => {
  const show = (first: string, plays: number[]) =>
    render(<DayCalendar days={calendarDays(first, plays)} format={format} />);

  it('has a link for each day, and hatching where plays may be missing', () => {
    const { container } = show('2026-11-18', [3, 0, 8, 1]);
    expect(hrefsOf(PICTURE_LINKS)).toEqual(
      ['2026-11-18', '2026-11-19', '2026-11-20', '2026-11-21'].map((day) => `/history?from=${day}&to=${day}`),
    );
    const hatched = container.querySelector('[data-gap]');
    expect(hatched?.getAttribute('data-gap')).toBe('1');
    expect(container.querySelector(`[id="${hatched?.getAttribute('fill')?.slice(5, -1)}"]`)).toBeTruthy();
    expect(screen.getByRole('figure').getAttribute('aria-label')).toBe(
      'Every day: music on 3 of 4 days. On 1 day plays may be missing.',
    );
  });

  it('has a table with a row for each week, the latest first, and the plays of each of its days', () => {
    show('2026-11-20', [8, 1, 3, 0]);
    expect(tableRows()).toEqual([
      ['Week of', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'],
      ['23 Nov 2026', '0', '', '', '', '', '', ''],
      ['16 Nov 2026', '', '', '', '', '8', '1', '≥3'],
    ]);
    expect(hrefsOf('td a')).toEqual(
      ['2026-11-20', '2026-11-21', '2026-11-22'].map((day) => `/history?from=${day}&to=${day}`),
    );
  });

  it('begins each week on a Monday', () => {
    const { container } = show('2026-11-21', [1, 1, 1]);
    const cells = [...container.querySelectorAll('svg path:not([data-gap])')].flatMap(
      (shade) => shade.getAttribute('d')?.match(/M\d+ \d+/g) ?? [],
    );
    // Saturday and Sunday stand at the foot of the first column, Monday at the head of the second.
    expect(cells.sort()).toEqual(['M24 4', 'M4 104', 'M4 124']);
    // Five places stay empty before the first link.
    const first = container.querySelector('[title]');
    expect((first?.previousElementSibling as HTMLElement | null)?.style.gridRowEnd).toBe('span 5');
  });
});

describe('genres', () => {
  it('are a table of shares, the unknown part hatched and named', () => {
    const { container } = render(<GenreBars genres={genres()} format={format} />);
    expect(tableRows().slice(1)).toEqual([
      ['ambient', '23 %'],
      ['dream pop', '17 %'],
      ['unknown', '6 %'],
    ]);
    expect(container.querySelectorAll('.hatched')).toHaveLength(1);
    expect(within(screen.getByRole('row', { name: /unknown/ })).getByText(/6/)).toBeTruthy();
  });

  it('lead to the plays that they count, the unknown part too', () => {
    render(<GenreBars genres={genres()} format={format} />);
    expect(hrefsOf('a')).toEqual([
      '/history?genre=ambient&from=2025-11-23&to=2026-11-22',
      '/history?genre=dream+pop&from=2025-11-23&to=2026-11-22',
      '/history?genre=unknown&from=2025-11-23&to=2026-11-22',
    ]);
  });

  it('have no unknown part where every genre is known', () => {
    const html = renderToStaticMarkup(
      <GenreBars genres={genres({ unknownPlays: 0, unknownShare: 0 })} format={format} />,
    );
    expect(html).not.toContain('hatched');
  });
});
