import { cleanup, render, screen, within } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import { CompareView } from '@/components/analytics/compare/compare-view';
import type { RangePair } from '@/lib/shared/analytics/look-back-schema';
import { createReaderFormat } from '@/lib/shared/format';
import { HOUR } from '@/lib/shared/time';
import { comparison, rankedEntry } from '../../../support/statistics-fixture';

afterEach(cleanup);

const format = createReaderFormat({ locale: 'en-GB', timeZone: 'Europe/Berlin' });
const year = (of: number) => ({ preset: null, from: `${of}-01-01`, to: `${of}-12-31` });
const { current } = comparison();

/** All of a range counts. */
const whole = (of: number) => ({ ...year(of), until: null });

const pair = (values: Partial<RangePair> = {}): RangePair => ({
  a: {
    range: year(2026),
    counted: whole(2026),
    days: 300,
    archivedDays: 300,
    perDay: { plays: 61.773, listenedMs: 2 * HOUR },
    totals: { ...current, listenedMs: 600 * HOUR },
    artists: [
      rankedEntry({ previousRank: 3 }),
      rankedEntry({ id: 8, rank: 2, name: 'Nala', previousRank: null }),
    ],
    tracks: [],
  },
  b: {
    range: year(2025),
    counted: whole(2025),
    days: 365,
    archivedDays: 365,
    perDay: { plays: 50, listenedMs: HOUR },
    totals: { ...current, listenedMs: 365 * HOUR },
    artists: [rankedEntry({ id: 9, name: 'Ada', previousRank: null })],
    tracks: [],
  },
  change: { plays: null, listenedMs: null, tracks: null, artists: null, albums: null },
  ...values,
});

const show = (values: Partial<RangePair> = {}) =>
  render(
    <CompareView
      pair={pair(values)}
      today="2026-11-29"
      firstDay="2021-03-03"
      problems={null}
      format={format}
    />,
  );

const hrefsIn = (element: HTMLElement) =>
  within(element)
    .getAllByRole('link')
    .map((link) => [link.getAttribute('aria-label') ?? link.textContent, link.getAttribute('href')]);

