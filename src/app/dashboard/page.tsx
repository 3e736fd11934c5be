import 'server-only';
import type { Metadata } from 'next';
import { AppShell, SidebarFoot } from '@/components/app-shell';
import { DashboardView } from '@/components/dashboard-view';
import { DemoNote } from '@/components/demo-note';
import { deps } from '@/lib/build-deps';
import { env } from '@/lib/env';
import type { Preset } from '@/lib/shared/range';
import { addDays } from '@/lib/shared/range-days';
import { requireUser } from '@/middleware/session';
import { getDashboard } from '@/services/analytics-service';
import { readRange, type SearchParameters } from '../page-range';
import { RangeControls } from '../range-controls';
import { readerFormat } from '../reader';
import { listeningStatistics } from './listening-statistics';

export const metadata: Metadata = { title: 'Dashboard' };

export default async function DashboardPage({ searchParams }: { searchParams: SearchParameters }) {
  const user = await requireUser();
  const dashboard = await getDashboard(deps(), user.id);
  const { listener, archive, connection, totals } = dashboard;
  const format = await readerFormat(listener.timeZone);
  const now = deps().clock.now();
  const today = format.dayKey(now.toISOString());
  const firstDay = totals ? format.dayKey(totals.firstPlayAt) : today;
  const { range, problem } = await readRange(searchParams, ownRange(firstDay, today));
  const statistics = totals ? await listeningStatistics(deps(), user, range, today) : null;
  const foot = { name: listener.name, archive, connection, keptPlays: totals?.plays ?? 0, now, format };
  const own = { path: '/dashboard', share: { about: 'listening' } as const };
  const picker = <RangeControls {...own} range={range} problem={problem} locale={format.locale} />;
  return (
    <AppShell page="/dashboard" sidebarFoot={<SidebarFoot {...foot} />}>
      {env().demo ? <DemoNote everyMinutes={archive.everyMinutes} /> : null}
      <DashboardView {...{ dashboard, statistics, picker, now, format }} />
    </AppShell>
  );
}

/** The last year, or all there is while the archive is younger: most of a first year would be empty. */
const ownRange = (firstDay: string, today: string): Preset =>
  firstDay > addDays(today, -365) ? 'all' : '1y';
