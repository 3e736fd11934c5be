import { cleanup, render, screen } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import { RankedList } from '@/components/analytics/ranked-list';
import { createReaderFormat } from '@/lib/shared/format';
import { rankedEntry, YEAR } from '../../../support/statistics-fixture';

afterEach(cleanup);

const format = createReaderFormat({ locale: 'en-GB', timeZone: 'Europe/Berlin' });

describe('ranked lists', () => {
  const show = (entries: ReturnType<typeof rankedEntry>[], isCompared = true) =>
    render(<RankedList entries={entries} range={YEAR} isCompared={isCompared} format={format} />);

  it('lead to the page of each, and from its figure to its plays, in the same range', () => {
    show([rankedEntry(), rankedEntry({ kind: 'track', id: 11, name: 'Blink' })]);
    expect(screen.getAllByRole('link').map((link) => link.getAttribute('href'))).toEqual([
      '/artist/7?range=1y',
      '/history?kind=artist&id=7&from=2025-11-23&to=2026-11-22',
      '/track/11?range=1y',
      '/history?kind=track&id=11&from=2025-11-23&to=2026-11-22',
    ]);
  });

  it('show the change of rank by sign and number', () => {
    show([
      rankedEntry({ id: 1, rank: 1, previousRank: 3 }),
      rankedEntry({ id: 2, rank: 2, previousRank: 2 }),
      rankedEntry({ id: 3, rank: 3, previousRank: 1 }),
      rankedEntry({ id: 4, rank: 4, previousRank: 1_000 }),
      rankedEntry({ id: 5, rank: 5, previousRank: null }),
      rankedEntry({ id: 6, rank: 6, previousRank: null, firstPlayedAt: '2025-11-22T23:30:00Z' }),
    ]);
    const movements = screen.getAllByRole('listitem').map((row) => row.children[3]);
    expect(movements.map((mark) => mark?.textContent)).toEqual(['▲ 2', '–', '▼ 2', '▲ 99+', 'back', 'new']);
    expect(movements.map((mark) => mark?.getAttribute('aria-label'))).toEqual([
      'up 2',
      'same place',
      'down 2',
      'up 99+',
      null,
      null,
    ]);
  });

  it('keep artists apart from each other, and break Korean ones between their words', () => {
    const album = rankedEntry({ kind: 'album', name: 'Blink', artists: ['봄날와 아이들', 'Low'] });
    show([album, { ...album, id: 8, artists: ['Low'] }]);
    const isKept = (line: string) => screen.getByText(line).className.includes('break-keep');
    expect(isKept('봄날와 아이들')).toBe(true);
    expect(screen.getAllByText('Low').map((name) => name.tagName)).toEqual(['BDI', 'BDI']);
  });

  it('say nothing of change in all of time', () => {
    show([rankedEntry({ previousRank: null })], false);
    expect(document.body.textContent).not.toContain('new');
  });

  it('show artwork square and uncropped at 44 px, and the first letter where there is none', () => {
    const { container } = show([rankedEntry(), rankedEntry({ id: 2, name: 'żuk', imageUrl: null })]);
    const art = container.querySelector('img');
    expect([art?.width, art?.height, art?.getAttribute('alt'), art?.getAttribute('loading')]).toEqual([
      44,
      44,
      '',
      'lazy',
    ]);
    expect(container.querySelector('svg text')?.textContent).toBe('Ż');
  });

  it('make a truncated name accessible on a narrow screen', () => {
    const name = 'A Track Title That Will Not Stop';
    show([rankedEntry({ name })]);
    expect(screen.getByRole('link', { name }).getAttribute('title')).toBe(name);
  });
});
