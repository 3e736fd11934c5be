import type { ChartName } from '@/components/charts/table-link';
import { LegalLinks } from '@/components/legal/legal-links';
import { Brand } from '@/components/ui/brand';
import { CoverFallback } from '@/components/ui/cover-fallback';
import { PageLink } from '@/components/ui/page-link';
import { SkipLink } from '@/components/ui/skip-link';
import { SpotifyAttribution } from '@/components/ui/spotify-attribution';
import type { ReaderFormat } from '@/lib/shared/format';
import { reportByline } from '@/lib/shared/share/report-labels';
import type { PublicReport } from '@/lib/shared/share/share-report';
import { ReportHeading } from './report-heading';
import { ReportView } from './report-view';

interface SharePageProps {
  report: PublicReport;
  format: ReaderFormat;
  /** The chart whose table is shown. */
  openTable?: ChartName | null;
}

/** The page of a shared report, as anyone sees it. */
export function SharePage({
  report: { shareId, title, description, report },
  format,
  openTable = null,
}: SharePageProps) {
  return (
    <div className="mx-auto grid min-h-dvh max-w-[1000px] grid-rows-[auto_1fr_auto] gap-5 px-[18px] py-5 two:px-8 two:py-8">
      <SkipLink />
      <CoverFallback />
      <header>
        <Brand href="/" />
      </header>
      <main id="content" tabIndex={-1} className="grid min-w-0 content-start gap-4 outline-none two:gap-5">
        <ReportHeading title={title} description={description} byline={reportByline(report, format)} />
        <ReportView report={report} format={format} openTable={openTable} shareId={shareId} />
        <p className="max-w-[60ch] text-sm text-soft print:hidden">
          Made with Audiospective, which keeps every play of a Spotify account; Spotify itself remembers only
          50. <PageLink href="/">Make a report of your own</PageLink>
        </p>
      </main>
      <div className="flex flex-wrap items-end justify-between gap-x-6 gap-y-2 border-t border-line pt-4">
        <SpotifyAttribution />
        <LegalLinks />
      </div>
    </div>
  );
}
