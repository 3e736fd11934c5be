import type { ReactNode } from 'react';
import { EstimateNote, estimatedShare } from '@/components/analytics/estimate-note';
import { TrendCard } from '@/components/analytics/trend-card';
import { ReviewNotes, ReviewScreens } from '@/components/analytics/year/review-screens';
import { publicLinks } from '@/components/analytics/year/screen-links';
import { GenreBars } from '@/components/charts/genre-bars';
import { busiestNote, HeatMap } from '@/components/charts/heat-map';
import { type ChartName, type TableLink, tableLink } from '@/components/charts/table-link';
import { Card } from '@/components/ui/card';
import { percentLabel } from '@/lib/shared/percent-label';
import { reportDay, reportFormat } from '@/lib/shared/share/report-labels';
import type { ShareReport } from '@/lib/shared/share/share-report';
import { ReportCovers } from './report-covers';
import { ReportRanking } from './report-ranking';
import { ReportSummary } from './report-summary';

interface ReportViewProps {
  report: ShareReport;
  /** The chart whose table is shown, null for none; a preview has no tables and leaves it out. */
  openTable?: ChartName | null;
  /** The public address of the pictures of a year in review; a preview has none. */
  shareId?: string | null;
}

type CardsProps = Pick<ReportViewProps, 'report'> & { when: ReactNode };

const PAIR = 'grid gap-4 two:gap-5 wide:grid-cols-2';

/** The report below its title and description: a review, or figure, lists and charts. The same on the page and in the preview. */
export function ReportView({ report, openTable, shareId = null }: ReportViewProps) {
  return (
    <>
      {report.review ? (
        <Review review={report.review} shareId={shareId} />
      ) : (
        <Figures report={report} openTable={openTable} />
      )}
      <p className="text-[13px] text-soft">A snapshot of {reportDay(report.takenOn)}. It does not change.</p>
    </>
  );
}

function Review({ review, shareId }: { review: NonNullable<ShareReport['review']>; shareId: string | null }) {
  return (
    <>
      <ReviewNotes review={review} format={reportFormat} />
      <ReviewScreens
        review={review}
        isSnapping={shareId !== null}
        links={publicLinks(shareId)}
        format={reportFormat}
      />
    </>
  );
}

function Figures({ report, openTable }: Pick<ReportViewProps, 'report' | 'openTable'>) {
  const { trend, range, figures, subject } = report;
  const linkOf = (name: ChartName) => (openTable === undefined ? undefined : tableLink(name, {}, openTable));
  const Cards = subject.about === 'entity' ? EntityCards : ListeningCards;
  return (
    <>
      <ReportSummary report={report} />
      <TrendCard
        trends={{ ...trend, range, previous: [] }}
        isLinked={false}
        tableLink={linkOf('over-time')}
        format={reportFormat}
      />
      <Cards report={report} when={<When report={report} tableLink={linkOf('when')} />} />
      <EstimateNote
        share={
          figures.estimatedPlays === null
            ? null
            : estimatedShare({ ...figures, estimatedPlays: figures.estimatedPlays })
        }
        format={reportFormat}
      />
    </>
  );
}

function EntityCards({ report, when }: CardsProps) {
  const [tracks] = report.lists;
  return (
    <div className={tracks ? PAIR : 'grid'}>
      {tracks ? <ReportRanking list={tracks} /> : null}
      {when}
    </div>
  );
}

function ListeningCards({ report, when }: CardsProps) {
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
        {when}
        {genres ? <Genres genres={genres} range={range} /> : null}
      </div>
    </>
  );
}

type WhenProps = Pick<ReportViewProps, 'report'> & { tableLink: TableLink | undefined };

function When({ report: { activity, range, firstWeekday, takenOn }, tableLink }: WhenProps) {
  return (
    <Card id="when" title="When" note={busiestNote(activity, reportFormat)}>
      <HeatMap
        activity={{ ...activity, range }}
        now={`${takenOn}T23`}
        isLinked={false}
        tableLink={tableLink}
        format={{ ...reportFormat, firstWeekday }}
      />
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
