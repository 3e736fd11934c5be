import { DashboardSkeleton } from '@/components/analytics/dashboard-skeleton';
import { DashboardView } from '@/components/analytics/dashboard-view';
import { AppShell, SidebarFoot } from '@/components/shell/app-shell';
import { DemoNote } from '@/components/shell/demo-note';
import { DASHBOARD_SCRIPT } from '@/generated/dashboard-script';
import type { Preset } from '@/lib/shared/analytics/range';
import { addDays } from '@/lib/shared/analytics/range-days';
import type { Visit } from '@/middleware/listener-document';
import { getDashboard } from '@/services/analytics-service';
import { listenerPage } from '../listener-page';
import { readRange } from '../page-range';
import { RangeControls } from '../range-controls';
import { formatFor } from '../reader';
import { listeningStatistics } from './listening-statistics';

const OWN = { path: '/dashboard', share: { about: 'listening' } } as const;

export const dashboardPage = listenerPage({
  title: 'Dashboard',
  tab: '/dashboard',
  script: DASHBOARD_SCRIPT,
  skeleton: <DashboardSkeleton />,
  page,
});

async function page({ deps, runtime, request, user }: Visit) {
  const dashboard = await getDashboard(deps, user.id);
  const { listener, archive, connection, totals } = dashboard;
  const format = formatFor(user, request.headers, listener.timeZone);
  const now = deps.clock.now();
  const today = format.dayKey(now.toISOString());
  const firstDay = totals ? format.dayKey(totals.firstPlayAt) : today;
  const parameters = Object.fromEntries(new URL(request.url).searchParams);
  const { range, chosen, problem } = readRange(parameters, ownRange(firstDay, today));
  const statistics = totals ? await listeningStatistics(deps, user, range, today) : null;
  const foot = { name: listener.name, archive, connection, keptPlays: totals?.plays ?? 0, now, format };
  const picker = <RangeControls {...OWN} range={range} problem={problem} locale={format.locale} />;
  return (
    <AppShell page="/dashboard" range={chosen} sidebarFoot={<SidebarFoot {...foot} />}>
      {runtime.env.demo ? <DemoNote everyMinutes={archive.everyMinutes} /> : null}
      <DashboardView {...{ dashboard, statistics, picker, now, format }} />
    </AppShell>
  );
}

/** The last year, or all there is while the archive is younger: most of a first year would be empty. */
const ownRange = (firstDay: string, today: string): Preset =>
  firstDay > addDays(today, -365) ? 'all' : '1y';
