import type { Metadata } from 'next';
import { type ComponentProps, cache } from 'react';
import { NoPlaysYet, NothingPlayed, type NothingPlayedProps } from '@/components/analytics/nothing-played';
import { calendarLabel } from '@/components/analytics/range-labels';
import { ReportView } from '@/components/share/report-view';
import { ShareComposer } from '@/components/share/share-composer';
import { ShareMade } from '@/components/share/share-made';
import { shareTitle, suggestedTitle } from '@/components/share/share-title';
import { rangeParameters } from '@/components/shell/page-links';
import { PageTitle } from '@/components/ui/page-title';
import { QueryError } from '@/components/ui/query-error';
import { deps, statisticsDeps } from '@/lib/build-deps';
import { env } from '@/lib/env';
import type { Range } from '@/lib/shared/analytics/range';
import type { ReaderFormat } from '@/lib/shared/format';
import { reportDays } from '@/lib/shared/share/report-labels';
import type { ShareReport } from '@/lib/shared/share/share-report';
import { daysOfSubject, parseShareSubject, shareSubjectParameters } from '@/lib/shared/share/share-subject';
import { requireUser } from '@/middleware/session';
import { getArchivedDays } from '@/services/analytics/archived-days';
import { getConnectionCheck } from '@/services/archival/connection-check';
import { getPlayedName } from '@/services/history/history';
import { composeReport } from '@/services/share/compose-report';
import { listShareReports } from '@/services/share-service';
import { type Asked, eachOnce, oneOf, readRange } from '../../../page-range';
import { RangeControls } from '../../../range-controls';
import { rangeMetadata } from '../../../range-metadata';
import { readerFormat } from '../../../reader';

export async function generateMetadata({ searchParams }: PageProps<'/share/new'>): Promise<Metadata> {
  const user = await requireUser();
  const asked = await searchParams;
  const made = await findOwnReport(user.id, oneOf(asked.made));
  if (made) return { title: `Shared: ${made.title}` };
  const { subject } = readSubject(asked);
  const name = subject.about === 'entity' ? await getPlayedName(statisticsDeps(), user, subject) : null;
  return rangeMetadata(
    shareTitle(subject, name),
    subject.about === 'year' ? Promise.resolve({}) : searchParams,
  );
}

/** What will be public, and the form that makes it so; with `made`, the link of a report that has been made. */
export default async function NewSharePage({ searchParams }: PageProps<'/share/new'>) {
  const user = await requireUser();
  const asked = await searchParams;
  const report = await findOwnReport(user.id, oneOf(asked.made));
  if (!report) return <NewShare asked={asked} />;
  return <ShareMade report={report} format={await readerFormat()} />;
}

/** Read once for the title and the page. */
const findOwnReport = cache(async (userId: number, shareId: string | undefined) => {
  if (shareId === undefined) return undefined;
  const reports = await listShareReports({ db: deps().db, appUrl: env().appUrl }, userId);
  return reports.find((own) => own.shareId === shareId);
});

async function NewShare({ asked }: { asked: Asked }) {
  const user = await requireUser();
  const { range: given, problem } = readRange(asked, '1y');
  const format = await readerFormat();
  const { subject, wrong } = readSubject(asked);
  const range = daysOfSubject(subject, given);
  const about = shareSubjectParameters(subject);
  const [report, archived] = await Promise.all([
    composeReport(statisticsDeps(), user, { subject, range, displayName: '' }),
    getArchivedDays(statisticsDeps(), user, range),
  ]);
  const { countedPlays, hasLeftOut } = await getConnectionCheck(deps(), user.id);
  if (!report && countedPlays === 0) return <NoPlaysYet title="Share" hasLeftOut={hasLeftOut} />;
  return (
    <>
      <PageTitle title="Share">
        A snapshot of {calendarLabel(range, format.locale) ?? 'the days below'}, under a link that anyone can
        open without signing in.
      </PageTitle>
      {wrong ? <QueryError field={wrong.field}>{`${wrong.message}.`}</QueryError> : null}
      {subject.about === 'year' ? null : (
        <DaysToShare keep={about} range={range} problem={problem} format={format} />
      )}
      {report ? (
        <Composer
          report={report}
          range={range}
          about={about}
          name={user.name}
          today={format.dayKey(deps().clock.now().toISOString())}
          format={await readerFormat('UTC')}
        />
      ) : (
        <NothingToShare range={range} archived={archived} format={format} />
      )}
    </>
  );
}

const DaysToShare = (chosen: Omit<ComponentProps<typeof RangeControls>, 'path'>) => (
  <RangeControls {...chosen} path="/share/new" isReviewed={false} />
);

const NothingToShare = (shown: Pick<NothingPlayedProps, 'range' | 'archived' | 'format'>) => (
  <NothingPlayed {...shown} path="/share/new" now={deps().clock.now()} level="h2" />
);

interface ComposerProps {
  report: ShareReport;
  range: Range;
  about: Record<string, string>;
  name: string;
  today: string;
  /** As on the report's own page, in UTC: a report has days without a zone. */
  format: ReaderFormat;
}

function Composer({ report, range, about, name, today, format }: ComposerProps) {
  const suggested = {
    title: suggestedTitle(report, format),
    description: '',
    displayName: Array.from(name).slice(0, 50).join(''),
  };
  return (
    <ShareComposer
      about={report.review ? about : { ...about, ...rangeParameters(range) }}
      suggested={suggested}
      days={reportDays(report, format)}
      today={today}
    >
      <ReportView report={report} format={format} />
    </ShareComposer>
  );
}

function readSubject(asked: Asked) {
  const read = parseShareSubject(eachOnce(asked));
  return read.ok
    ? { subject: read.value, wrong: null }
    : { subject: { about: 'listening' } as const, wrong: read.error };
}
