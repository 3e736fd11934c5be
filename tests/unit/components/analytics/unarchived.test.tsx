import { cleanup, render, screen } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import { DayList } from '@/components/analytics/day-list';
import { ListeningSummary } from '@/components/analytics/listening-summary';
import { NothingPlayed } from '@/components/analytics/nothing-played';
import { bucketTitle } from '@/components/charts/chart-marks';
import { DayCalendar } from '@/components/charts/day-calendar';
import { lackLabel } from '@/components/charts/lack-label';
import { TrendChart } from '@/components/charts/trend-chart';
import { HistoryView } from '@/components/history/history-view';
import type { CalendarDay } from '@/lib/shared/analytics/statistics';
import { createReaderFormat } from '@/lib/shared/format';
import { EVERY_PLAY } from '@/lib/shared/history/plays-filter';
import { tableRows } from '../../../support/charts/chart-tables';
import {
  calendarDays,
  comparison,
  discovery,
  trendPoint,
  trends,
  YEAR,
} from '../../../support/statistics-fixture';

afterEach(cleanup);

const format = createReaderFormat({ locale: 'en-GB', timeZone: 'Europe/Berlin' });

const NOW = new Date('2026-11-22T12:00:00Z');

const OPEN = { href: '?', isOpen: true };

const labelOf = () => screen.getByRole('figure').getAttribute('aria-label');

