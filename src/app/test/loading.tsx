import { CheckSkeleton } from '@/components/archival/check-skeleton';
import { AppShell } from '@/components/shell/app-shell';

export default function ConnectionCheckLoading() {
  return (
    <AppShell page="/test" isLoading>
      <CheckSkeleton />
    </AppShell>
  );
}
