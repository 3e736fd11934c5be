import { cleanup, render, screen, within } from '@testing-library/react';
import type { ReactNode } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { afterEach, describe, expect, it } from 'vitest';
import { DashboardView } from '@/components/analytics/dashboard-view';
import { EmptyDashboard } from '@/components/analytics/empty-dashboard';
import { ArchiveHeadline } from '@/components/archival/archive-headline';
import { archiveHeadline } from '@/components/archival/archive-labels';
import { ConnectionBanner } from '@/components/archival/connection-banner';
import { DelayNote } from '@/components/archival/delay-note';
import { GapBanner } from '@/components/archival/gap-banner';
import { SessionProvider } from '@/components/auth/session-provider';
import { SidebarFoot } from '@/components/shell/app-shell';
import type { ArchiveState, Connection, Dashboard } from '@/lib/shared/analytics/dashboard';
import type { DashboardStatistics } from '@/lib/shared/analytics/dashboard-statistics';
import { unseenGaps } from '@/lib/shared/archival/seen-gaps';
import { createReaderFormat } from '@/lib/shared/format';
import { elementsIn } from '../../../support/charts/chart-paths';
import { fullYear, historyPlay } from '../../../support/statistics-fixture';
import { countingRouter } from '../test-router';

afterEach(() => {
  cleanup();
  // Files of one worker share the page.
  document.cookie = 'seen-gaps=; path=/; max-age=0';
});

const now = new Date('2026-11-22T13:20:00Z');
const format = createReaderFormat({ locale: 'en-GB', timeZone: 'Europe/Berlin' });
const connected: Connection = { state: 'connected', expiresAt: '2027-04-13T00:00:00Z', daysLeft: 142 };
const archive: ArchiveState = {
  lastPolledAt: '2026-11-22T13:00:00Z',
  failedSyncs: 0,
  nextSync: { at: '2026-11-22T14:00:00Z', waitsFor: 'schedule' },
  everyMinutes: 60,
};

const emptied: Dashboard = {
  totals: null,
  hasLeftOut: false,
  archive,
  connection: connected,
  allowsNowPlaying: false,
  authorizedAt: null,
  countedPlays: 0,
  since: '2026-10-01T00:00:00Z',
  openGaps: [],
  recentPlays: [],
};

describe('a full dashboard', () => {
  const dashboard: Dashboard = {
    ...emptied,
    recentPlays: Array.from({ length: 6 }, (_, minute) => historyPlay(`2026-11-22T12:0${minute}:00Z`)),
  };
  const show = (openTable: 'when' | null = null, changes: Partial<Dashboard> = {}, statistics = fullYear()) =>
    render(
      <DashboardView
        now={now}
        format={format}
        openTable={openTable}
        dashboard={{ ...dashboard, ...changes }}
        statistics={statistics}
        picker={<nav>Range of days</nav>}
      />,
      { wrapper: countingRouter().Router },
    ).container;

  it('is light enough for a phone: its charts are a few shapes each, its tables are not in the page', () => {
    const container = show();
    expect(elementsIn(container)).toBeLessThan(600);
    expect(container.innerHTML.length).toBeLessThan(80_000);
  });

  it.each([
    [archive.nextSync, true],
    [{ at: '2026-11-22T15:00:00Z', waitsFor: 'errors', until: '2026-11-22T14:50:00Z' } as const, false],
    [{ at: null, waitsFor: 'reconnect' } as const, false],
  ])('says what plays now only while Spotify can be asked: %o', (nextSync, isAsked) => {
    show(null, { allowsNowPlaying: true, archive: { ...archive, nextSync } });
    expect(screen.queryByRole('region', { name: 'Now playing' }) !== null).toBe(isAsked);
  });

  it('has more than the last plays on a day without any yet: this day in earlier years', () => {
    const { comparison, ...year } = fullYear();
    const today = { ...comparison, range: { preset: '1d' as const, from: '2026-11-22', to: '2026-11-22' } };
    show(null, {}, { ...year, comparison: { ...today, current: { ...comparison.current, plays: 0 } } });
    expect(document.body.textContent).toContain('today so far.');
    const titles = screen.getAllByRole('heading', { level: 2 }).map((h) => h.textContent);
    expect(titles).toEqual(['Last played', 'On this day', 'Look further back']);
  });

  it('has the table that is asked for, and keeps the days on the way to another', () => {
    show('when');
    const table = screen.getByRole('table', { name: 'Plays by hour and weekday' });
    expect(within(table).getAllByRole('row')).toHaveLength(25);
    const hrefOf = (name: RegExp) => screen.getByRole('link', { name }).getAttribute('href');
    expect(hrefOf(/^As a table: Listening per week/)).toBe('?range=1y&table=over-time#over-time');
    expect(hrefOf(/^As a table: Plays by day/)).toBe('?range=1y&table=every-day#every-day');
    expect(hrefOf(/^Hide the table/)).toBe('?range=1y#when');
  });
});

