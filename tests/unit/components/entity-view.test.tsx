import { cleanup, render, screen } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import { streakNote } from '@/components/analytics/every-day-card';
import { TopView } from '@/components/analytics/top-view';
import { EntityView } from '@/components/catalogue/entity-view';
import { SearchView } from '@/components/catalogue/search-view';
import { createReaderFormat } from '@/lib/shared/format';
import { entityPage, rankedEntry, YEAR } from '../../support/statistics-fixture';

afterEach(cleanup);

const format = createReaderFormat({ locale: 'en-GB', timeZone: 'Europe/Berlin' });
const hrefOf = (name: string | RegExp) => screen.getByRole('link', { name }).getAttribute('href');

describe('the page of an album', () => {
  const show = () =>
    render(<EntityView page={entityPage()} picker={null} openTable={null} format={format} />);

  it('says when it was first played, to the minute, on the listener’s clock', () => {
    show();
    expect(document.body.textContent).toContain('First played on 3 March 2021 at 22:14.');
  });

  it('says how often a track was skipped, of the plays that a file told of', () => {
    const page = entityPage({ kind: 'track', skips: { skipped: 12, told: 80 } });
    render(<EntityView page={page} picker={null} openTable={null} format={format} />);
    expect(document.body.textContent).toContain('Skipped 12 of the 80 times that your files tell of.');
  });

  it('leads from its figures to the plays and to its place in the ranking', () => {
    show();
    expect(hrefOf('214 plays')).toBe('/history?kind=album&id=5');
    expect(hrefOf('All of its plays')).toBe('/history?kind=album&id=5');
    expect(hrefOf('214 plays of Blink')).toBe('/history?kind=release&id=11');
    expect(hrefOf('your no. 103 album')).toBe('/top?kind=album&range=all&offset=100');
    expect(hrefOf('Hiroshi Yoshimura')).toBe('/artist/7');
    expect(hrefOf('Blink')).toBe('/track/11?range=1y');
  });

  it('leads back to Spotify, and nowhere where Spotify does not know it', () => {
    show();
    expect(hrefOf('Open in Spotify')).toBe('https://open.spotify.com/album/4uLU6hMCjMI75M1A2tKUQD');
    cleanup();
    render(
      <EntityView page={entityPage({ spotifyId: null })} picker={null} openTable={null} format={format} />,
    );
    expect(screen.queryByRole('link', { name: 'Open in Spotify' })).toBeNull();
  });
});

describe('the ranking', () => {
  const show = (offset: number) =>
    render(
      <TopView
        kind="artist"
        by="time"
        top={{ range: YEAR, total: 120, entries: [rankedEntry({ rank: offset + 1 })] }}
        first={rankedEntry()}
        offset={offset}
        pageSize={50}
        isCompared
        picker={null}
        format={format}
      />,
    );

  it('pages forward and back, keeping the kind and the measure', () => {
    show(50);
    expect(hrefOf('Previous')).toBe('/top?kind=artist&by=time&range=1y');
    expect(hrefOf('Next')).toBe('/top?kind=artist&by=time&range=1y&offset=100');
    expect(hrefOf('Albums')).toBe('/top?kind=album&by=time&range=1y');
    expect(hrefOf('By plays')).toBe('/top?kind=artist&range=1y');
  });

  it('says how the time it ranks by is known', () => {
    show(0);
    expect(document.body.textContent).toContain('Listening time is estimated');
  });
});

describe('search', () => {
  it('says what was found and what was not', () => {
    render(
      <SearchView
        results={{ query: 'yosh', artists: [rankedEntry()], albums: [], tracks: [] }}
        format={format}
      />,
    );
    expect(screen.getAllByRole('heading', { level: 2 }).map((h) => h.textContent)).toEqual(['Artists']);
    expect(hrefOf('the plays themselves')).toBe('/history?q=yosh');
    cleanup();
    render(<SearchView results={{ query: 'zz', artists: [], albums: [], tracks: [] }} format={format} />);
    expect(document.body.textContent).toContain('Nothing that you have played has “zz” in its name.');
  });
});

describe('days in a row', () => {
  const streaks = (current: number, longest: number) => ({
    current: { days: current, from: null },
    longest: { days: longest, from: null, to: null },
    daysActive: 0,
    daysSinceFirst: 0,
  });

  it.each([
    [41, 41, '41 days in a row, the longest so far'],
    [1, 150, '1 day in a row; the longest run was 150 days'],
    [0, 12, 'The longest run was 12 days in a row'],
    [0, 0, 'No days in a row yet'],
  ])('%i now and %i at most: %s', (current, longest, words) => {
    expect(streakNote(streaks(current, longest), format)).toBe(words);
  });
});
