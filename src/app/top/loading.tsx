import { AppShell } from '@/components/shell/app-shell';
import { ListSkeleton } from '@/components/ui/list-skeleton';

export default function TopLoading() {
  return (
    <AppShell page="/top" isLoading>
      <ListSkeleton />
    </AppShell>
  );
}