describe('gaps', () => {
  const gap = (day: number) => ({
    from: `2026-05-${day}T13:04:00Z`,
    to: `2026-05-${day}T16:40:00Z`,
    missedAtMost: day,
    cursor: `before-${day}`,
  });

  it('are shown with an upper bound and in the listener’s time', () => {
    render(<GapBanner gaps={[gap(12)]} format={format} />, { wrapper: countingRouter().Router });
    expect(screen.getByText('Up to 12 plays may be missing').parentElement?.textContent).toContain(
      '15:04–18:40',
    );
  });

  it('are all there, the older ones behind one click', () => {
    const { container } = render(<GapBanner gaps={[15, 14, 13, 12, 11].map(gap)} format={format} />, {
      wrapper: countingRouter().Router,
    });
    const folded = container.querySelector('details');
    expect(within(folded as HTMLElement).getByText('4 earlier gaps')).toBeTruthy();
    expect(container.querySelectorAll('b')).toHaveLength(5);
    expect(folded?.querySelectorAll('b')).toHaveLength(4);
  });

  it('lead to their place in the history, and to the import that may fill them', () => {
    render(<GapBanner gaps={[gap(12)]} format={format} />, { wrapper: countingRouter().Router });
    const hrefs = screen.getAllByRole('link').map((link) => link.getAttribute('href'));
    expect(hrefs).toEqual(['/history?cursor=before-12', '/import']);
  });

  it('stay away once dismissed, until there is another', () => {
    const { Router, refreshed } = countingRouter();
    const gaps = [15, 12].map(gap);
    render(<GapBanner gaps={gaps} format={format} />, { wrapper: Router });
    screen.getByRole('button', { name: 'Dismiss' }).click();
    const seenUntil = /seen-gaps=([^;]+)/.exec(document.cookie)?.[1];
    expect([unseenGaps(gaps, seenUntil), refreshed()]).toEqual([[], 1]);
    expect(unseenGaps([gap(16), ...gaps], seenUntil)).toEqual([gap(16)]);
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

  it('is hidden while there is nothing to do', () => {
    const hidden = <ConnectionBanner connection={connected} now={now} format={format} />;
    expect(renderToStaticMarkup(hidden)).toBe('');
  });

  it.each([
    [expiring(30), 'Your Spotify connection ends in 30 days'],
    [expiring(7), 'Your Spotify connection ends in 7 days'],
    [{ ...expiring(1), expiresAt: '2026-11-22T19:01:00Z' }, 'Your Spotify connection ends today at 20:01'],
    [{ ...expiring(1), expiresAt: '2026-11-22T23:30:00Z' }, 'Your Spotify connection ends tomorrow at 00:30'],
    [
      { state: 'needs_reconnect', since: null } as const,
      'Spotify is not connected, so no new plays are saved',
    ],
  ])('says what is the matter and offers to reconnect, and to come back here (%j)', (connection, title) => {
    render(<ConnectionBanner connection={connection} now={now} format={format} />, {
      wrapper: countingRouter().Router,
    });
    expect(screen.getByRole('heading').textContent).toContain(title);
    const form = screen.getByRole('button', { name: 'Reconnect Spotify' }).closest('form');
    expect([form?.getAttribute('method'), form?.getAttribute('action')]).toEqual([
      'post',
      '/api/auth/signin/spotify',
    ]);
    expect(new FormData(form ?? undefined).get('callbackUrl')).toBe('/dashboard?range=30d');
  });

  it('grows louder at 7 days, not only by colour', () => {
    const { Router } = countingRouter();
    const marked = (days: number) =>
      renderToStaticMarkup(
        <Router>
          <ConnectionBanner connection={expiring(days)} now={now} format={format} />
        </Router>,
      ).includes('▲');
    expect([marked(30), marked(8), marked(7), marked(1)]).toEqual([false, false, true, true]);
  });
});

describe('the note on a delay', () => {
  const note = (nextSync: ArchiveState['nextSync']) =>
    renderToStaticMarkup(<DelayNote archive={{ ...archive, nextSync }} now={now} format={format} />);

  it('is there only while the next sync waits for something, and says until when', () => {
    expect(note(archive.nextSync)).toBe('');
    expect(note({ at: null, waitsFor: 'reconnect' })).toBe('');
    const until = '2026-11-22T15:00:00Z';
    expect(note({ at: until, waitsFor: 'spotify', until })).toContain('slow down until 16:00');
    expect(note({ at: until, waitsFor: 'errors' })).toContain('errors until 16:00. Your plays are safe, and');
  });
});

describe('a dashboard whose next sync waits', () => {
  const until = '2026-11-22T15:00:00Z';
  const waits = (waitsFor: 'spotify' | 'errors'): ArchiveState => ({
    ...archive,
    nextSync: waitsFor === 'spotify' ? { at: until, waitsFor, until } : { at: until, waitsFor },
  });
  const offers = (archive: ArchiveState, statistics: DashboardStatistics | null) => {
    const dashboard = { ...emptied, archive };
    const { container, unmount } = render(
      <DashboardView dashboard={dashboard} statistics={statistics} now={now} format={format} picker={null} />,
      { wrapper: countingRouter().Router },
    );
    const buttons = screen.queryAllByRole('button', { name: 'Sync now' }).length;
    const notices = container.textContent?.split('until 16:00').length ?? 0;
    unmount();
    return { buttons, notices: notices - 1 };
  };

  it.each([fullYear(), null])('says why once, and offers a sync where one may help', (statistics) => {
    expect(offers(archive, statistics)).toEqual({ buttons: 1, notices: 0 });
    expect(offers(waits('errors'), statistics)).toEqual({ buttons: 1, notices: 1 });
    expect(offers(waits('spotify'), statistics)).toEqual({ buttons: 0, notices: 1 });
  });
});

describe('the state of the archive', () => {
  const headline = (state: Partial<ArchiveState>, connection: Connection = connected) =>
    archiveHeadline({ ...archive, ...state }, connection, now).text;

  it('is "up to date" only while syncs run on schedule', () => {
    expect(headline({})).toBe('Archive is up to date');
    expect(headline({ lastPolledAt: '2026-11-22T11:00:00Z' })).toBe('The last sync is overdue');
    expect(headline({ lastPolledAt: null })).toBe('First sync pending');
    const until = '2026-11-22T15:00:00Z';
    const waiting = (waitsFor: 'spotify' | 'errors') =>
      headline({ nextSync: { at: until, waitsFor, until } });
    expect(waiting('spotify')).toBe('Sync paused by Spotify');
    expect(waiting('errors')).toBe('Sync paused after errors');
    expect(headline({}, { state: 'needs_reconnect', since: null })).toBe('Spotify not connected');
  });

  it('differs in the shape of its mark, not by colour alone', () => {
    const shapes = (['good', 'waiting', 'bad'] as const).map((mark) => {
      const { container } = render(<ArchiveHeadline headline={{ mark, text: mark }} />);
      return container.querySelector('path')?.getAttribute('d');
    });
    expect(new Set(shapes).size).toBe(3);
  });
});

describe('an empty dashboard', () => {
  it('says what was found so far and when the next sync is', () => {
    render(<EmptyDashboard archive={archive} now={now} format={format} />);
    expect(document.body.textContent).toContain('Last sync 20 minutes ago: Spotify had no plays yet.');
    expect(document.body.textContent).toContain('the next sync is at 15:00, and then every hour');
  });

  it('says where the plays are of which none counts, lists the last ones, and leads to what undoes that', () => {
    const recentPlays = [historyPlay('2026-11-22T12:00:00Z', { isLeftOut: true })];
    const dashboard = { ...emptied, hasLeftOut: true, recentPlays };
    const view = { dashboard, now, format, statistics: null, picker: null };
    render(<DashboardView {...view} />, { wrapper: countingRouter().Router });
    const text = document.body.textContent;
    expect(text).toMatch(/None of your plays count: .* in your history but left out of statistics\./);
    const { href } = screen.getByRole<HTMLAnchorElement>('link', { name: 'See what is left out' });
    expect(href).toMatch(/\/me#exclusions$/);
    const last = within(screen.getByRole('region', { name: 'Last played' }));
    expect(last.queryByText('left out')).toBeNull();
    expect(last.getByRole('button', { name: 'Sync now' })).toBeTruthy();
    expect(text).not.toMatch(/\b0 plays|no plays yet/);
  });

  it('has the same at the foot of every page', () => {
    const foot = { name: 'Ada', archive, connection: connected, now, format };
    const session = { user: { name: 'Ada', image: null }, expires: '2027-01-01T00:00:00Z' };
    const wrapper = ({ children }: { children: ReactNode }) => (
      <SessionProvider session={session}>{children}</SessionProvider>
    );
    const { rerender } = render(<SidebarFoot {...foot} countedPlays={0} hasLeftOut />, { wrapper });
    const link = screen.getByRole('link', { name: 'Every play left out' });
    expect(link.getAttribute('href')).toBe('/me#exclusions');
    rerender(<SidebarFoot {...foot} countedPlays={0} hasLeftOut={false} />);
    expect(document.body.textContent).toContain('0 plays');
  });

  it('announces no sync while Spotify is not connected', () => {
    const broken = { ...archive, nextSync: { at: null, waitsFor: 'reconnect' as const } };
    render(<EmptyDashboard archive={broken} now={now} format={format} />);
    expect(document.body.textContent).toContain('Reconnect Spotify to start your archive.');
    expect(document.body.textContent).not.toContain('15:00');
  });
});
