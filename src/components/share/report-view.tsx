import { EstimateNote } from '@/components/analytics/estimate-note';
import { TrendCard } from '@/components/analytics/trend-card';
import { GenreBars } from '@/components/charts/genre-bars';
import { busiestNote, HeatMap } from '@/components/charts/heat-map';
import { Card } from '@/components/ui/card';
import { percentLabel } from '@/components/ui/change-mark';
import { reportDay, reportFormat } from '@/lib/shared/share/report-labels';
import type { ShareReport } from '@/lib/shared/share/share-report';
import { ReportCovers } from './report-covers';
import { ReportRanking } from './report-ranking';
import { ReportSummary } from './report-summary';

interface ReportViewProps {
  report: ShareReport;
}

const PAIR = 'grid items-start gap-4 two:gap-5 wide:grid-cols-2';

/** Everything below the title and description: the figure, the lists, the charts. The same on page and preview. */
export function ReportView({ report }: ReportViewProps) {
  const { trend, range, figures, subject } = report;
  return (
    <>
      <ReportSummary report={report} />
      <TrendCard trends={{ ...trend, range, previous: [] }} isLinked={false} format={reportFormat} />
      {subject.about === 'entity' ? <EntityCards report={report} /> : <ListeningCards report={report} />}
      {figures.isEstimate ? <EstimateNote /> : null}
      <p className="text-[13px] text-soft">A snapshot of {reportDay(report.takenOn)}. It does not change.</p>
    </>
  );
}

function EntityCards({ report }: ReportViewProps) {
  const [tracks] = report.lists;
  return (
    <div className={tracks ? PAIR : 'grid'}>
      {tracks ? <ReportRanking list={tracks} /> : null}
      <When report={report} />
    </div>
  );
}

function ListeningCards({ report }: ReportViewProps) {
  const { lists, range, genres } = report;
  const isSingle = lists.length === 1;
  const rankings = lists.filter(({ kind }) => kind !== 'album' || isSingle);
  const covers = lists.find((list) => !rankings.includes(list));
  return (
    <>
      <div className={isSingle ? 'grid' : PAIR}>
        {rankings.map((list) => (
          <ReportRanking key={list.kind} list={list} />
        ))}
      </div>
      {covers ? <ReportCovers list={covers} /> : null}
      <div className={genres ? PAIR : 'grid'}>
        <When report={report} />
        {genres ? <Genres genres={genres} range={range} /> : null}
      </div>
    </>
  );
}

function When({ report: { activity, range } }: ReportViewProps) {
  return (
    <Card id="when" title="When" note={busiestNote(activity, reportFormat)}>
      <HeatMap activity={{ ...activity, range }} isLinked={false} format={reportFormat} />
    </Card>
  );
}

type GenresProps = { genres: NonNullable<ShareReport['genres']> } & Pick<ShareReport, 'range'>;

function Genres({ genres, range }: GenresProps) {
  const known = percentLabel(1 - genres.unknownShare, reportFormat);
  return (
    <Card id="genres" title="Genres" note={`Known for ${known} of plays; a play can count for several`}>
      <GenreBars genres={{ ...genres, range }} isLinked={false} format={reportFormat} />
    </Card>
  );
}
