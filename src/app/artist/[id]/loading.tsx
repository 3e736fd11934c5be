import 'server-only';
import { AppShell } from '@/components/app-shell';
import { EntitySkeleton } from '@/components/entity-skeleton';

export default function ArtistLoading() {
  return (
    <AppShell page={null} isLoading>
      <EntitySkeleton />
    </AppShell>
  );
}
