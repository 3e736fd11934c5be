import type { ReactNode } from 'react';
import { cache } from 'react';
import { AppShell, SidebarFoot } from '@/components/shell/app-shell';
import type { ShellPage } from '@/components/shell/page-tabs';
import { deps } from '@/lib/build-deps';
import type { Range } from '@/lib/shared/analytics/range';
import { requireUser } from '@/middleware/session';
import { getConnectionCheck } from '@/services/analytics-service';
import { readerFormat } from './reader';

/** How the listener's archive stands; one read a page. */
export const connectionCheck = cache(async () => getConnectionCheck(deps(), (await requireUser()).id));

interface ListenerFrameProps {
  page: ShellPage | null;
  /** The days that the reader has chosen. */
  range?: Range | null;
  children: ReactNode;
}

/** The frame of a page about the listener, with the state of the archive at its foot. */
export async function ListenerFrame({ page, range, children }: ListenerFrameProps) {
  const { listener, archive, connection, keptPlays } = await connectionCheck();
  const format = await readerFormat(listener.timeZone);
  const foot = { name: listener.name, archive, connection, keptPlays, now: deps().clock.now(), format };
  return (
    <AppShell page={page} range={range} sidebarFoot={<SidebarFoot {...foot} />}>
      {children}
    </AppShell>
  );
}
