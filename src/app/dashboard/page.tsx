import 'server-only';
import type { Metadata } from 'next';
import { AppShell, SidebarFoot } from '@/components/app-shell';
import { DashboardView } from '@/components/dashboard-view';
import { DemoNote } from '@/components/demo-note';
import { deps } from '@/lib/build-deps';
import { env } from '@/lib/env';
import { requireUser } from '@/middleware/session';
import { getDashboard } from '@/services/analytics-service';
import { readerFormat } from '../reader';

export const metadata: Metadata = { title: 'Dashboard' };

export default async function DashboardPage() {
  const user = await requireUser();
  const dashboard = await getDashboard(deps(), user.id);
  const { listener, archive, connection, totals } = dashboard;
  const format = await readerFormat(listener.timeZone);
  const now = deps().clock.now();
  const foot = { name: listener.name, archive, connection, keptPlays: totals?.plays ?? 0, now, format };
  return (
    <AppShell page="/dashboard" sidebarFoot={<SidebarFoot {...foot} />}>
      {env().demo ? <DemoNote everyMinutes={archive.everyMinutes} /> : null}
      <DashboardView dashboard={dashboard} now={now} format={format} />
    </AppShell>
  );
}
