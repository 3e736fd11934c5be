import { cleanup, render } from '@testing-library/react';
import type { ReactNode } from 'react';
import { afterEach, describe, expect, it } from 'vitest';
import { BadgeCard } from '@/components/account/badge-card';
import { DashboardView } from '@/components/analytics/dashboard-view';
import { EmptyDashboard } from '@/components/analytics/empty-dashboard';
import { FirstSteps } from '@/components/analytics/first-steps';
import { RangePicker } from '@/components/analytics/range-picker';
import { ConnectionBanner } from '@/components/archival/connection-banner';
import { GapBanner } from '@/components/archival/gap-banner';
import { EntityView } from '@/components/catalogue/entity-view';
import { ImportSteps } from '@/components/import/import-steps';
import type { ArchiveState, Dashboard } from '@/lib/shared/analytics/dashboard';
import { createReaderFormat } from '@/lib/shared/format';
import { entityPage, fullYear, historyPlay } from '../../../support/statistics-fixture';
import { countingRouter } from '../test-router';

afterEach(cleanup);

const now = new Date('2026-11-22T13:20:00Z');
const format = createReaderFormat({ locale: 'fa-IR', timeZone: 'Asia/Tehran' });
const nav = { path: '/dashboard', keep: {}, today: '2026-11-22', firstDay: '2021-03-03', format };
const archive: ArchiveState = {
  lastPolledAt: '2026-11-22T12:45:00Z',
  failedSyncs: 0,
  nextSync: { at: '2026-11-22T14:00:00Z', waitsFor: 'schedule' },
  everyMinutes: 15,
};
const expiring = { state: 'expiring', expiresAt: '2026-11-27T00:00:00Z', daysLeft: 5 } as const;
const dashboard: Dashboard = {
  totals: null,
  hasLeftOut: false,
  archive,
  connection: expiring,
  allowsNowPlaying: false,
  authorizedAt: null,
  countedPlays: 1_204,
  since: '2026-10-01T00:00:00Z',
  openGaps: [],
  recentPlays: [historyPlay('2026-11-22T12:01:00Z')],
};
const statistics = fullYear();
const withoutDigits = {
  ...statistics,
  genres: { ...statistics.genres, genres: [{ name: 'ambient', plays: 90, share: 0.09 }] },
};
const totals = {
  ...statistics.comparison.current,
  firstPlayAt: '2026-11-20T12:00:00Z',
  lastPlayAt: '2026-11-22T12:00:00Z',
};
const gap = { from: '2026-11-20T10:00:00Z', to: '2026-11-20T12:00:00Z', missedAtMost: 14, cursor: '' };

const pages: [string, ReactNode][] = [
  [
    'the dashboard',
    <DashboardView
      key="dashboard"
      dashboard={dashboard}
      statistics={withoutDigits}
      picker={<RangePicker {...nav} range={statistics.comparison.range} />}
      now={now}
      format={format}
    />,
  ],
  ['an empty dashboard', <EmptyDashboard key="empty" archive={archive} now={now} format={format} />],
  ['an album', <EntityView key="album" page={entityPage()} picker={null} now={now} format={format} />],
  ['the first days', <FirstSteps key="steps" {...dashboard} totals={totals} now={now} format={format} />],
  ['a gap', <GapBanner key="gap" gaps={[gap]} format={format} />],
  [
    'a connection that ends',
    <ConnectionBanner key="banner" connection={expiring} now={now} format={format} />,
  ],
  ['a badge', <BadgeCard key="badge" url={null} format={format} />],
  [
    'the way to the whole history',
    <ImportSteps key="steps" appUrl="https://archive.example" now={now} format={format} />,
  ],
];

describe('a reader with digits of their own', () => {
  it.each(pages)('reads no others: %s', (_, page) => {
    const { container } = render(page, { wrapper: countingRouter().Router });
    const shown = container.textContent ?? '';
    expect(shown).toMatch(/[۰-۹]/);
    expect(shown.match(/.{0,30}[0-9].{0,30}/g) ?? []).toEqual([]);
  });
});
