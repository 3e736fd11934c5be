import 'server-only';
import { AppShell } from '@/components/app-shell';
import { SearchSkeleton } from '@/components/search-skeleton';

export default function SearchLoading() {
  return (
    <AppShell page="/search" isLoading>
      <SearchSkeleton />
    </AppShell>
  );
}
