import 'server-only';
import { AppShell } from '@/components/app-shell';
import { ListSkeleton } from '@/components/list-skeleton';

export default function TopLoading() {
  return (
    <AppShell page="/top" isLoading>
      <ListSkeleton />
    </AppShell>
  );
}
