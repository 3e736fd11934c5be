import { cleanup, render, screen } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import { SearchView } from '@/components/catalogue/search-view';
import type { SearchResults } from '@/lib/shared/analytics/statistics';
import { createReaderFormat } from '@/lib/shared/format';
import { rankedEntry } from '../../../support/statistics-fixture';
import { countingRouter } from '../test-router';

afterEach(cleanup);

const format = createReaderFormat({ locale: 'en-GB', timeZone: 'Europe/Berlin' });
const hrefOf = (name: string | RegExp) => screen.getByRole('link', { name }).getAttribute('href');

describe('search', () => {
  it('says what was found and what was not', () => {
    const show = (results: SearchResults) =>
      render(<SearchView results={results} start={null} format={format} />, {
        wrapper: countingRouter().Router,
      });
    show({ query: 'yosh', isNearest: false, artists: [rankedEntry()], albums: [], tracks: [] });
    expect(screen.getAllByRole('heading', { level: 2 }).map((h) => h.textContent)).toEqual(['Artists']);
    expect(hrefOf('the plays themselves')).toBe('/history?q=yosh');
    cleanup();
    const nothing = { query: 'zz', isNearest: true, artists: [], albums: [], tracks: [] };
    show(nothing);
    expect(document.body.textContent).toContain('Nothing you have played has “zz” in its name. Try');
    cleanup();
    show({ ...nothing, artists: [rankedEntry()] });
    expect(document.body.textContent).toContain('has “zz” in its name. These come close.');
  });

  it('has something to begin with where nothing was found', () => {
    const nothing = { query: 'zz', isNearest: true, artists: [], albums: [], tracks: [] };
    const start = { artists: [rankedEntry({ rank: 1 })], albums: [], tracks: [] };
    render(<SearchView results={nothing} start={start} format={format} />, {
      wrapper: countingRouter().Router,
    });
    expect(screen.getByRole('status').textContent).toBe(
      'Nothing you have played has “zz” in its name. Try fewer letters, or begin with what you played most.',
    );
    expect(screen.getByRole('listitem').textContent).toMatch(/^1/);
  });

  it('numbers what is in the order of plays, and not what is only near', () => {
    const show = (isNearest: boolean) => {
      const results = {
        query: 'yosh',
        isNearest,
        artists: [rankedEntry({ rank: 7 })],
        albums: [],
        tracks: [],
      };
      const { container, unmount } = render(<SearchView results={results} start={null} format={format} />, {
        wrapper: countingRouter().Router,
      });
      const text = container.querySelector('li')?.textContent ?? '';
      unmount();
      return text;
    };
    expect(show(false)).toMatch(/^7/);
    expect(show(true)).not.toMatch(/^7/);
  });

  it('says where a list is only the first of what was found, and how names that are only near are ordered', () => {
    const show = (found: number, isNearest = false) => {
      const artists = Array.from({ length: found }, (_, id) => rankedEntry({ id }));
      const results = { query: 'a', isNearest, artists, albums: [], tracks: [] };
      const { container, unmount } = render(<SearchView results={results} start={null} format={format} />, {
        wrapper: countingRouter().Router,
      });
      const shown = [container.querySelectorAll('li').length, container.textContent];
      unmount();
      return shown;
    };
    expect(show(21)).toEqual([20, expect.stringContaining('By plays, the first 20')]);
    expect(show(20)).toEqual([20, expect.not.stringContaining('the first')]);
    expect(show(2, true)[1]).toContain('Closest first, then by plays');
  });

  it('puts the tracks beside artists and albums where they are as long, else all one after the other', () => {
    const shown = (tracks: number) => {
      const start = {
        artists: [rankedEntry()],
        albums: [rankedEntry({ kind: 'album' })],
        tracks: Array.from({ length: tracks }, (_, id) => rankedEntry({ id })),
      };
      const { unmount } = render(<SearchView results={null} start={start} format={format} />, {
        wrapper: countingRouter().Router,
      });
      const titles = screen.getAllByRole('heading', { level: 2 }).map((h) => h.textContent);
      unmount();
      return titles;
    };
    expect(shown(2)).toEqual(['Artists', 'Albums', 'Tracks']);
    expect(shown(1)).toEqual(['Artists', 'Tracks', 'Albums']);
  });

  it('leads to what is left out where nothing counts', () => {
    render(<SearchView results={null} start={null} format={format} />, { wrapper: countingRouter().Router });
    expect(hrefOf('left out of statistics')).toBe('/me#exclusions');
    // As one types on, this element says what was found: it is there from the beginning.
    expect(screen.getByRole('status').textContent).toMatch(/^Search finds only what counts, and all /);
  });
});
