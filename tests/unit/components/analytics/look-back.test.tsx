import { cleanup, render, screen, within } from '@testing-library/react';
import { renderToStaticMarkup } from 'react-dom/server';
import { afterEach, describe, expect, it } from 'vitest';
import { ClockCard } from '@/components/analytics/look-back/clock-card';
import { ForgottenCard } from '@/components/analytics/look-back/forgotten-card';
import { GenresOverTimeCard } from '@/components/analytics/look-back/genres-over-time-card';
import { MilestonesCard } from '@/components/analytics/look-back/milestones-card';
import { OnThisDayCard } from '@/components/analytics/look-back/on-this-day-card';
import { SkipsCard } from '@/components/analytics/look-back/skips-card';
import type { Skips } from '@/lib/shared/analytics/look-back-schema';
import type { Archived } from '@/lib/shared/analytics/statistics';
import { createReaderFormat } from '@/lib/shared/format';
import { boxesOf } from '../../../support/charts/chart-paths';
import { activity, onThisDay, rankedEntry, YEAR } from '../../../support/statistics-fixture';

afterEach(cleanup);

const format = createReaderFormat({ locale: 'en-GB', timeZone: 'Europe/Berlin' });
const linksShown = () =>
  screen
    .getAllByRole('link')
    .map((link) => [link.getAttribute('aria-label') ?? link.textContent, link.getAttribute('href')]);

describe('on this day', () => {
  it('leads from each year to exactly the plays of its day', () => {
    render(<OnThisDayCard onThisDay={onThisDay()} most={6} format={format} />);
    expect(linksShown()).toEqual([
      ['1 year ago', '/history?from=2025-11-22&to=2025-11-22'],
      ['Blink', '/track/11?range=all'],
      ['5 years ago', '/history?from=2021-11-22&to=2021-11-22'],
      ['Blink', '/track/11?range=all'],
    ]);
  });

  it('has the latest years where there are many, and no card where there is none', () => {
    render(<OnThisDayCard onThisDay={onThisDay()} most={1} format={format} />);
    expect(screen.getAllByRole('link', { name: /ago$/ })).toHaveLength(1);
    expect(renderToStaticMarkup(<OnThisDayCard onThisDay={onThisDay([])} most={1} format={format} />)).toBe(
      '',
    );
  });
});

const SINCE = { since: '2026-05-23', days: 184, archivedDays: 184 };

describe('forgotten favourites', () => {
  it('say when they were last played, and lead to the plays that they count', () => {
    const entry = { ...rankedEntry(), lastPlayedAt: '2024-03-31T22:30:00Z' };
    render(<ForgottenCard forgotten={{ ...SINCE, kind: 'artist', entries: [entry] }} format={format} />);
    expect(document.body.textContent).not.toContain('as far as archived');
    expect(linksShown()).toEqual([
      ['Hiroshi Yoshimura', '/artist/7?range=all'],
      ['214 plays of Hiroshi Yoshimura', '/history?kind=artist&id=7'],
    ]);
    const none = { ...SINCE, kind: 'artist' as const, entries: [] };
    expect(renderToStaticMarkup(<ForgottenCard forgotten={none} format={format} />)).toBe('');
    // Half past midnight in Berlin, where it is April already.
    expect(screen.getByRole('listitem').textContent).toContain('last in April 2024');
  });
});

describe('forgotten favourites of a young archive', () => {
  it('say how much of the time since is archived', () => {
    const entry = { ...rankedEntry(), lastPlayedAt: '2021-03-31T22:30:00Z' };
    render(
      <ForgottenCard
        forgotten={{ ...SINCE, archivedDays: 12, kind: 'artist', entries: [entry] }}
        format={format}
      />,
    );
    expect(screen.getByRole('region').textContent).toContain(
      'not since 23 May 2026, as far as archived: 12 of the 184 days',
    );
  });
});

