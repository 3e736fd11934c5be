import { cleanup, configure, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { historyByDay } from '@/components/history/history-days';
import { HistoryView, type HistoryViewProps } from '@/components/history/history-view';
import { OlderPlays } from '@/components/history/older-plays';
import { filterLabel } from '@/components/history/plays-filter-labels';
import { createReaderFormat } from '@/lib/shared/format';
import { EVERY_PLAY, type PlaysFilter } from '@/lib/shared/history/plays-filter';
import { plainText } from '@/lib/shared/named-text';
import { historyPlay } from '../../../support/statistics-fixture';

const now = new Date('2026-11-22T13:20:00Z');
const format = createReaderFormat({ locale: 'en-GB', timeZone: 'Europe/Berlin' });
const shown = { made: now.toISOString(), timeZone: 'Europe/Berlin' };

let watchers: IntersectionObserverCallback[] = [];

/** jsdom lays nothing out: the test says when the link comes near. */
class Watcher implements IntersectionObserver {
  readonly root = null;
  readonly rootMargin = '';
  readonly scrollMargin = '';
  readonly thresholds = [];
  constructor(readonly callback: IntersectionObserverCallback) {
    watchers.push(callback);
  }
  observe() {}
  unobserve() {}
  disconnect() {
    watchers = watchers.filter((w) => w !== this.callback);
  }
  takeRecords() {
    return [];
  }
}

beforeEach(() => {
  watchers = [];
  globalThis.IntersectionObserver = Watcher;
});
configure({ asyncUtilTimeout: 10_000 });
afterEach(cleanup);

function scrollNear() {
  const [watch] = watchers;
  watch?.([{ isIntersecting: true } as IntersectionObserverEntry], new Watcher(() => {}));
  watchers = watchers.slice(0, 1);
}

describe('the history page', () => {
  const show = (values: Partial<HistoryViewProps> = {}) =>
    render(
      <HistoryView
        history={{ plays: [historyPlay('2026-11-20T15:00:00Z')], nextCursor: 'abc', gaps: [] }}
        asked={{ q: '', before: null, cursor: undefined, filter: EVERY_PLAY, short: false }}
        about={null}
        archived={null}
        countedPlays={16_000}
        hasLeftOut={false}
        problem={null}
        now={now}
        format={format}
        {...values}
      />,
    );

  it('has a link to older plays that keeps the filter and works without a script', () => {
    show({
      asked: { q: 'blink', before: '2026-11-20', cursor: undefined, filter: EVERY_PLAY, short: false },
    });
    expect(screen.getByRole('link', { name: 'Older plays' }).getAttribute('href')).toBe(
      '/history?q=blink&before=2026-11-20&cursor=abc',
    );
  });

  const filter: PlaysFilter = {
    from: '2026-01-01',
    to: '2026-03-31',
    entity: { kind: 'artist', id: 7 },
    album: 5,
    weekday: 0,
    hour: 21,
    genre: null,
    at: null,
    until: null,
  };
  const parameters = 'kind=artist&id=7&album=5&weekday=0&hour=21&from=2026-01-01&to=2026-03-31';

  it('says in words what it lists and how many, and leads back to everything', () => {
    show({
      asked: { q: '', before: null, cursor: undefined, filter, short: false },
      about: { name: 'Cocteau Twins', albumName: 'Garlands', plays: 214, leftOut: 3 },
    });
    expect(document.body.textContent?.replaceAll('\u00a0', ' ')).toContain(
      '214 plays of Cocteau Twins on Garlands, Mondays at 21:00, 1 Jan – 31 Mar 2026, and 3 left out of statistics.',
    );
    expect(screen.getByRole('link', { name: 'Show all 16,000 plays' }).getAttribute('href')).toBe('/history');
    expect(
      screen.getByText(/^Reported by Spotify as they were played, unless .* estimated length\.$/),
    ).toBeTruthy();
  });

  it.each([
    [['poll'], '~4:05', 'Spotify as it was played'],
    [['extended_history'], '~4:05\nimport', 'an imported extended streaming history'],
    [
      ['poll', 'account_data'],
      '~4:05\nSpotify + import',
      'Spotify as it was played and by imported account data',
    ],
  ] as const)(
    'names the sources of each play, on hover and read out too: %o',
    (sources, words, reporters) => {
      const play = historyPlay('2026-11-20T15:00:00Z', { sources: [...sources] });
      const at = (second: number) => `2026-11-20T14:00:0${second}Z`;
      const short = { ...play, playedAt: at(1), isCounted: false };
      const leftOut = { ...play, playedAt: at(2), isLeftOut: true };
      show({ history: { plays: [play, leftOut, short], nextCursor: null, gaps: [] } });
      const found = screen.getAllByTitle(`Reported by ${reporters}; the length is`, { exact: false });
      expect(found.map((cell) => cell.textContent)).toEqual(
        [words, '~4:05\nleft out', '~4:05\ntoo short'].map((text) => `${text} Reported by ${reporters}`),
      );
    },
  );

  it('keeps the filter on the way to older plays, and in both of its forms', () => {
    const { container } = show({ asked: { q: '', before: null, cursor: undefined, filter, short: false } });
    expect(screen.getByRole('link', { name: 'Older plays' }).getAttribute('href')).toBe(
      `/history?${parameters}&cursor=abc`,
    );
    const sent = [...container.querySelectorAll('form')].map((form) =>
      Object.fromEntries(
        [...form.querySelectorAll('input[type=hidden]')].map((i) => [
          i.getAttribute('name'),
          i.getAttribute('value'),
        ]),
      ),
    );
    const kept = Object.fromEntries(new URLSearchParams(parameters));
    expect(sent).toEqual([kept, kept]);
  });

  it.each([
    [{ genre: 'ambient' }, 'Plays of the genre ambient'],
    [{ weekday: 6 }, 'Plays, Sundays'],
    [{ from: '2026-01-01', to: '2026-01-01', hour: 0 }, 'Plays, at 00:00, 1 Jan 2026'],
    [{ from: '2026-01-01' }, 'Plays, since 1 Jan 2026'],
    [
      {
        from: '2026-01-01',
        to: '2026-01-01',
        at: '2026-01-01T20:00:00.000Z',
        until: '2026-01-01T22:00:00.000Z',
      },
      'Plays of one session, 1 Jan 2026',
    ],
    [{ to: '2026-01-01' }, 'Plays, until 1 Jan 2026'],
  ])('has words for %j', (asked, words) => {
    expect(plainText(filterLabel({ ...EVERY_PLAY, ...asked }, null, 'en-GB', 'Plays'))).toBe(words);
  });

  it('says so where nothing was found, and leads back to everything', () => {
    show({
      history: { plays: [], nextCursor: null, gaps: [] },
      asked: { q: 'zzz', before: null, cursor: undefined, filter: EVERY_PLAY, short: false },
    });
    expect(document.body.textContent).toContain('Nothing was found with “zzz”');
    expect(screen.getByRole('link', { name: 'all 16,000 plays' }).getAttribute('href')).toBe('/history');
  });

  it('says of a gap why plays may be missing, and leads to what fills it', () => {
    const gap = { from: '2026-11-20T14:00:00Z', to: '2026-11-20T14:10:00Z', missedAtMost: 13 };
    const plays = [historyPlay('2026-11-20T15:00:00Z')];
    show({ history: { plays, nextCursor: null, gaps: [gap] } });
    const row = screen.getByText('Up to 13 plays may be missing').closest('li');
    expect(row?.textContent).toContain('Spotify shows only the last 50 plays, and more were played before');
    expect(row?.querySelector('a')?.getAttribute('href')).toBe('/import');
  });

  it('shows a new listener what will appear', () => {
    show({ history: { plays: [], nextCursor: null, gaps: [] }, countedPlays: 0 });
    expect(document.body.textContent).toContain('No plays yet');
    expect(screen.getByRole('link', { name: 'Import your history' }).getAttribute('href')).toBe('/import');
  });

  it('does not call the plays that count all plays where others are left out', () => {
    show({ hasLeftOut: true });
    expect(document.body.textContent).toContain('16,000 plays and those left out of statistics, latest');
    cleanup();
    const plays = [historyPlay('2026-11-20T15:00:00Z', { isLeftOut: true })];
    show({ hasLeftOut: true, countedPlays: 0, history: { plays, nextCursor: null, gaps: [] } });
    expect(document.body.textContent).toContain('All plays, none of which count in your statistics');
    expect(screen.queryByText('left out')).toBeNull();
    cleanup();
    show({ hasLeftOut: true, countedPlays: 0, history: { plays: [], nextCursor: null, gaps: [] } });
    expect(document.body.textContent).toContain('None of your plays count');
    expect(document.body.textContent).not.toContain('No plays yet');
  });
});

/** A server that has these pages by their cursor; any other does not come. */
function serving(pages: Record<string, { plays: string[]; next: string | null }>) {
  const asked: string[] = [];
  const fetchOlder = async (href: string) => {
    asked.push(href);
    const page = pages[new URL(href, 'http://own.test').searchParams.get('cursor') ?? ''];
    if (!page) return new Response('', { status: 503 });
    return Response.json({ plays: page.plays.map((at) => historyPlay(at)), nextCursor: page.next, gaps: [] });
  };
  return { asked, fetchOlder };
}

let opened = 0;

describe('older plays', () => {
  /** The day of 20 November with one play, and the way to those before it. */
  const show = (fetchOlder: (href: string) => Promise<Response>, parameters = { q: `case ${opened++}` }) => {
    const days = historyByDay([historyPlay('2026-11-20T15:00:00Z')], [], format);
    return render(
      <OlderPlays
        days={days}
        parameters={parameters}
        fetchOlder={fetchOlder}
        {...shown}
        cursor="1"
        locale="en-GB"
      />,
    );
  };
  const link = () => screen.getByRole('link', { name: 'Older plays' });
  const shownDays = () =>
    [...document.querySelectorAll('[data-day]')].map((d) => [
      d.getAttribute('data-day'),
      d.querySelectorAll('li').length,
    ]);

  it('are put under the plays that are there; a day in two pages stays one day', async () => {
    const server = serving({ 1: { plays: ['2026-11-20T12:00:00Z', '2026-11-19T12:00:00Z'], next: null } });
    show(server.fetchOlder, { q: 'blink' });
    fireEvent.click(link());
    await screen.findByText('There are no older plays.');
    expect(server.asked).toEqual(['/api/recent-plays?q=blink&cursor=1']);
    expect(shownDays()).toEqual([
      ['2026-11-20', 2],
      ['2026-11-19', 1],
    ]);
    expect(screen.queryByRole('link', { name: 'Older plays' })).toBeNull();
  });

  it('take the focus to the first of them when they were asked for', async () => {
    show(serving({ 1: { plays: ['2026-11-18T12:00:00Z'], next: '2' } }).fetchOlder, { q: 'calm' });
    fireEvent.click(link());
    await waitFor(() => expect(document.activeElement?.closest('[data-day="2026-11-18"]')).toBeTruthy());
    expect(link().getAttribute('href')).toBe('/history?q=calm&cursor=2');
  });

  it('come by themselves when the reader scrolls near, four pages and not more until asked', async () => {
    const pages = Object.fromEntries(
      [1, 2, 3, 4, 5, 6].map((n) => [n, { plays: [`2026-11-1${9 - n}T12:00:00Z`], next: `${n + 1}` }]),
    );
    const server = serving(pages);
    show(server.fetchOlder);
    for (const n of [1, 2, 3, 4]) {
      scrollNear();
      await waitFor(() => expect(shownDays()).toHaveLength(n + 1));
    }
    scrollNear();
    expect(server.asked).toHaveLength(4);
    fireEvent.click(link());
    await waitFor(() => expect(shownDays()).toHaveLength(6));
  });

  it('leave the link in place when the server does not answer', async () => {
    show(serving({}).fetchOlder);
    fireEvent.click(link());
    await screen.findByText('Older plays could not be loaded. Press the link to try again.');
    expect(link()).toBeTruthy();
    expect(shownDays()).toEqual([['2026-11-20', 1]]);
  });

  it('ask who is signed out to sign in, by the link itself', async () => {
    show(async () => new Response(null, { status: 401 }));
    expect(fireEvent.click(link())).toBe(false);
    await screen.findByText('You are signed out. Press the link to sign in and go on.');
    expect(fireEvent.click(link())).toBe(true);
  });

  it('are still there after going back, but not on a list with another start', async () => {
    const server = serving({ 1: { plays: ['2026-11-18T12:00:00Z'], next: null } });
    const first = show(server.fetchOlder, { q: 'dawn' });
    fireEvent.click(link());
    await screen.findByText('There are no older plays.');
    first.unmount();
    show(server.fetchOlder, { q: 'dawn' });
    expect(shownDays()).toHaveLength(2);
    cleanup();
    show(server.fetchOlder, { q: 'dusk' });
    expect(shownDays()).toHaveLength(1);
  });
});
