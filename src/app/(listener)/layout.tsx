import type { ReactNode } from 'react';
import { SessionProvider } from '@/components/auth/session-provider';
import { AppShell, SidebarFoot } from '@/components/shell/app-shell';
import { KeepOffline } from '@/components/shell/keep-offline';
import { OfflineNote } from '@/components/shell/offline-note';
import { CoverFallback } from '@/components/ui/cover-fallback';
import { Named } from '@/components/ui/named';
import { deps } from '@/lib/build-deps';
import { env } from '@/lib/env';
import { SEPARATOR } from '@/lib/shared/format';
import { requireSession } from '@/middleware/session';
import { getConnectionCheck } from '@/services/archival/connection-check';
import { readerFormat } from '../reader';

/** Around every page behind the sign-in; stays mounted during navigation. Each page checks by itself who is signed in. */
export default async function ListenerLayout({ children }: { children: ReactNode }) {
  const { user, expiresAt } = await requireSession();
  const { archive, connection, countedPlays, hasLeftOut } = await getConnectionCheck(deps(), user.id);
  const format = await readerFormat();
  const session = { user: { name: user.name, image: user.image }, expires: expiresAt.toISOString() };
  const stored = { countedPlays, hasLeftOut };
  const foot = { name: user.name, archive, connection, ...stored, now: deps().clock.now(), format };
  const made = format.dayAndTime(foot.now.toISOString());
  return (
    <SessionProvider session={session}>
      <AppShell
        sidebarFoot={<SidebarFoot {...foot} />}
        madeFor={<Named text={['Audiospective', SEPARATOR, { name: user.name }, SEPARATOR, made]} />}
        locale={format.locale}
      >
        <OfflineNote made={made} />
        {children}
      </AppShell>
      {/* In development files change under their names. */}
      {env().mode === 'production' ? <KeepOffline /> : null}
      <CoverFallback />
    </SessionProvider>
  );
}
