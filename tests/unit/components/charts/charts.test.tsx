import { cleanup, render, screen, within } from '@testing-library/react';
import fc from 'fast-check';
import { renderToStaticMarkup } from 'react-dom/server';
import { afterEach, describe, expect, it } from 'vitest';
import { DayCalendar } from '@/components/charts/day-calendar';
import { GenreBars } from '@/components/charts/genre-bars';
import { HeatMap } from '@/components/charts/heat-map';
import { TrendChart } from '@/components/charts/trend-chart';
import { trendTicks } from '@/components/charts/trend-labels';
import { TrendPicture } from '@/components/charts/trend-picture';
import { addDays } from '@/lib/shared/analytics/range-days';
import { createReaderFormat } from '@/lib/shared/format';
import { HOUR } from '@/lib/shared/time';
import { boxesOf, elementsIn } from '../../../support/charts/chart-paths';
import { hrefsOf, tableRows } from '../../../support/charts/chart-tables';
import { activity, calendarDays, genres, trendPoint, trends } from '../../../support/statistics-fixture';

afterEach(cleanup);

const format = createReaderFormat({ locale: 'en-GB', timeZone: 'Europe/Berlin' });

const OPEN = { href: '?', isOpen: true };

const labelOf = () => screen.getByRole('figure').getAttribute('aria-label')?.replaceAll('\u00a0', ' ');

