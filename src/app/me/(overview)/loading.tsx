import { AccountSkeleton } from '@/components/account/account-skeleton';
import { AppShell } from '@/components/shell/app-shell';

export default function AccountLoading() {
  return (
    <AppShell page="/me" isLoading>
      <AccountSkeleton />
    </AppShell>
  );
}
