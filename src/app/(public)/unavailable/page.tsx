import type { Metadata } from 'next';
import { headers } from 'next/headers';
import { ReloadWhenBack } from '@/components/shell/reload-when-back';
import { solidButton } from '@/components/ui/button-style';
import { MessagePage } from '@/components/ui/message-page';
import { REQUEST_ID_HEADER } from '@/lib/shared/request-id-header';
import { PAGE_ADDRESS_HEADER } from '@/middleware/page-headers';
import { returnPath } from '../../return-path';

export const metadata: Metadata = { title: 'Not available right now', robots: { index: false } };

/** Stands in, with status 503, for every page that needs the database while that does not answer. */
export default async function UnavailablePage() {
  const asked = await headers();
  return (
    <>
      <ReloadWhenBack />
      <MessagePage
        title="Not available right now"
        what="The database of this site is not answering. This page opens by itself once it does."
        safe="What is stored is safe, and syncing with Spotify resumes as soon as the database is back."
        code={asked.get(REQUEST_ID_HEADER) ?? undefined}
      >
        <a href={returnPath(asked.get(PAGE_ADDRESS_HEADER) ?? undefined)} className={solidButton}>
          Try again
        </a>
      </MessagePage>
    </>
  );
}