describe('the listening clock', () => {
  it('has a wedge for each hour with plays, which leads to them, and a table for the keyboard', () => {
    const { container } = render(
      <ClockCard activity={activity()} tableLink={{ href: '?', isOpen: true }} format={format} />,
    );
    const wedges = [...container.querySelectorAll('svg a')].map((link) => [
      link.querySelector('title')?.textContent,
      link.getAttribute('href'),
    ]);
    expect(wedges).toEqual([
      ['08:00: 4 plays', '/history?hour=8&from=2025-11-23&to=2026-11-22'],
      ['21:00: 40 plays', '/history?hour=21&from=2025-11-23&to=2026-11-22'],
    ]);
    expect(screen.getAllByRole('row')).toHaveLength(25);
    expect(screen.getByRole('figure').getAttribute('aria-label')).toContain(
      'Most between 21:00 and 22:00, 91% of your plays',
    );
  });
});

describe('milestones', () => {
  it('lead to the very play, and say which it was', () => {
    const track = { id: 11, name: 'Blink', artists: ['Hiroshi Yoshimura'], imageUrl: null };
    const milestone = (of: 'plays' | 'hours' | 'track', number: number) => ({
      of,
      number,
      track,
      playedAt: '2026-11-22T12:32:10.123Z',
    });
    const milestones = [milestone('plays', 10_000), milestone('hours', 1_000), milestone('track', 100)];
    render(<MilestonesCard milestones={milestones} plays={24_999} format={format} />);
    expect(screen.getByText('1 more play to your 25,000th.')).toBeTruthy();
    const href = '/history?kind=release&id=11&at=2026-11-22T12%3A32%3A10.123Z';
    expect(linksShown()).toEqual([
      ['Your 10,000th play', href],
      ['1,000 hours', href],
      ['100th play of Blink', href],
    ]);
  });
});

describe('milestones of many tracks', () => {
  it('say which tracks they are of, as there may be others', () => {
    const milestones = Array.from({ length: 5 }, (_, id) => ({
      of: 'track' as const,
      number: 100,
      track: { id, name: `Track ${id}`, artists: ['Low'], imageUrl: null },
      playedAt: `2026-11-${10 + id}T12:00:00.000Z`,
    }));
    render(<MilestonesCard milestones={milestones} plays={24_999} format={format} />);
    expect(
      screen.getByText(/ Of the tracks you played 100 times or more, the 5 that only just were\.$/),
    ).toBeTruthy();
  });
});

