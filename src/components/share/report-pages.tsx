import { outlineButton, solidButton } from '@/components/ui/button-style';
import { Card } from '@/components/ui/card';
import { PageLink } from '@/components/ui/page-link';
import { PageTitle } from '@/components/ui/page-title';
import { ReportList, type ReportListProps } from './report-list';

interface ReportPagesProps extends ReportListProps {
  /** The page that was asked for, as the address has it. */
  asked: string | string[] | undefined;
}

const PER_PAGE = 25;

/** All reports that a listener shares, newest first, one page of them at a time. */
export function ReportPages({ reports, asked, now, format }: ReportPagesProps) {
  if (reports.length === 0) return <NoReports />;
  const last = Math.max(1, Math.ceil(reports.length / PER_PAGE));
  const page = pageOf(asked, last);
  return (
    <>
      <PageTitle title="Shared reports">
        {format.count(reports.length, 'report')}, newest first.{' '}
        <PageLink href="/me#shares">Back to your account</PageLink>
      </PageTitle>
      <Card id="reports" title={last === 1 ? 'All of them' : `Page ${page} of ${last}`}>
        <ReportList
          reports={reports.slice((page - 1) * PER_PAGE, page * PER_PAGE)}
          now={now}
          format={format}
        />
      </Card>
      <nav aria-label="Pages of reports" className="flex gap-3 empty:hidden">
        {page > 1 ? <PageOf page={page - 1}>Newer</PageOf> : null}
        {page < last ? <PageOf page={page + 1}>Older</PageOf> : null}
      </nav>
    </>
  );
}

const NoReports = () => (
  <>
    <PageTitle title="Shared reports">
      You share nothing yet. A report is a snapshot of the days you choose, under a link that anyone can open
      and you can revoke. <PageLink href="/me#shares">Back to your account</PageLink>
    </PageTitle>
    <PageLink href="/share/new" className={`${solidButton} w-fit`}>
      Make a report
    </PageLink>
  </>
);

const PageOf = ({ page, children }: { page: number; children: string }) => (
  <PageLink href={`/me/reports?page=${page}`} className={outlineButton}>
    {children}
  </PageLink>
);

/** From 1 to the last; the first where none was asked for, or none that can be read. */
function pageOf(asked: string | string[] | undefined, last: number): number {
  const page = Number(asked);
  return Number.isInteger(page) ? Math.min(Math.max(page, 1), last) : 1;
}
