import { EntitySkeleton } from '@/components/catalogue/entity-skeleton';
import { AppShell } from '@/components/shell/app-shell';

export default function AlbumLoading() {
  return (
    <AppShell page={null} isLoading>
      <EntitySkeleton />
    </AppShell>
  );
}
