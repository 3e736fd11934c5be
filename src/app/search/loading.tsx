import { SearchSkeleton } from '@/components/catalogue/search-skeleton';
import { AppShell } from '@/components/shell/app-shell';

export default function SearchLoading() {
  return (
    <AppShell page="/search" isLoading>
      <SearchSkeleton />
    </AppShell>
  );
}
