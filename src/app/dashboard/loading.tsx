import 'server-only';
import { AppShell } from '@/components/app-shell';
import { DashboardSkeleton } from '@/components/dashboard-skeleton';

export default function DashboardLoading() {
  return (
    <AppShell page="/dashboard" isLoading>
      <DashboardSkeleton />
    </AppShell>
  );
}