describe('genres over time', () => {
  const genres = {
    range: YEAR,
    unit: 'month' as const,
    genres: ['ambient', 'jazz'],
    points: [
      { start: '2026-09-01', plays: 0, counts: [0, 0], archived: 'all' as const, isPartial: false },
      { start: '2026-10-01', plays: 40, counts: [10, 0], archived: 'all' as const, isPartial: false },
      { start: '2026-11-01', plays: 60, counts: [40, 6], archived: 'all' as const, isPartial: false },
    ],
  };
  const link = { href: '?', isOpen: true };

  it('have a bar for each month with plays, drawn to one scale, and lead to the plays of each figure', () => {
    const { container } = render(
      <GenresOverTimeCard genres={genres} isCut={false} tableLink={link} format={format} />,
    );
    const bars = [...container.querySelectorAll('path')].map((path) => boxesOf(path.getAttribute('d') ?? ''));
    expect(bars.map((row) => row.map(({ height }) => Math.round(height)))).toEqual([[11, 28], [4]]);
    const hrefOf = (name: string) => screen.getByRole('link', { name }).getAttribute('href');
    expect(hrefOf('ambient')).toBe('/history?genre=ambient&from=2025-11-23&to=2026-11-22');
    expect(hrefOf('6')).toBe('/history?genre=jazz&from=2026-11-01&to=2026-11-22');
    expect(screen.getByText('50%')).toBeTruthy();
  });

  it('are hatched where the archive lacks something, with words in the picture, its key and its table', () => {
    const silent = { plays: 0, counts: [0, 0], isPartial: false };
    const lacking = (start: string, archived: Archived) => ({ ...silent, start, archived });
    const points = [lacking('2026-07-01', 'none'), lacking('2026-08-01', 'part'), ...genres.points];
    const { container } = render(
      <GenresOverTimeCard genres={{ ...genres, points }} isCut={false} tableLink={link} format={format} />,
    );
    const [hatched, ...others] = [...container.querySelectorAll<HTMLElement>('[data-gap]')];
    expect(others).toHaveLength(1); // One a genre: neighbours are one stretch.
    expect([hatched?.style.left, hatched?.style.width]).toEqual(['0%', '40%']);
    expect(screen.getByText('not archived, or plays may be missing')).toBeTruthy();
    expect(screen.getByRole('figure').getAttribute('aria-label')).toContain(
      '1 of 5 months not archived. In 1 of 5 months plays may be missing.',
    );
    const cells = (name: string) =>
      within(screen.getByRole('row', { name: new RegExp(name) }))
        .getAllByRole('cell')
        .map((cell) => cell.textContent);
    expect(cells('July 2026')).toEqual(['not archived', 'not archived', 'not archived']);
    expect(cells('September 2026')).toEqual(['0', '0', '0']);
    cleanup();
    render(<GenresOverTimeCard genres={genres} isCut={false} tableLink={link} format={format} />);
    expect(document.querySelector('.hatched')).toBeNull();
  });

  it('are paler where a month is not complete, and say so', () => {
    const points = genres.points.map((point, place) => ({ ...point, isPartial: place === 2 }));
    const { container } = render(
      <GenresOverTimeCard genres={{ ...genres, points }} isCut={false} tableLink={link} format={format} />,
    );
    const paler = [...container.querySelectorAll('[data-partial]')].map(
      (path) => path.getAttribute('d') ?? '',
    );
    expect(paler.map((d) => boxesOf(d).map(({ x }) => Math.floor(x)))).toEqual([[2], [2]]);
    expect(screen.getByText('month not complete')).toBeTruthy();
  });

  it('are shares alone while there are too few months to show a change', () => {
    const points = genres.points.slice(-2);
    render(
      <GenresOverTimeCard genres={{ ...genres, points }} isCut={false} tableLink={link} format={format} />,
    );
    expect(
      screen.getByText('Share of plays; over time from the third month on. A play can count for several'),
    ).toBeTruthy();
    expect(screen.getAllByRole('cell').map((cell) => cell.textContent)).toEqual(['50%', '6%']);
    expect(screen.queryByRole('figure')).toBeNull();
  });

  it('say when they are of the last year only', () => {
    render(<GenresOverTimeCard genres={genres} isCut tableLink={link} format={format} />);
    expect(document.body.textContent).toContain('the last year of these days');
  });
});

describe('skips', () => {
  const skips = (values: Partial<Skips> = {}): Skips => ({
    range: YEAR,
    filesUntil: '2026-05-12',
    unit: 'month',
    inFiles: 50,
    skipped: 5,
    points: [{ start: '2026-05-01', inFiles: 50, skipped: 5 }],
    artists: [{ id: 7, name: 'Nala', imageUrl: null, inFiles: 20, skipped: 5 }],
    ...values,
  });

  it('say their share of the plays in files, over time and by artist', () => {
    const points = [4, 5].map((month) => ({ start: `2026-0${month}-01`, inFiles: 50, skipped: month }));
    render(<SkipsCard skips={skips({ inFiles: 100, skipped: 9, points })} format={format} />);
    const card = screen.getByRole('region', { name: 'Skips' });
    expect(card.textContent).toContain('You skipped 9% of the 100 plays in your files');
    expect(within(card).getByRole('row', { name: /May 2026/ }).textContent).toContain('10%');
    expect(screen.getByRole('listitem').textContent).toContain('5 of 20 plays');
  });

  it('of one month alone are a sentence that names it', () => {
    render(<SkipsCard skips={skips()} format={format} />);
    expect(screen.getByText('You skipped 10% of the 50 plays in your files, May 2026')).toBeDefined();
    expect(screen.queryByRole('table')).toBeNull();
    expect(screen.getByRole('listitem').textContent).toContain('5 of 20 plays');
  });

  it('lead to days that are in files, and are not there without a file', () => {
    render(<SkipsCard skips={skips({ inFiles: 0, skipped: 0, points: [], artists: [] })} format={format} />);
    expect(linksShown()).toEqual([['12 May 2026', '/look-back?from=2025-05-13&to=2026-05-12#skips']]);
    const none = skips({ inFiles: 0, filesUntil: null });
    expect(renderToStaticMarkup(<SkipsCard skips={none} format={format} />)).toBe('');
  });
});
