import { cleanup, render } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import { densityScale } from '@/components/charts/density';
import { busiestNote, HeatMap } from '@/components/charts/heat-map';
import { createReaderFormat } from '@/lib/shared/format';
import { boxesOf, elementsIn } from '../../../support/charts/chart-paths';
import { hrefsOf, tableRows } from '../../../support/charts/chart-tables';
import { activity } from '../../../support/statistics-fixture';

afterEach(cleanup);

const format = createReaderFormat({ locale: 'en-GB', timeZone: 'Europe/Berlin' });

const OPEN = { href: '?', isOpen: true };

/** The cells of a shade, each by its place. */
const cellsOf = (container: Element, shade: string) =>
  boxesOf(container.querySelector(`svg path.${shade}`)?.getAttribute('d')).map(
    ({ x, y }) => `${Math.floor(x / 20)}/${Math.floor(y / 20)}`,
  );

describe('when somebody listens', () => {
  const show = (values = {}) =>
    render(
      <HeatMap activity={activity()} now="2026-11-22T14" format={format} tableLink={OPEN} {...values} />,
    );

  it('has no cell for hours to come or outside its days, which were not silent', () => {
    const quiet = {
      ...activity(),
      plays: Array.from({ length: 7 }, () => Array.from({ length: 24 }, () => 0)),
    };
    const range = { preset: null, from: '2026-11-16', to: '2026-11-22' };
    // Tuesday 17 November at 14: the whole Monday, and 15 hours of Tuesday.
    const { container } = show({ activity: { ...quiet, range }, now: '2026-11-17T14' });
    const cells = cellsOf(container, 'text-q0');
    expect(cells).toHaveLength(24 + 15);
    expect(cells).toContain('14/1');
    expect(cells).not.toContain('15/1');
    expect(cells.filter((cell) => cell.endsWith('/2'))).toEqual([]);
    expect(tableRows()[16]).toEqual(['15:00', '0', '', '', '', '', '', '']);
  });

  it('has all cells where its days have all hours, and those of plays that came early', () => {
    const range = { preset: null, from: '2026-11-01', to: '2026-11-30' };
    const { container } = show({ activity: { ...activity(), range }, now: '2026-11-17T14' });
    expect(cellsOf(container, 'text-q0')).toHaveLength(7 * 24 - 2);
    cleanup();
    const early = { ...activity(), range: { ...range, from: '2026-11-16' } };
    const { container: week } = show({ activity: early, now: '2026-11-16T03' });
    expect(cellsOf(week, 'text-q0')).toHaveLength(4);
    expect(cellsOf(week, 'text-q5')).toEqual(['21/3']);
  });

  it('hatches hours of which nothing was archived, with words, and none that has plays', () => {
    const unarchivedHours = [0, 1, 21].map((hour) => ({ weekday: 3, hour }));
    const { container } = show({ activity: { ...activity(), unarchivedHours } });
    const hatched = boxesOf(container.querySelector('[data-gap]')?.getAttribute('d'));
    expect(hatched.map(({ x, y }) => `${Math.floor(x / 20)}/${Math.floor(y / 20)}`)).toEqual(['0/3', '1/3']);
    expect(cellsOf(container, 'text-q0')).toHaveLength(166 - 2);
    expect(container.textContent).toContain('not archived');
    expect(container.querySelector('figure')?.getAttribute('aria-label')).toMatch(
      / 2 hours of the week were not archived\.$/,
    );
    expect(tableRows()[1]).toEqual(['00:00', '0', '0', '0', 'not archived', '0', '0', '0']);
    expect(tableRows()[22]?.[4]).toBe('40');
  });

  it('says of the busiest hour only that none had more: it is the first of equals', () => {
    expect(busiestNote(activity(), format)).toBe('No hour beats Thursday at 21:00');
  });

  it('has a table of 24 hours by 7 days with the figures of the cells', () => {
    show();
    const rows = tableRows();
    expect(rows).toHaveLength(25);
    expect(rows[0]).toEqual(['Hour', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun']);
    expect(rows[22]).toEqual(['21:00', '0', '0', '0', '40', '0', '0', '0']);
  });

  it('leads from a figure to exactly these plays, and from none nowhere', () => {
    show();
    expect(hrefsOf('table a')).toEqual([
      '/history?weekday=6&hour=8&from=2025-11-23&to=2026-11-22',
      '/history?weekday=3&hour=21&from=2025-11-23&to=2026-11-22',
    ]);
    cleanup();
    show({ isLinked: false });
    expect(hrefsOf('a')).toEqual([OPEN.href]);
  });

  it('is darkest where most was played, and distinguishes none from few', () => {
    const { container } = show();
    expect(cellsOf(container, 'text-q0')).toHaveLength(166);
    expect(cellsOf(container, 'text-q5')).toEqual(['21/3']);
    expect(cellsOf(container, 'text-q1')).toEqual(['8/6']);
    expect([0, 1, 19, 20, 99, 100, 500].map(densityScale(100))).toEqual([0, 1, 1, 2, 5, 5, 5]);
    expect([0, 3].map(densityScale(0))).toEqual([0, 0]);
  });

  it('is a path a shade', () => {
    const { container } = show();
    expect(elementsIn(container.querySelector('[role="application"]'))).toBeLessThanOrEqual(8);
  });
});
