import 'server-only';
import { AppShell } from '@/components/app-shell';
import { EntitySkeleton } from '@/components/entity-skeleton';

export default function AlbumLoading() {
  return (
    <AppShell page={null} isLoading>
      <EntitySkeleton />
    </AppShell>
  );
}
