import { rangeNote } from '@/components/analytics/range-labels';
import { NeedsScripts } from '@/components/shell/needs-scripts';
import { outlineButton } from '@/components/ui/button-style';
import { PageLink } from '@/components/ui/page-link';
import { type ReaderFormat, SEPARATOR } from '@/lib/shared/format';
import type { SharedReport } from '@/lib/shared/share/report-list';
import { ReportActions } from './report-actions';
import { isOpen, isReportOver, lastMoment, stateLabel } from './report-state';
import { storedRange } from './share-links';

export interface ReportListProps {
  reports: SharedReport[];
  now: Date;
  format: ReaderFormat;
}

const NEWEST = 5;

/** The newest reports that a listener shares, and the way to the others. */
export const NewestReports = ({ reports, now, format }: ReportListProps) => (
  <>
    <ReportList reports={reports.slice(0, NEWEST)} now={now} format={format} />
    {reports.length > NEWEST ? (
      <PageLink href="/me/reports" className={`${outlineButton} mt-4`}>
        All {format.number(reports.length)} shared reports
      </PageLink>
    ) : null}
  </>
);

/** Reports that a listener shares, with what can be done about each. */
export function ReportList({ reports, now, format }: ReportListProps) {
  if (reports.length === 0) {
    return (
      <p className="text-sm">
        You have not shared anything yet. There is a Share button on{' '}
        <PageLink href="/dashboard">the dashboard</PageLink> and on every page of an artist, album or track.
      </p>
    );
  }
  return (
    <div className="noscript:grid noscript:gap-4">
      <NeedsScripts what="Changing them" />
      <ul className="grid">
        {reports.map((report) => (
          <li
            key={report.shareId}
            className="grid gap-3 border-t border-line py-4 first:border-t-0 first:pt-0 last:pb-0 two:grid-cols-[minmax(0,1fr)_minmax(12rem,auto)]"
          >
            <Report report={report} now={now} format={format} />
            <ReportActions
              report={report}
              isOpen={isOpen(report, now)}
              isOver={isReportOver(report, now)}
              lastDay={report.expiresAt && format.dayKey(lastMoment(report.expiresAt))}
              today={format.dayKey(now.toISOString())}
            />
          </li>
        ))}
      </ul>
    </div>
  );
}

function Report({ report, now, format }: { report: SharedReport } & Pick<ReportListProps, 'now' | 'format'>) {
  return (
    <div className="min-w-0">
      <p className="font-[550] wrap-anywhere">
        {isOpen(report, now) ? (
          <a href={report.url} className="inline-block min-w-6 leading-6">
            <bdi>{report.title}</bdi>
          </a>
        ) : (
          <bdi>{report.title}</bdi>
        )}
      </p>
      <p className="text-[0.8125rem] text-soft">
        {[
          rangeNote(storedRange(report.dateRange), format.locale),
          `shared ${format.day(report.createdAt)}`,
          format.count(report.views, 'view'),
        ].join(SEPARATOR)}
      </p>
      <p className="text-[0.8125rem] text-soft">{stateLabel(report, now, format)}</p>
    </div>
  );
}
