import type { Metadata } from 'next';
import { headers } from 'next/headers';
import { solidButton } from '@/components/ui/button-style';
import { ErrorPage } from '@/components/ui/error-page';
import { RETRY_AFTER_S } from '@/lib/shared/busy';
import { REQUEST_ID_HEADER } from '@/lib/shared/request-id-header';
import { PAGE_ADDRESS_HEADER } from '@/middleware/page-address';
import { returnPath } from '../../return-path';

export const metadata: Metadata = { title: 'Not available now', robots: { index: false } };

/** Stands in, with status 503, for every page that needs the database while that does not answer. */
export default async function UnavailablePage() {
  const asked = await headers();
  const again = (
    <a href={returnPath(asked.get(PAGE_ADDRESS_HEADER) ?? undefined)} className={solidButton}>
      Try again
    </a>
  );
  return (
    <>
      <meta httpEquiv="refresh" content={String(RETRY_AFTER_S)} />
      <ErrorPage
        code={asked.get(REQUEST_ID_HEADER) ?? undefined}
        again={again}
        retriesAfter={RETRY_AFTER_S}
      />
    </>
  );
}