describe('listening over time', () => {
  const show = (values = {}) =>
    render(<TrendChart trends={trends(values)} format={format} tableLink={OPEN} />);

  it('has a table with the same figures as the bars, those of the range before beside them', () => {
    show();
    expect(tableRows()).toEqual([
      ['Week', 'Time', 'Plays', 'Time before', 'Archived'],
      ['week of 26 Oct 2026', '10 h', '150', '4 h', 'all'],
      ['week of 2 Nov 2026', '2 h', '30', '4 h', 'plays may be missing'],
      ['week of 9 Nov 2026', '0 min', '0', '4 h', 'all'],
    ]);
  });

  it('draws each bar as high as its figure, in its own place, and nothing where nothing was played', () => {
    const stretches = fc.array(fc.nat({ max: 100 * HOUR }), { minLength: 1, maxLength: 400 });
    fc.assert(
      fc.property(stretches, fc.integer({ min: 1, max: 100 * HOUR }), (times, above) => {
        const points = times.map((listenedMs) => ({ ...trendPoint('2026-01-01', 0), listenedMs }));
        const largest = Math.max(...times) + above;
        const html = renderToStaticMarkup(
          <TrendPicture points={points} largest={largest} previous={[]} gridValues={[]} height={200} />,
        );
        const bars = boxesOf(/d="([^"]*)" class="fill-q3"/.exec(html)?.[1]);
        const played = times.flatMap((ms, place) => (ms > 0 ? [{ ms, place }] : []));
        expect(bars).toHaveLength(played.length);
        for (const [index, { ms, place }] of played.entries()) {
          const bar = bars[index] ?? expect.fail();
          expect(bar.height).toBeCloseTo(Math.max(1, (ms / largest) * 200), 2);
          expect(bar.y + bar.height).toBeCloseTo(200, 2);
          expect([Math.floor(bar.x), Math.floor(bar.x + bar.width)]).toEqual([place, place]);
        }
      }),
      { numRuns: 30 },
    );
  });

  it('marks the range before over the same stretches, and has neither marks nor a column where there is none', () => {
    const { container } = show();
    expect(container.querySelector('path.stroke-ink')?.getAttribute('d')?.split('M')).toHaveLength(4);
    cleanup();
    const alone = show({ previous: [] });
    expect(tableRows()[0]).toEqual(['Week', 'Time', 'Plays', 'Archived']);
    expect(alone.container.querySelector('path.stroke-ink')).toBeNull();
  });

  it('hatches exactly the stretches in which plays may be missing', () => {
    const { container } = show();
    const [gap, ...others] = boxesOf(container.querySelector('[data-gap]')?.getAttribute('d'));
    expect(others).toEqual([]);
    expect([Math.floor(gap?.x ?? 0), gap?.height]).toEqual([1, 1]);
    const hatched = container.querySelector('rect[clip-path]');
    for (const reference of ['fill', 'clip-path']) {
      const id = hatched?.getAttribute(reference)?.slice(5, -1) ?? '';
      expect(document.getElementById(id)).not.toBeNull();
    }
    cleanup();
    show({ points: [trendPoint('2026-11-09', 1)] });
    expect(document.querySelector('pattern')).toBeNull();
  });

  it('leaves room for the hatching over a bar that is the highest', () => {
    const [, gap] = trends().points;
    const { container } = show({ points: [{ ...gap, listenedMs: 99 * HOUR }], previous: [] });
    const [bar] = boxesOf(container.querySelector('path.fill-q3')?.getAttribute('d'));
    expect(bar?.y).toBeGreaterThan(10);
  });

  it('names a midnight after its day where there is more than one', () => {
    const hours = (count: number) =>
      Array.from({ length: count }, (_, hour) =>
        trendPoint(`2026-11-${28 + Math.floor(hour / 24)}T${String(hour % 24).padStart(2, '0')}:00`, 1),
      );
    const texts = (count: number) => trendTicks(hours(count), 'hour', 'en-GB').map(({ text }) => text);
    expect(texts(24)).toEqual(['00:00', '06:00', '12:00', '18:00']);
    expect(texts(40)).toEqual(['Sat 28', '06:00', '12:00', '18:00', 'Sun 29', '06:00', '12:00']);
  });

  it('is a few shapes, however many bars it has', () => {
    const points = Array.from({ length: 92 }, (_, day) =>
      trendPoint(addDays('2026-01-01', day), day, day % 3 === 0 ? 'part' : 'all'),
    );
    const { container } = show({ unit: 'day', points, previous: points });
    expect(elementsIn(container.querySelector('[role="application"]'))).toBeLessThan(15);
  });

  it('leads from each row of its table to the plays behind the bar', () => {
    show();
    expect(hrefsOf('table a')).toEqual([
      '/history?from=2026-10-26&to=2026-11-01',
      '/history?from=2026-11-02&to=2026-11-08',
      '/history?from=2026-11-09&to=2026-11-15',
    ]);
  });

  it('has no links where the plays are private', () => {
    render(<TrendChart trends={trends()} format={format} tableLink={OPEN} isLinked={false} />);
    expect(hrefsOf('a')).toEqual([OPEN.href]);
  });

  it('says in one sentence what it shows', () => {
    show();
    expect(labelOf()).toBe(
      'Listening per week, 3 weeks. The most was week of 26 Oct 2026: 10 h, 150 plays. In 1 of them plays may be missing.',
    );
  });

  it('is a chart without bars, not a failure, when nothing was played', () => {
    show({ points: [trendPoint('2026-11-09', 0)], previous: [] });
    expect(labelOf()).toBe('Listening over time: no plays are archived.');
  });

  it('never has more labels than fit', () => {
    const days = Array.from({ length: 365 }, (_, index) => trendPoint(addDays('2026-01-01', index), 1));
    for (const [points, unit] of [
      [days, 'day'],
      ...[0, 1, 2, 3, 4, 5, 6].map((first) => [days.slice(first, first + 90), 'day'] as const),
      [days.slice(0, 7), 'day'],
      [days.filter((_, index) => index % 7 === 4), 'week'],
    ] as const) {
      const ticks = trendTicks(points, unit, 'en-GB');
      expect(ticks.length).toBeGreaterThan(0);
      expect(ticks.length).toBeLessThanOrEqual(12);
      const narrow = ticks.filter((t) => !t.isMinor);
      // "21 Sept" takes as much room as two years, on a phone too.
      expect(narrow.map(({ text }) => text).join('').length).toBeLessThanOrEqual(28);
    }
  });

  it('has no label of a last bar, beside whose middle it does not fit', () => {
    const points = Array.from({ length: 90 }, (_, index) => trendPoint(addDays('2026-09-01', index), 1));
    const texts = (count: number) =>
      trendTicks(points.slice(0, count), 'day', 'en-GB').map(({ text }) => text);
    expect(texts(29)).toEqual(['7 Sept', '14 Sept', '21 Sept', '28 Sept']);
    expect(texts(28)).toEqual(['7 Sept', '14 Sept', '21 Sept']);
  });
});