describe('time that was never archived', () => {
  const showTrend = (values: Parameters<typeof trends>[0]) =>
    render(<TrendChart trends={trends(values)} format={format} tableLink={OPEN} />);

  it('is no zero in the table and the sentence of a trend', () => {
    const none = (start: string) => trendPoint(start, 0, 'none');
    showTrend({ points: [none('2026-11-02'), trendPoint('2026-11-09', 0)], previous: [none('2026-10-19')] });
    expect(tableRows().slice(1)).toEqual([
      ['week of 2 Nov 2026', 'not archived', 'not archived', 'not archived', 'not archived'],
      ['week of 9 Nov 2026', '0 min', '0', '', 'all'],
    ]);
    expect([...document.querySelectorAll('table a')].map((link) => link.getAttribute('href'))).toEqual([
      '/history?from=2026-11-09&to=2026-11-15',
    ]);
    cleanup();
    showTrend({ points: [none('2026-11-02')], previous: [] });
    expect(labelOf()).toBe('Listening over time: these days were not archived.');
  });

  it('is said to lie before the beginning of the archive, where nothing else is missing of a month', () => {
    const begun = { ...trendPoint('2026-11-01', 3, 'part'), hasBeginning: true as const };
    const points = [begun, trendPoint('2026-12-01', 2)];
    showTrend({ unit: 'month', points, previous: [] });
    expect(tableRows()[1]?.at(-1)).toBe('archive begins here');
    expect(labelOf()).not.toContain('missing');
    expect(lackLabel(points)).toBe('archive begins here');
    expect(lackLabel([trendPoint('2026-10-01', 0, 'none'), ...points])).toBe('not archived');
    expect(bucketTitle(begun, 'month', format)).toContain('archive begins here');
  });

  it('counts days that were never archived apart from days without music', () => {
    const days = calendarDays('2026-11-18', [0, 0, 8, 0]).map((day) => ({
      ...day,
      archived: day.day < '2026-11-20' ? ('none' as const) : ('all' as const),
    }));
    render(<DayCalendar days={days} format={format} tableLink={OPEN} />);
    expect(labelOf()).toBe('Every day: music on 1 of 2 days. 2 more days were not archived.');
    expect(tableRows()[1]).toEqual(['16 Nov 2026', '', '', 'not archived', 'not archived', '8', '0', '']);
  });

  it('lists a few days with what is known of each', () => {
    const days = calendarDays('2026-11-18', [0, 0, 0, 12]).map((day, place) => ({
      ...day,
      archived: (['none', 'part', 'all', 'part'] as const)[place] ?? 'all',
    }));
    render(<DayList days={days} format={format} />);
    expect(screen.getAllByRole('listitem').map((item) => item.textContent?.split(/Nov/)[1])).toEqual([
      expect.stringMatching(/^\d[^·]*· 12 plays\u00a0· plays may be missing$/),
      'no music',
      'plays may be missing',
      'not archived',
    ]);
  });

  it('says of the day in which the archive begins that it does, and not that plays may be missing', () => {
    const [before, first, ...later] = calendarDays('2026-11-18', [0, 12, 3, 4]);
    if (!before || !first) throw new Error('four days were made');
    const days: CalendarDay[] = [
      { ...before, archived: 'none' },
      { ...first, archived: 'part', hasBeginning: true },
      ...later.map((day) => ({ ...day, archived: 'all' as const })),
    ];
    render(<DayList days={days} format={format} />);
    expect(screen.getAllByRole('listitem')[2]?.textContent).toMatch(/archive begins here$/);
    cleanup();
    render(<DayCalendar days={days} format={format} tableLink={OPEN} />);
    expect(labelOf()).toBe('Every day: music on 3 of 3 days. 1 more day was not archived.');
  });

  it.each([
    [
      { days: 365, archivedDays: 0 },
      'Not archived in the last 365 days. Import your history to have these days, choose others above',
    ],
    [
      { days: 365, archivedDays: 9 },
      '0 plays in the last 365 days, of which the archive has 9 of 365 days. Import your history',
    ],
    [{ days: 365, archivedDays: 365 }, '0 plays in the last 365 days. Choose'],
    [{ days: 0, archivedDays: 0 }, '0 plays in the last 365 days. Choose'],
  ])('is named where a range has no plays: %o', (archived, words) => {
    const { container } = render(
      <NothingPlayed path="/top" range={YEAR} archived={archived} now={NOW} format={format} />,
    );
    const [heading, sentence] = [container.querySelector('h1'), container.querySelector('p')];
    expect(`${heading?.textContent?.trim()} ${sentence?.textContent}`).toContain(words);
  });

  it('is not what is said of days to come', () => {
    const range = { preset: null, from: '2026-11-23', to: '2026-11-30' };
    const archived = { days: 0, archivedDays: 0 };
    const { container } = render(
      <NothingPlayed path="/top" range={range} archived={archived} now={NOW} format={format} />,
    );
    expect(container.textContent).toContain('Still to come from 23 Nov 2026 to 30 Nov 2026. Choose');
  });

  it('makes nothing new where nothing was archived before', () => {
    const change = { plays: null, listenedMs: null, tracks: null, artists: null };
    const show = (found: Parameters<typeof discovery>[0]) =>
      render(
        <ListeningSummary
          comparison={comparison({ change })}
          discovery={discovery(found)}
          archived={{ days: 365, archivedDays: 9 }}
          format={format}
        />,
      ).container.textContent;
    expect(show({ playsOfKnown: 0 })).not.toContain('new to you');
    cleanup();
    expect(show({ playsOfNew: 1, playsOfKnown: 3 })).toMatch(
      /25.?% of the plays were of tracks new to you\./,
    );
  });

  it.each([
    [2019, { days: 365, archivedDays: 0 }, 'Your archive does not reach these days.', 'Not archived'],
    [2019, { days: 365, archivedDays: 9 }, 'Your archive has 9 of these 365 days, and', 'Archived in part'],
    [2019, { days: 365, archivedDays: 365 }, '0 plays, 1 Jan – 31 Dec 2019. Show', 'No plays'],
    [2027, { days: 0, archivedDays: 0 }, '0 plays, 1 Jan – 31 Dec 2027: still to come. Show', null],
  ])('is named in the history: of %s %o', (year, archived, words, title) => {
    render(
      <HistoryView
        countedPlays={9}
        hasLeftOut={false}
        problem={null}
        now={NOW}
        format={format}
        history={{ plays: [], nextCursor: null, gaps: [] }}
        asked={{
          q: '',
          before: null,
          cursor: undefined,
          short: false,
          filter: { ...EVERY_PLAY, from: `${year}-01-01`, to: `${year}-12-31` },
        }}
        about={{ name: null, albumName: null, plays: 0, leftOut: 0 }}
        archived={archived}
      />,
    );
    expect(document.body.textContent).toContain(words);
    const shown = screen.queryByRole('region');
    expect(shown?.querySelector('h2')?.textContent ?? null).toBe(title);
    expect(shown?.classList.contains('hatched') ?? false).toBe(archived.archivedDays < archived.days);
    const toImport = screen.queryByRole('link', { name: 'Import your history' });
    expect(toImport !== null).toBe(archived.archivedDays < archived.days);
  });
});
