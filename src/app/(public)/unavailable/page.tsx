import type { Metadata } from 'next';
import { headers } from 'next/headers';
import { ReloadWhenBack } from '@/components/shell/reload-when-back';
import { solidButton } from '@/components/ui/button-style';
import { MessagePage } from '@/components/ui/message-page';
import { REQUEST_ID_HEADER } from '@/lib/shared/request-id-header';
import { isReportAddress } from '@/lib/shared/share/report-address';
import { PAGE_ADDRESS_HEADER } from '@/middleware/page-headers';
import { returnPath } from '../../return-path';

export const metadata: Metadata = { title: 'Not available right now', robots: { index: false } };

const ARCHIVE_SAFE =
  'Your archive is safe, and syncing with Spotify resumes as soon as the database is back.';
/** Its reader may have no archive here. */
const REPORT_SAFE = 'The report is safe.';

/** Stands in, with status 503, for every page that needs the database while that does not answer. */
export default async function UnavailablePage() {
  const asked = await headers();
  const address = returnPath(asked.get(PAGE_ADDRESS_HEADER) ?? undefined);
  return (
    <>
      <ReloadWhenBack />
      <MessagePage
        title="Not available right now"
        what="The database of this site is not answering. This page opens by itself once it does."
        safe={isReportAddress(address) ? REPORT_SAFE : ARCHIVE_SAFE}
        code={asked.get(REQUEST_ID_HEADER) ?? undefined}
      >
        <a href={address} className={solidButton}>
          Try again
        </a>
      </MessagePage>
    </>
  );
}
