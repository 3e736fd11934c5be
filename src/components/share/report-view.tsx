import type { ReactNode } from 'react';
import { EstimateNote, estimatedShare } from '@/components/analytics/estimate-note';
import { TrendCard } from '@/components/analytics/trend-card';
import { ReviewNotes, ReviewScreens } from '@/components/analytics/year/review-screens';
import { publicLinks } from '@/components/analytics/year/screen-links';
import { GROWING_CHART } from '@/components/charts/chart-frame';
import { GenreBars } from '@/components/charts/genre-bars';
import { busiestNote, HeatMap } from '@/components/charts/heat-map';
import { type ChartName, type TableLink, tableLink } from '@/components/charts/table-link';
import { Card } from '@/components/ui/card';
import { isLessThanAWeek } from '@/lib/shared/analytics/archived-time';
import { fullDay } from '@/lib/shared/analytics/calendar-days';
import { countDays } from '@/lib/shared/analytics/range-days';
import type { ReaderFormat } from '@/lib/shared/format';
import { percentLabel } from '@/lib/shared/percent-label';
import type { ShareReport } from '@/lib/shared/share/share-report';
import { ReportCovers } from './report-covers';
import { ReportRanking } from './report-ranking';
import { ReportSummary } from './report-summary';

interface ReportViewProps {
  report: ShareReport;
  /** Of who reads the report, with UTC for its zone: a report has days without one. */
  format: ReaderFormat;
  /** The chart whose table is shown, null for none; a preview has no tables and leaves it out. */
  openTable?: ChartName | null;
  /** The public address of the pictures of a year in review; a preview has none. */
  shareId?: string | null;
}

/** `when` is null where the hours of a week say nothing. */
type CardsProps = Pick<ReportViewProps, 'report' | 'format'> & { when: ReactNode };

/** The only one of the two is as wide as both. */
const PAIR = 'grid gap-4 two:gap-5 wide:grid-cols-2 wide:*:only:col-span-2';

/** The report below its title and description: a review, or figure, lists and charts. The same on the page and in the preview. */
export function ReportView({ report, format, openTable, shareId = null }: ReportViewProps) {
  return (
    <>
      {report.review ? (
        <Review review={report.review} shareId={shareId} format={format} />
      ) : (
        <Figures report={report} openTable={openTable} format={format} />
      )}
      <p className="text-[0.8125rem] text-soft">
        A snapshot of {fullDay(report.takenOn, format.locale)}. It does not change.
      </p>
    </>
  );
}

type ReviewProps = Required<Pick<ReportViewProps, 'shareId' | 'format'>> & {
  review: NonNullable<ShareReport['review']>;
};

function Review({ review, shareId, format }: ReviewProps) {
  return (
    <>
      <ReviewNotes review={review} format={format} />
      <ReviewScreens
        review={review}
        isSnapping={shareId !== null}
        links={publicLinks(shareId)}
        format={format}
      />
    </>
  );
}

function Figures({ report, format, openTable }: Omit<ReportViewProps, 'shareId'>) {
  const { trend, range, figures, subject } = report;
  const linkOf = (name: ChartName) => (openTable === undefined ? undefined : tableLink(name, {}, openTable));
  const Cards = subject.about === 'entity' ? EntityCards : ListeningCards;
  return (
    <>
      <ReportSummary report={report} format={format} />
      <TrendCard
        trends={{ ...trend, range, previous: [] }}
        today={report.takenOn}
        isLinked={false}
        tableLink={linkOf('over-time')}
        format={format}
      />
      <Cards
        report={report}
        format={format}
        when={saysWhen(report) ? <When report={report} format={format} tableLink={linkOf('when')} /> : null}
      />
      <EstimateNote
        share={
          figures.estimatedPlays === null
            ? null
            : estimatedShare({ ...figures, estimatedPlays: figures.estimatedPlays })
        }
        format={format}
      />
    </>
  );
}

function EntityCards({ report, format, when }: CardsProps) {
  const { lists, subject } = report;
  const [tracks] = lists;
  const known = subject.about === 'entity' ? [subject.name, ...subject.artists] : [];
  return (
    <div className={PAIR}>
      {tracks ? <ReportRanking list={tracks} known={known} format={format} /> : null}
      {when}
    </div>
  );
}

function ListeningCards({ report, format, when }: CardsProps) {
  const { lists, range, genres } = report;
  const isSingle = lists.length === 1;
  const rankings = lists.filter(({ kind }) => kind !== 'album' || isSingle);
  const covers = lists.find((list) => !rankings.includes(list));
  return (
    <>
      <div className={PAIR}>
        {rankings.map((list) => (
          <ReportRanking key={list.kind} list={list} format={format} />
        ))}
      </div>
      {covers ? <ReportCovers list={covers} format={format} /> : null}
      <div className={PAIR}>
        {when}
        {genres ? <Genres genres={genres} range={range} format={format} /> : null}
      </div>
    </>
  );
}

const saysWhen = ({ activity, range }: ShareReport): boolean =>
  !isLessThanAWeek({ archivedDays: activity.archivedDays ?? countDays(range.from, range.to) });

type WhenProps = Pick<ReportViewProps, 'report' | 'format'> & { tableLink: TableLink | undefined };

function When({ report: { activity, range, takenOn }, format, tableLink }: WhenProps) {
  return (
    <Card id="when" title="When" note={busiestNote(activity, format)} className={GROWING_CHART}>
      <HeatMap
        activity={{ ...activity, range }}
        now={`${takenOn}T23`}
        isLinked={false}
        tableLink={tableLink}
        format={format}
      />
    </Card>
  );
}

type GenresProps = { genres: NonNullable<ShareReport['genres']> } & Pick<ShareReport, 'range'> &
  Pick<ReportViewProps, 'format'>;

function Genres({ genres, range, format }: GenresProps) {
  const known = percentLabel(1 - genres.unknownShare, format);
  return (
    <Card id="genres" title="Genres" note={`Known for ${known} of plays; a play can count for several`}>
      <GenreBars genres={{ ...genres, range }} isLinked={false} format={format} />
    </Card>
  );
}
