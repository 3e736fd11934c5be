import { cleanup, render, screen, within } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import { DashboardView } from '@/components/analytics/dashboard-view';
import type { ArchiveState, Connection, Dashboard } from '@/lib/shared/analytics/dashboard';
import { createReaderFormat } from '@/lib/shared/format';
import { calendarDays, fullYear } from '../../../support/statistics-fixture';
import { countingRouter } from '../test-router';

afterEach(cleanup);

const now = new Date('2026-11-22T13:20:00Z');
const format = createReaderFormat({ locale: 'en-GB', timeZone: 'Europe/Berlin' });
const connected: Connection = { state: 'connected', expiresAt: '2027-04-13T00:00:00Z', daysLeft: 142 };
const archive: ArchiveState = {
  lastPolledAt: '2026-11-22T13:00:00Z',
  failedSyncs: 0,
  nextSync: { at: '2026-11-22T14:00:00Z', waitsFor: 'schedule' },
  everyMinutes: 60,
};

it('shows before the first play what will appear, with no figure in it', () => {
  const dashboard: Dashboard = {
    since: '2026-11-22T13:00:00Z',
    totals: null,
    hasLeftOut: false,
    archive,
    connection: connected,
    allowsNowPlaying: false,
    authorizedAt: null,
    countedPlays: 0,
    openGaps: [],
    recentPlays: [],
  };
  render(<DashboardView dashboard={dashboard} statistics={null} now={now} format={format} picker={null} />, {
    wrapper: countingRouter().Router,
  });
  const outlines = screen.getByRole('region', { name: 'What will appear here' });
  expect(within(outlines).getAllByRole('listitem')).toHaveLength(3);
  expect(outlines.textContent).not.toMatch(/\d/);
});

describe('a newcomer’s dashboard', () => {
  const young = { since: '2026-11-21T09:00:00Z', firstPlayAt: '2026-11-20T18:02:00Z' };
  function show(
    {
      since,
      firstPlayAt,
      hasLeftOut = false,
      nextSync = archive.nextSync,
    }: typeof young & { hasLeftOut?: boolean; nextSync?: ArchiveState['nextSync'] } = young,
    days = calendarDays('2026-11-21', [9, 21]),
  ) {
    const full = fullYear();
    const totals = { estimatedPlays: 30, firstPlayAt };
    const dashboard: Dashboard = {
      since,
      totals,
      hasLeftOut,
      archive: { ...archive, nextSync },
      connection: connected,
      allowsNowPlaying: false,
      authorizedAt: null,
      countedPlays: 30,
      openGaps: [],
      recentPlays: [],
    };
    const archivedDays = days.filter(({ archived }) => archived !== 'none').length;
    const statistics = {
      ...full,
      calendar: { ...full.calendar, days, archivedDays, unit: 'day' as const },
      onThisDay: { ...full.onThisDay, years: [] },
    };
    render(
      <DashboardView dashboard={dashboard} statistics={statistics} now={now} format={format} picker={null} />,
      {
        wrapper: countingRouter().Router,
      },
    );
  }
  const stepsText = () => screen.getByRole('region', { name: 'Your archive has begun' }).textContent;

  it('says in the first days where it begins, what happens next, and how to bring the past', () => {
    show();
    expect(stepsText()).toContain('Your first play is from 20\u00a0Nov\u00a02026, 19:02. Spotify itself');
    expect(stepsText()).toContain(
      'it syncs every hour, day and night, and saves what you play. Next sync 15:00.',
    );
    expect(screen.getByRole('link', { name: 'Import your history' }).getAttribute('href')).toBe('/import');
    expect(screen.getAllByText('Import your history')).toHaveLength(1);
  });

  it.each([
    { at: null, waitsFor: 'reconnect' },
    { at: '2026-11-22T14:30:00Z', until: '2026-11-22T14:30:00Z', waitsFor: 'spotify' },
    { at: '2026-11-22T14:30:00Z', waitsFor: 'errors' },
  ] as const)('leaves what happens next to the banner that says it: $waitsFor', (nextSync) => {
    show({ ...young, nextSync });
    expect(stepsText()).not.toContain('What happens next');
    expect(stepsText()).not.toMatch(/sync/);
  });

  it('does not call those saved that count, where others are left out', () => {
    show({ ...young, hasLeftOut: true });
    expect(stepsText()).toContain('Others are saved too, and left out of statistics.');
    expect(screen.getByRole('link', { name: 'left out of statistics' }).getAttribute('href')).toBe(
      '/me#exclusions',
    );
  });

  it('lists its few days, and has neither a week nor a calendar of them', () => {
    show();
    const card = screen.getByRole('region', { name: /^Every day/ });
    expect(
      within(card)
        .getAllByRole('listitem')
        .map((item) => item.textContent),
    ).toEqual([
      expect.stringMatching(/^Sunday,? 22 Nov1\sh\s24\smin\s· 21 plays$/),
      expect.stringMatching(/^Saturday,? 21 Nov36\smin\s· 9 plays$/),
    ]);
    expect(screen.queryByRole('region', { name: /^When you listen/ })).toBeNull();
  });

  it('has its cards in the order of any other, the way further back last', () => {
    show();
    const ids = screen.getAllByRole('region').map(({ id }) => id);
    expect(ids.slice(ids.indexOf('artists'))).toEqual([
      'artists',
      'tracks',
      'albums',
      'genres',
      'last-played',
      'every-day',
      'look-further-back',
    ]);
  });

  it('has no hours of a week either where a range goes back to before its first days', () => {
    const before = calendarDays('2026-10-31', Array(21).fill(0)).map((day) => ({
      ...day,
      archived: 'none' as const,
    }));
    show(young, [...before, ...calendarDays('2026-11-21', [9, 21])]);
    expect(screen.queryByRole('region', { name: /^When you listen/ })).toBeNull();
    expect(screen.getByRole('region', { name: /^Every day/ })).toBeTruthy();
  });

  it('is like any other from the first week on, but for the way to the past', () => {
    show({ ...young, since: '2026-11-14T09:00:00Z' }, calendarDays('2026-11-14', Array(9).fill(4)));
    expect(screen.queryByText('Your archive has begun')).toBeNull();
    expect(screen.getByRole('region', { name: /^When you listen/ })).toBeTruthy();
    expect(screen.getByText('What you played before')).toBeTruthy();
  });

  it('leads nobody to a past that was imported', () => {
    show({ ...young, firstPlayAt: '2019-01-01T00:00:00Z' });
    expect(screen.queryByText('Import your history')).toBeNull();
  });
});
