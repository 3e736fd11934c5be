// @vitest-environment jsdom
import { cleanup, render, screen, within } from '@testing-library/react';
import { renderToStaticMarkup } from 'react-dom/server';
import { afterEach, describe, expect, it } from 'vitest';
import { ArchiveHeadline } from '@/components/archive-headline';
import { archiveHeadline } from '@/components/archive-words';
import { ConnectionBanner } from '@/components/connection-banner';
import { EmptyDashboard } from '@/components/empty-dashboard';
import { GapBanner } from '@/components/gap-banner';
import { ListeningSummary } from '@/components/listening-summary';
import { RecentPlays } from '@/components/recent-plays';
import { TopList } from '@/components/top-list';
import type { ArchiveState, Connection, TopEntry } from '@/lib/shared/dashboard';
import { createReaderFormat } from '@/lib/shared/format';
import { HOUR } from '@/lib/shared/time';

afterEach(cleanup);

const now = new Date('2026-11-22T13:20:00Z');
const format = createReaderFormat({ locale: 'en-GB', timeZone: 'Europe/Berlin' });
const connected: Connection = { state: 'connected', expiresAt: '2027-04-13T00:00:00Z', daysLeft: 142 };
const archive: ArchiveState = {
  lastPolledAt: '2026-11-22T13:00:00Z',
  nextLookAt: '2026-11-22T14:00:00Z',
  everyMinutes: 60,
  pausedUntil: null,
};
const entry = (values: Partial<TopEntry>): TopEntry => ({
  id: 1,
  spotifyId: '4uLU6hMCjMI75M1A2tKUQC',
  name: 'Blink',
  artists: ['Hiroshi Yoshimura'],
  imageUrl: 'https://i.scdn.co/image/abc',
  plays: 61,
  listenedMs: 5 * HOUR,
  firstPlayedAt: '2021-03-03T12:00:00Z',
  ...values,
});

describe('gaps', () => {
  const gap = (day: number) => ({
    from: `2026-05-${day}T13:04:00Z`,
    to: `2026-05-${day}T16:40:00Z`,
    missedAtMost: day,
  });

  it('are told with an upper bound and in the listener’s time', () => {
    render(<GapBanner gaps={[gap(12)]} format={format} />);
    expect(screen.getByText('Up to 12 plays may be missing').parentElement?.textContent).toContain(
      '15:04–18:40',
    );
  });

  it('are all there, the older ones behind one click', () => {
    const { container } = render(<GapBanner gaps={[15, 14, 13, 12, 11].map(gap)} format={format} />);
    const folded = container.querySelector('details');
    expect(within(folded as HTMLElement).getByText('2 earlier gaps')).toBeTruthy();
    expect(container.querySelectorAll('b')).toHaveLength(5);
    expect(folded?.querySelectorAll('b')).toHaveLength(2);
  });

  it('say nothing where there are none', () => {
    expect(renderToStaticMarkup(<GapBanner gaps={[]} format={format} />)).toBe('');
  });
});

describe('the connection banner', () => {
  const expiring = (daysLeft: number): Connection => ({
    state: 'expiring',
    expiresAt: '2026-12-10T00:00:00Z',
    daysLeft,
  });

  it('is silent while there is nothing to do', () => {
    expect(renderToStaticMarkup(<ConnectionBanner connection={connected} format={format} />)).toBe('');
  });

  it.each([
    [expiring(30), 'Your Spotify connection ends in 30 days'],
    [expiring(7), 'Your Spotify connection ends in 7 days'],
    [expiring(1), 'Your Spotify connection ends within a day'],
    [
      { state: 'needs_reconnect', since: null } as const,
      'Spotify is not connected, so nothing new is archived',
    ],
  ])('says what is the matter and offers to reconnect (%j)', (connection, title) => {
    render(<ConnectionBanner connection={connection} format={format} />);
    expect(screen.getByRole('heading').textContent).toContain(title);
    const form = screen.getByRole('button', { name: 'Reconnect Spotify' }).closest('form');
    expect([form?.getAttribute('method'), form?.getAttribute('action')]).toEqual([
      'post',
      '/api/auth/signin/spotify',
    ]);
  });

  it('grows louder at 7 days, not only by colour', () => {
    const marked = (days: number) =>
      renderToStaticMarkup(<ConnectionBanner connection={expiring(days)} format={format} />).includes('▲');
    expect([marked(30), marked(8), marked(7), marked(1)]).toEqual([false, false, true, true]);
  });
});