describe('two ranges beside each other', () => {
  it('have their totals, those a day too, each leading to what it counts, with the change on phones too', () => {
    show();
    const totals = screen.getByRole('region', { name: 'In all' });
    const rows = within(totals).getAllByRole('row');
    expect(rows.slice(0, 5).map((row) => row.textContent?.replaceAll('\u00a0', ' '))).toEqual([
      'What20262025Change',
      'Listening600 h365 h–',
      'Listening a day2 h▲up 100%1 h▲up 100%',
      'Plays18,53218,532–',
      'Plays a day61.8▲up 24%50▲up 24%',
    ]);
    expect(hrefsIn(totals).slice(0, 3)).toEqual([
      ['18,532', '/history?from=2026-01-01&to=2026-12-31'],
      ['18,532', '/history?from=2025-01-01&to=2025-12-31'],
      ['1,377', '/top?kind=artist&from=2026-01-01&to=2026-12-31'],
    ]);
    expect(totals.textContent).toContain(
      '2026 is not over: 300 days so far. The two differ in length, so only the averages of a day are compared.',
    );
  });

  it('say up to when the past one is counted where the other is not over, and lead nowhere from that', () => {
    const { a, b } = pair();
    const until = '2025-10-27T11:00:00Z';
    show({
      a: { ...a, artists: [rankedEntry({ previousRank: null })] },
      b: { ...b, counted: { ...year(2025), to: '2025-10-27', until }, days: 300, archivedDays: 300 },
      change: { ...pair().change, plays: 0.5 },
    });
    const totals = screen.getByRole('region', { name: 'In all' });
    expect(within(totals).getAllByRole('row')[0]?.textContent).toContain('2025, up to 27\u00a0Oct');
    expect(totals.textContent).toContain(
      '2026 is not over: 300 days so far. 2025 is counted up to 27\u00a0Oct\u00a02025, 12:00.',
    );
    expect(totals.textContent).not.toContain('only the averages');
    expect(within(totals).getByRole('row', { name: /^Plays 18/ }).textContent).toContain('▲up\u00a050%');
    expect(hrefsIn(totals).every(([, href]) => href?.includes('2026'))).toBe(true);
    expect(screen.getByRole('region', { name: 'Artists, 2026' }).textContent).toContain('not in 2025');
    const past = hrefsIn(screen.getByRole('region', { name: 'Artists, 2025, up to 27\u00a0Oct' }));
    expect(past).toEqual([['Ada', '/artist/9?from=2025-01-01&to=2025-12-31']]);
    expect(screen.getByRole('link', { name: 'Swap' }).getAttribute('href')).toContain(
      '2025-01-01..2025-12-31',
    );
  });

  it('say how much of them is archived, and count a day by that alone', () => {
    const { a, b } = pair();
    show({ b: { ...b, archivedDays: 73, perDay: { plays: 250, listenedMs: 5 * HOUR } } });
    const totals = screen.getByRole('region', { name: 'In all' });
    expect(totals.textContent).toContain(
      'Archived of 2025: 73 of 365 days. Not all is known, so only the averages of a day are compared.',
    );
    const rows = within(totals).getAllByRole('row');
    expect(rows.slice(1, 3).map((row) => row.textContent?.replaceAll('\u00a0', ' '))).toEqual([
      'Listening600 h365 h–',
      'Listening a day2 h▼down 60%5 h▼down 60%',
    ]);
    cleanup();
    const nothing = { ...b.totals, plays: 0, listenedMs: 0, tracks: 0, artists: 0, albums: 0 };
    show({ a, b: { ...b, archivedDays: 0, totals: nothing, perDay: null } });
    expect(screen.getByRole('region', { name: 'Artists, 2026' }).textContent).not.toContain('in 2025');
    expect(screen.getByRole('region', { name: 'In all' }).textContent).toContain(
      'Nothing of 2025 is archived, so there is nothing to compare.',
    );
    const known = within(screen.getByRole('region', { name: 'In all' })).getAllByRole('row');
    expect(known.slice(0, 2).map((row) => row.textContent?.replaceAll('\u00a0', ' '))).toEqual([
      'What2026',
      'Listening600 h',
    ]);
    cleanup();
    const unknown = { archivedDays: 0, totals: nothing, perDay: null };
    show({ a: { ...a, ...unknown, range: year(2019) }, b: { ...b, ...unknown } });
    expect(screen.getByRole('region', { name: 'In all' }).textContent).toBe(
      'In allNothing of 2019 and 2025 is archived, so there is nothing to compare.',
    );
  });

  it('say of one that is still to come only that', () => {
    const { a, b } = pair();
    const range = { preset: null, from: '2026-12-05', to: '2026-12-31' };
    show({ a: { ...a, range, days: 0, archivedDays: 0, perDay: null }, b });
    expect(screen.getByRole('region', { name: 'In all' }).textContent).toContain(
      '5 – 31 Dec 2026 is still to come, so there is nothing to compare.',
    );
    expect(document.body.textContent).not.toContain('not over');
  });

  it('name the last days as one speaks of them', () => {
    const { a, b } = pair();
    show({ a, b: { ...b, range: { preset: '30d', from: null, to: null }, archivedDays: 0, perDay: null } });
    expect(screen.getByRole('region', { name: 'In all' }).textContent).toContain(
      'Nothing of the last 30 days is archived',
    );
  });

  it('say what came and what went, and which place each has in the other', () => {
    show();
    const artists = screen.getByRole('region', { name: 'Artists' });
    expect(artists.textContent).toContain('By plays\u00a0· none is in both lists');
    const of2026 = screen.getByRole('region', { name: 'Artists, 2026' });
    expect(within(of2026).getAllByRole('listitem')[0]?.textContent).toContain('no. 3 in 2025');
    expect(within(of2026).getAllByRole('listitem')[1]?.textContent).toContain('not in 2025');
    expect(hrefsIn(of2026)[1]).toEqual([
      '214 plays of Hiroshi Yoshimura',
      '/history?kind=artist&id=7&from=2026-01-01&to=2026-12-31',
    ]);
  });

  it('are chosen apart: one side changes, the other stays', () => {
    show();
    const second = screen.getByRole('navigation', { name: 'Second range of days' });
    const choices = within(second).getAllByRole('link', { hidden: true });
    const hrefOf = (name: string) => choices.find((link) => link.textContent === name)?.getAttribute('href');
    expect(hrefOf('30 days')).toBe('/compare?a=2026-01-01..2026-12-31&b=30d');
    expect(hrefOf('2022')).toBe('/compare?a=2026-01-01..2026-12-31&b=2022-01-01..2022-12-31');
    expect(screen.getByRole('link', { name: 'Swap' }).getAttribute('href')).toBe(
      '/compare?a=2025-01-01..2025-12-31&b=2026-01-01..2026-12-31',
    );
    const form = second.querySelector('form');
    expect([...new FormData(form as HTMLFormElement)]).toEqual([
      ['a', '2026-01-01..2026-12-31'],
      ['bFrom', '2025-01-01'],
      ['bTo', '2025-12-31'],
    ]);
  });
});
