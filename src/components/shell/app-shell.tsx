import type { ReactNode } from 'react';
import { ArchiveHeadline } from '@/components/archival/archive-headline';
import { archiveHeadline, lastSyncTitle } from '@/components/archival/archive-labels';
import { LastSync } from '@/components/archival/last-sync';
import { NewPlays } from '@/components/archival/new-plays';
import { NextSyncTime } from '@/components/archival/next-sync-time';
import { SignedInAs } from '@/components/auth/signed-in-as';
import { SidebarSearch } from '@/components/catalogue/sidebar-search';
import { UnlessImporting } from '@/components/import/unless-importing';
import { LegalLinks } from '@/components/legal/legal-links';
import { Brand } from '@/components/ui/brand';
import { PageLink } from '@/components/ui/page-link';
import { SkipLink } from '@/components/ui/skip-link';
import { SpotifyAttribution } from '@/components/ui/spotify-attribution';
import type { ArchiveState, Connection } from '@/lib/shared/analytics/dashboard';
import type { ReaderFormat } from '@/lib/shared/format';
import { PageTabs } from './page-tabs';

interface AppShellProps {
  /** The status of the archive: at the foot of the sidebar, on narrow screens of the page. */
  sidebarFoot: ReactNode;
  /** Whose pages they are and when they were made, for paper. */
  madeFor: ReactNode;
  /** The reader's. */
  locale: string;
  children: ReactNode;
}

/** The frame of the pages behind the sign-in: sidebar on wide screens, a tab row on narrow ones. */
export function AppShell({ sidebarFoot, madeFor, locale, children }: AppShellProps) {
  return (
    <div className="mx-auto min-h-dvh max-w-[1440px] max-side:has-data-news:pb-12 side:grid side:grid-cols-[14.5rem_minmax(0,1fr)] print:block print:max-w-none">
      <SkipLink />
      <header className="print:hidden flex flex-col gap-3.5 px-[18px] pt-4 two:px-8 side:sticky side:top-0 side:h-dvh side:gap-7 side:border-r side:border-line side:px-6 side:py-7 side:[body:has(#cookie-notice)_&]:pb-24">
        <Brand href="/dashboard" />
        <PageTabs />
        <SidebarSearch />
        <div className="contents side:mt-auto side:grid side:gap-4">
          <NewPlays locale={locale} />
          <div className="hidden gap-4 side:grid">
            {sidebarFoot}
            <SignOutForm />
          </div>
        </div>
      </header>
      <main
        id="content"
        tabIndex={-1}
        className="mx-auto flex w-full max-w-[1208px] print:max-w-none print:p-0 min-w-0 flex-col gap-4 px-[18px] pt-4 pb-8 outline-none two:gap-5 two:px-8 two:pt-7 side:px-12 two:pb-10"
      >
        <p className="hidden text-[0.8125rem] text-soft print:block">{madeFor}</p>
        {children}
        <div className="mt-2 border-t border-line pt-4 side:hidden print:hidden">{sidebarFoot}</div>
        <SpotifyAttribution />
        <LegalLinks className="-mt-2 two:-mt-3" />
      </main>
    </div>
  );
}

function SignOutForm() {
  return (
    <form method="post" action="/api/auth/signout">
      <input type="hidden" name="callbackUrl" value="/" />
      <button
        type="submit"
        className="py-1 text-[0.8125rem] text-soft underline decoration-edge underline-offset-3 hover:text-ink"
      >
        Sign out
      </button>
    </form>
  );
}

interface SidebarFootProps {
  name: string;
  archive: ArchiveState;
  connection: Connection;
  countedPlays: number;
  hasLeftOut: boolean;
  now: Date;
  format: ReaderFormat;
}

const IMPORTING = 'An import is adding plays';

/** The status of the archive on every page; it leads to the connection check. */
export function SidebarFoot({ name, archive, connection, now, format, ...plays }: SidebarFootProps) {
  const headline = archiveHeadline(archive, connection, now);
  const isGood = headline.mark === 'good';
  return (
    <div className="grid gap-0.5 text-[0.8125rem]">
      <PageLink
        href="/test"
        title="Connection check"
        className="w-fit leading-6 no-underline hover:underline in-data-offline:hidden"
      >
        {isGood ? (
          <UnlessImporting instead={<ArchiveHeadline headline={{ mark: 'good', text: IMPORTING }} />}>
            <ArchiveHeadline headline={headline} />
          </UnlessImporting>
        ) : (
          <ArchiveHeadline headline={headline} />
        )}
      </PageLink>
      <p className="text-soft empty:hidden">
        <UnlessImporting instead={isGood ? null : IMPORTING}>
          <StoredPlays {...plays} format={format} />
        </UnlessImporting>
      </p>
      {archive.lastPolledAt ? (
        <p className="text-soft in-data-offline:hidden">
          {lastSyncTitle(archive)}{' '}
          <LastSync at={archive.lastPolledAt} made={now.toISOString()} locale={format.locale} />
        </p>
      ) : null}
      <p className="text-soft in-data-offline:hidden">
        Next sync <NextSyncTime archive={archive} now={now} format={format} />
      </p>
      <SignedInAs name={name} />
    </div>
  );
}

/** How many plays count; where none does because all are left out, that, and the way to undo it. */
function StoredPlays({
  countedPlays,
  hasLeftOut,
  format,
}: Pick<SidebarFootProps, 'countedPlays' | 'hasLeftOut' | 'format'>) {
  if (countedPlays > 0 || !hasLeftOut) return format.count(countedPlays, 'play');
  return (
    <PageLink href="/me#exclusions" className="inline-block leading-6">
      Every play left out
    </PageLink>
  );
}
