import 'server-only';
import { AccountSkeleton } from '@/components/account-skeleton';
import { AppShell } from '@/components/app-shell';

export default function AccountLoading() {
  return (
    <AppShell page="/me" isLoading>
      <AccountSkeleton />
    </AppShell>
  );
}