/** The cells of a shade, each by its place. */
const cellsOf = (container: Element, shade: string) =>
  boxesOf(container.querySelector(`svg path.${shade}`)?.getAttribute('d')).map(
    ({ x, y }) => `${Math.floor(x / 20)}/${Math.floor(y / 20)}`,
  );

describe('every day', () => {
  const show = (first: string, plays: number[]) =>
    render(<DayCalendar days={calendarDays(first, plays)} format={format} tableLink={OPEN} />);

  it('hatches the days on which plays may be missing, and says how many', () => {
    const { container } = show('2026-11-18', [3, 0, 8, 1]);
    const hatched = container.querySelector('[data-gap]');
    expect(boxesOf(hatched?.getAttribute('d'))).toEqual([{ x: 4, y: 84, width: 12, height: 12 }]);
    expect(document.getElementById(hatched?.getAttribute('fill')?.slice(5, -1) ?? '')).not.toBeNull();
    expect(screen.getByText('plays may be missing')).toBeTruthy();
    expect(labelOf()).toBe('Every day: music on 3 of 4 days. On 1 day plays may be missing.');
  });

  it('hatches the small cells of a year with wider lines on a phone', () => {
    const { container } = show(
      '2025-11-18',
      Array.from({ length: 366 }, (_, day) => day % 2),
    );
    const [path, copy] = ['[data-gap]', 'use'].map((selector) => container.querySelector(selector));
    expect(copy?.getAttribute('href')).toBe(`#${path?.id}`);
    const shown = [path?.parentElement, copy].map((drawn) => drawn?.getAttribute('class'));
    expect(shown).toEqual(['hidden two:inline', 'two:hidden']);
    const fills = [path?.parentElement, copy].map((drawn) => drawn?.getAttribute('fill')?.slice(5, -1) ?? '');
    const widths = fills.map((id) => Number(document.getElementById(id)?.getAttribute('width')));
    expect(widths[1]).toBeGreaterThan(2 * (widths[0] ?? 0));
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
    // Saturday and Sunday stand at the foot of the first column, Monday at the head of the second.
    expect(cellsOf(container, 'text-q5')).toEqual(['0/5', '0/6', '1/0']);
  });

  it('leaves the place of a day empty that the zone skipped', () => {
    const days = calendarDays('2011-12-28', [5, 5, 5, 5]).filter(({ day }) => day !== '2011-12-30');
    const { container } = render(<DayCalendar days={days} format={format} tableLink={OPEN} />);
    expect(cellsOf(container, 'text-q5')).toEqual(['0/2', '0/3', '0/5']);
    expect(tableRows()[1]).toEqual(['26 Dec 2011', '', '', '5', '5', '', '5', '']);
  });

  it('does not let one long party pale all other days', () => {
    const { container } = show('2026-01-05', [...Array.from({ length: 99 }, () => 10), 1_000]);
    expect(cellsOf(container, 'text-q5')).toHaveLength(100);
  });
});

describe('the table behind a chart', () => {
  const link = (isOpen: boolean) => ({ href: '?range=1y&table=when#when', isOpen });
  const show = (isOpen: boolean) =>
    render(<HeatMap activity={activity()} now="2026-11-22T14" format={format} tableLink={link(isOpen)} />);

  it('is not in the page but one link away, with scripts and without', () => {
    show(false);
    const toggle = screen.getByRole('link', { name: 'As a table: Plays by hour and weekday' });
    expect(toggle.getAttribute('href')).toBe('?range=1y&table=when#when');
    expect(toggle.getAttribute('aria-expanded')).toBe('false');
    expect(screen.queryByRole('table')).toBeNull();
  });

  it('is shown on request, and can be hidden', () => {
    show(true);
    const toggle = screen.getByRole('link', { name: 'Hide the table: Plays by hour and weekday' });
    expect(toggle.getAttribute('aria-expanded')).toBe('true');
    expect(screen.getByRole('table', { name: 'Plays by hour and weekday' })).toBeTruthy();
  });
});

describe('genres', () => {
  it('are a table of shares, the unknown part hatched and named', () => {
    const { container } = render(<GenreBars genres={genres()} format={format} />);
    expect(tableRows().slice(1)).toEqual([
      ['ambient', '23%'],
      ['dream pop', '17%'],
      ['unknown', '6%'],
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
