import type { Metadata } from 'next';
import { ConnectionCheckView } from '@/components/archival/connection-check-view';
import { AppShell, SidebarFoot } from '@/components/shell/app-shell';
import { deps } from '@/lib/build-deps';
import { requireUser } from '@/middleware/session';
import { getConnectionCheck } from '@/services/analytics-service';
import { readerFormat } from '../reader';

export const metadata: Metadata = { title: 'Connection check' };

export default async function ConnectionCheckPage() {
  const user = await requireUser();
  const check = await getConnectionCheck(deps(), user.id);
  const format = await readerFormat(check.listener.timeZone);
  const now = deps().clock.now();
  const { listener, archive, connection, keptPlays } = check;
  const foot = { name: listener.name, archive, connection, keptPlays, now, format };
  return (
    <AppShell page="/test" sidebarFoot={<SidebarFoot {...foot} />}>
      <ConnectionCheckView check={check} now={now} format={format} />
    </AppShell>
  );
}
