import { cleanup, render, screen } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import { EntityView } from '@/components/catalogue/entity-view';
import type { Trends } from '@/lib/shared/analytics/statistics';
import { createReaderFormat } from '@/lib/shared/format';
import { activity, entityPage, trendPoint, trends } from '../../../support/statistics-fixture';

afterEach(cleanup);

const format = createReaderFormat({ locale: 'en-GB', timeZone: 'Europe/Berlin' });
const now = new Date('2026-11-22T13:20:00Z');
const hrefOf = (name: string) => screen.getByRole('link', { name }).getAttribute('href');

describe('the page of a track', () => {
  it('says when it was played last, and leads to those days and to all of its plays', () => {
    const { trend } = entityPage();
    const lastPlays = ['2026-11-21T23:30:00Z', '2026-11-20T21:14:00Z'];
    const page = entityPage({ kind: 'track', id: 11, lastPlays });
    render(<EntityView page={page} picker={null} now={now} format={format} />);
    const rows = screen.getByRole('region', { name: 'Last played' }).querySelectorAll('li');
    // Half past midnight in Berlin.
    expect([...rows].map((row) => row.textContent)).toEqual([
      '22 November 202600:30',
      '20 November 202622:14',
    ]);
    expect(hrefOf('22 November 2026')).toBe('/history?from=2026-11-22&to=2026-11-22');
    const plays = trend.points.reduce((sum, point) => sum + point.plays, 0);
    expect(hrefOf(`All ${plays} plays`)).toBe('/history?kind=track&id=11&from=2025-11-23&to=2026-11-22');
  });
});

describe('the hours of a week', () => {
  it.each([
    [7, true],
    [6, false],
    [0, false],
  ])('are shown where at least a week of the days is archived: %i days, %s', (archivedDays, areShown) => {
    for (const kind of ['artist', 'album', 'track'] as const) {
      render(
        <EntityView
          page={entityPage({ kind, activity: { ...activity(), archivedDays } })}
          picker={null}
          now={now}
          format={format}
        />,
      );
      expect(screen.queryByRole('region', { name: 'When you listen' }) !== null, kind).toBe(areShown);
      cleanup();
    }
  });
});

describe('the page of what was not played on the chosen days', () => {
  const show = (trend: Partial<Trends>) => {
    const page = entityPage({ kind: 'artist', id: 7, tracks: [], topTracks: [], trend: trends(trend) });
    render(<EntityView page={page} picker={null} now={now} format={format} />);
    return screen.queryAllByRole('heading', { level: 2 }).map((heading) => heading.textContent);
  };

  it('has a sentence in place of empty charts, and the way to all time', () => {
    expect(show({ points: [trendPoint('2026-11-09', 0)], previous: [] })).toEqual([
      expect.stringMatching(/^Not played /),
    ]);
    expect(hrefOf('all time')).toBe('/artist/7?range=all');
  });

  it('says that none of the days is archived, and how to have them', () => {
    const range = { preset: null, from: '2019-01-01', to: '2019-01-31' };
    expect(show({ range, points: [trendPoint('2019-01-01', 0, 'none')], previous: [] })).toEqual([
      'Not archived in January 2019',
    ]);
    expect(document.body.textContent).toContain(
      'Not archived in January 2019Import your history to have these days, choose others above, or see all time.',
    );
    expect(hrefOf('Import your history')).toBe('/import');
  });

  it('keeps the chart where some days are hatched, without an axis and a key of bars that it lacks', () => {
    const points = [trendPoint('2026-11-02', 0, 'none'), trendPoint('2026-11-09', 0)];
    expect(show({ points, previous: [] })).toEqual(['Listening per week']);
    const shown = screen.getByRole('region', { name: 'Listening per week' }).textContent;
    expect(shown).toContain('not archived');
    expect(shown).not.toMatch(/15 min|these 365 days/);
  });

  it('keeps the chart where the days before had plays, without the hours', () => {
    expect(show({ points: [trendPoint('2026-11-09', 0)] })).toEqual(['Listening per week']);
  });
});
