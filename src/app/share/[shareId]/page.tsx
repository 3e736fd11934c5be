import type { Metadata } from 'next';
import { headers } from 'next/headers';
import { notFound } from 'next/navigation';
import { after } from 'next/server';
import { cache } from 'react';
import { openTableOf } from '@/components/charts/table-link';
import { SharePage } from '@/components/share/share-page';
import { deps } from '@/lib/build-deps';
import { env } from '@/lib/env';
import { reportSummary } from '@/lib/shared/share/report-labels';
import { METHOD_HEADER } from '@/middleware/page-headers';
import { currentUser } from '@/middleware/session';
import { countView, isView } from '@/services/share/view-counter';
import { getPublicShareReport } from '@/services/share-service';
import { oneOf } from '../../page-range';
import { readerFormat } from '../../reader';

type Props = PageProps<'/share/[shareId]'>;

const findReport = cache(
  async (shareId: string) => (await getPublicShareReport(deps(), shareId)) ?? notFound(),
);

/** A report has days, but no time zone: that would reveal where its listener lives. */
const reportFormat = () => readerFormat('UTC');

/** A shared report, for anyone who has its link. */
export default async function Page({ params, searchParams }: Props) {
  const { report, ownerId } = await findReport((await params).shareId);
  const openTable = openTableOf(oneOf((await searchParams).table));
  // Opening a table is not another view: the page with the link to it was counted.
  if (openTable === null) await countThisView(report.shareId, ownerId);
  return <SharePage report={report} format={await reportFormat()} openTable={openTable} />;
}

export async function generateMetadata({ params }: Pick<Props, 'params'>): Promise<Metadata> {
  const { report } = await findReport((await params).shareId);
  const { title, isIndexable } = report;
  const description = reportSummary(report, await reportFormat());
  const url = `${env().appUrl}/share/${report.shareId}`;
  const picture = { url: `${url}/image.png`, type: 'image/png', width: 1200, height: 630 };
  return {
    title,
    description,
    alternates: { canonical: url },
    robots: { index: isIndexable },
    openGraph: {
      type: 'website',
      siteName: 'Audiospective',
      title,
      description,
      url,
      images: [{ ...picture, alt: `${title}. ${description}` }],
    },
    twitter: { card: 'summary_large_image' },
  };
}

/** After the page is sent, and not for the owner's own visit. */
async function countThisView(shareId: string, ownerId: number): Promise<void> {
  const request = await headers();
  if (!isView({ method: request.get(METHOD_HEADER) ?? 'GET', headers: request })) return;
  if ((await currentUser())?.id !== ownerId) after(() => countView(deps(), shareId));
}
