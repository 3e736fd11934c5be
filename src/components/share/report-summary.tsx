import { rangeBefore } from '@/components/analytics/range-labels';
import { ChangeMark } from '@/components/ui/change-mark';
import { CoverArt } from '@/components/ui/cover-art';
import { HeroFigure } from '@/components/ui/hero-figure';
import { Named } from '@/components/ui/named';
import { fullDay } from '@/lib/shared/analytics/calendar-days';
import { isComparedInPart } from '@/lib/shared/analytics/compared-range';
import type { ReaderFormat } from '@/lib/shared/format';
import { namesText } from '@/lib/shared/named-text';
import { reportFigures } from '@/lib/shared/share/report-labels';
import type { ShareReport } from '@/lib/shared/share/share-report';

interface ReportSummaryProps {
  report: ShareReport;
  format: ReaderFormat;
}

/** The report in one figure and one sentence, beside the artwork of its subject. */
export function ReportSummary({ report, format }: ReportSummaryProps) {
  const { figures, subject, change } = report;
  const isEntity = subject.about === 'entity';
  const by = isEntity && subject.artists.length > 0 ? [' by ', ...namesText(subject.artists)] : [];
  const summary = (
    <HeroFigure {...format.listened(figures.listenedMs)} level="h2">
      <Named text={[...reportFigures(report, format), ...by, '.']} />
      {isEntity ? ` First played on ${fullDay(subject.firstPlayedOn, format.locale)}.` : null}
      {change === null ? null : <Compared change={change} report={report} format={format} />}
    </HeroFigure>
  );
  if (!isEntity) return summary;
  return (
    <div className="grid items-end gap-4 two:grid-cols-[auto_minmax(0,1fr)] two:gap-8">
      <div className="w-40 two:w-[220px] [&>*]:h-auto [&>*]:w-full">
        <CoverArt imageUrl={subject.imageUrl} name={subject.name} size={220} />
      </div>
      {summary}
    </div>
  );
}

function Compared({ change, report, format }: ReportSummaryProps & { change: number }) {
  const isSame = Math.round(Math.abs(change) * 100) === 0;
  const { from, to } = report.range;
  const upTo = isComparedInPart({ preset: null, from, to }, report.takenOn) ? ', up to the same moment' : '';
  return (
    <>
      {' That is '}
      <ChangeMark change={change} format={format} />
      {` ${isSame ? 'as in' : 'against'} ${rangeBefore(report.range, format.locale)}${upTo}.`}
    </>
  );
}