describe('how the archive stands', () => {
  const headline = (state: Partial<ArchiveState>, connection: Connection = connected) =>
    archiveHeadline({ ...archive, ...state }, connection, now).text;

  it('is "up to date" only while the looks come as planned', () => {
    expect(headline({})).toBe('Archive is up to date');
    expect(headline({ lastPolledAt: '2026-11-22T11:00:00Z' })).toBe('The last look is overdue');
    expect(headline({ lastPolledAt: null })).toBe('First look to come');
    expect(headline({ pausedUntil: '2026-11-22T15:00:00Z' })).toBe('Waiting for Spotify');
    expect(headline({}, { state: 'needs_reconnect', since: null })).toBe('Spotify not connected');
  });

  it('is told by the shape of its mark, not by colour alone', () => {
    const shapes = (['good', 'waiting', 'bad'] as const).map((mark) => {
      const { container } = render(<ArchiveHeadline headline={{ mark, text: mark }} />);
      return container.querySelector('path')?.getAttribute('d');
    });
    expect(new Set(shapes).size).toBe(3);
  });
});

describe('an empty dashboard', () => {
  it('says what was found so far and when the next look is', () => {
    render(<EmptyDashboard archive={archive} connection={connected} now={now} format={format} />);
    expect(document.body.textContent).toContain('We looked 20 minutes ago, and Spotify showed no plays yet.');
    expect(document.body.textContent).toContain('the next look is at 15:00, and then every hour');
  });

  it('does not promise a look that Spotify will not allow', () => {
    const broken = { state: 'needs_reconnect', since: null } as const;
    render(<EmptyDashboard archive={archive} connection={broken} now={now} format={format} />);
    expect(document.body.textContent).toContain('Reconnect Spotify and the archive begins.');
    expect(document.body.textContent).not.toContain('15:00');
  });
});

describe('figures', () => {
  it('link to what stands behind them and say that the time is estimated', () => {
    const totals = {
      plays: 18_532,
      listenedMs: 1_204 * HOUR,
      tracks: 4_210,
      artists: 1_377,
      albums: 900,
      firstPlayAt: '2021-03-03T12:00:00Z',
      lastPlayAt: '2026-11-22T12:00:00Z',
    };
    render(<ListeningSummary totals={totals} format={format} />);
    expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('1,204 hours');
    const links = screen.getAllByRole('link').map((link) => [link.textContent, link.getAttribute('href')]);
    expect(links).toEqual([
      ['18,532 plays', '#last-played'],
      ['4,210 tracks', '#tracks'],
      ['1,377 artists', '#artists'],
    ]);
    expect(document.body.textContent).toContain('Listening time is estimated');
  });
});

describe('top lists', () => {
  it('link each name to Spotify, and leave names that Spotify does not know as text', () => {
    render(
      <TopList
        kind="track"
        entries={[entry({}), entry({ id: 2, spotifyId: null, name: 'Demo tape' })]}
        format={format}
      />,
    );
    expect(screen.getByRole('link', { name: 'Blink' }).getAttribute('href')).toBe(
      'https://open.spotify.com/track/4uLU6hMCjMI75M1A2tKUQC',
    );
    expect(screen.queryByRole('link', { name: 'Demo tape' })).toBeNull();
    expect(screen.getByText('Demo tape')).toBeTruthy();
  });

  it('show artwork square and uncropped at 44 px, and the first letter where there is none', () => {
    const { container } = render(
      <TopList
        kind="artist"
        entries={[entry({}), entry({ id: 2, name: 'żuk', imageUrl: null })]}
        format={format}
      />,
    );
    const art = container.querySelector('img');
    expect([art?.width, art?.height, art?.getAttribute('alt'), art?.getAttribute('loading')]).toEqual([
      44,
      44,
      '',
      'lazy',
    ]);
    expect(container.querySelector('svg text')?.textContent).toBe('Ż');
  });

  it('keep a name that is not whole on a narrow screen within reach', () => {
    const name = 'A Track Title That Will Not Stop';
    render(<TopList kind="track" entries={[entry({ name })]} format={format} />);
    expect(screen.getByRole('link', { name }).getAttribute('title')).toBe(name);
  });
});

describe('recent plays', () => {
  it('carry the exact instant and show the listener’s time', () => {
    const play = {
      playedAt: '2026-11-22T12:32:10.123Z',
      trackId: 1,
      spotifyId: 'abc',
      name: 'Blink',
      artists: ['Hiroshi Yoshimura'],
      albumName: 'Music for Nine Postcards',
      imageUrl: null,
      listenedMs: 1,
      isEstimate: true,
    };
    const { container } = render(<RecentPlays plays={[play]} now={now} format={format} />);
    const time = container.querySelector('time');
    expect([time?.getAttribute('datetime'), time?.textContent]).toEqual([play.playedAt, '13:32']);
    expect(screen.getByRole('heading').textContent).toBe('Today');
  });
});
