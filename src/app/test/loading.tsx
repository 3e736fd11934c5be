import 'server-only';
import { AppShell } from '@/components/app-shell';
import { CheckSkeleton } from '@/components/check-skeleton';

export default function ConnectionCheckLoading() {
  return (
    <AppShell page="/test" isLoading>
      <CheckSkeleton />
    </AppShell>
  );
}
