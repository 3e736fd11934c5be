import type { ReactNode } from 'react';
import { ConnectionBanner } from '@/components/archival/connection-banner';
import { DelayNote } from '@/components/archival/delay-note';
import { GapBanner } from '@/components/archival/gap-banner';
import { SyncNowButton } from '@/components/archival/sync-now-button';
import { GROWING_CHART } from '@/components/charts/chart-frame';
import { type ChartName, tableLink } from '@/components/charts/table-link';
import { ImportInvitation } from '@/components/import/import-invitation';
import { rangeParameters } from '@/components/shell/page-links';
import { CardPair } from '@/components/ui/card';
import { isLessThanAWeek } from '@/lib/shared/analytics/archived-time';
import type { Dashboard } from '@/lib/shared/analytics/dashboard';
import type { DashboardStatistics } from '@/lib/shared/analytics/dashboard-statistics';
import { isShorterThanAWeek } from '@/lib/shared/analytics/range-days';
import { canSyncNow } from '@/lib/shared/archival/next-sync';
import type { ReaderFormat } from '@/lib/shared/format';
import { DAY } from '@/lib/shared/time';
import { GenresCard, LastPlayedCard, TopCard } from './dashboard-cards';
import { EmptyDashboard } from './empty-dashboard';
import { EstimateNote, estimatedShare } from './estimate-note';
import { EveryDayCard } from './every-day-card';
import { FirstSteps } from './first-steps';
import { ListeningSummary } from './listening-summary';
import { LookBackCard } from './look-back/look-back-links';
import { OnThisDayCard } from './look-back/on-this-day-card';
import { NothingCounts, NothingPlayed } from './nothing-played';
import { TrendCard } from './trend-card';
import { WhatWillAppear } from './what-will-appear';
import { WhenCard } from './when-card';

interface DashboardViewProps {
  dashboard: Dashboard;
  /** Null while no play counts. */
  statistics: DashboardStatistics | null;
  /** The range picker and the errors in the URL; shown where there are plays. */
  picker: ReactNode;
  /** The chart whose table is shown. */
  openTable?: ChartName | null;
  now: Date;
  format: ReaderFormat;
}

/** The dashboard below its frame: warnings first, then the figure, then the charts and lists. */
export function DashboardView(props: DashboardViewProps) {
  const { dashboard, statistics, picker, openTable = null, now, format } = props;
  const { archive, connection, hasLeftOut, openGaps } = dashboard;
  return (
    <>
      {statistics ? picker : null}
      <ConnectionBanner connection={connection} now={now} format={format} />
      {statistics || hasLeftOut ? <DelayNote archive={archive} now={now} format={format} /> : null}
      <GapBanner gaps={openGaps} format={format} />
      {statistics ? (
        <Listening
          statistics={statistics}
          dashboard={dashboard}
          openTable={openTable}
          now={now}
          format={format}
        />
      ) : (
        <WithoutPlays dashboard={dashboard} now={now} format={format} />
      )}
    </>
  );
}

/** The way to the first plays; where all are left out of statistics, the last of them, and the way back. */
function WithoutPlays({ dashboard, now, format }: Pick<DashboardViewProps, 'dashboard' | 'now' | 'format'>) {
  const { archive, hasLeftOut } = dashboard;
  if (hasLeftOut)
    return (
      <>
        <NothingCounts title="Dashboard" />
        <LastPlayed dashboard={dashboard} now={now} format={format} />
      </>
    );
  return (
    <>
      <div className="grid items-start gap-4 two:gap-5 wide:grid-cols-2">
        <div className="grid gap-4">
          <EmptyDashboard archive={archive} now={now} format={format} />
          {canSyncNow(archive.nextSync) ? (
            <SyncNowButton followFirst={archive.lastPolledAt === null} locale={format.locale} />
          ) : null}
        </div>
        <ImportInvitation since={null} />
      </div>
      <WhatWillAppear />
    </>
  );
}

interface ListeningProps {
  statistics: DashboardStatistics;
  dashboard: Dashboard;
  openTable: ChartName | null;
  now: Date;
  format: ReaderFormat;
}

function Listening({ statistics, dashboard, openTable, now, format }: ListeningProps) {
  const { comparison, discovery, archived } = statistics;
  const { range } = comparison;
  const lastPlayed = <LastPlayed dashboard={dashboard} now={now} format={format} />;
  if (comparison.current.plays === 0) {
    return (
      <>
        <NothingPlayed path="/dashboard" range={range} archived={archived} now={now} format={format} />
        <Earlier lastPlayed={lastPlayed} onThisDay={statistics.onThisDay} format={format} />
      </>
    );
  }
  return (
    <>
      <ListeningSummary comparison={comparison} discovery={discovery} archived={archived} format={format} />
      <NewHere dashboard={dashboard} now={now} format={format} />
      <Charts statistics={statistics} openTable={openTable} now={now} format={format} />
      <Past statistics={statistics} openTable={openTable} format={format} lastPlayed={lastPlayed} />
      <EstimateNote share={estimatedShare(comparison.current)} format={format} />
    </>
  );
}

const LastPlayed = ({ dashboard, now, format }: Pick<ListeningProps, 'dashboard' | 'now' | 'format'>) => (
  <LastPlayedCard
    plays={dashboard.recentPlays}
    marksLeftOut={dashboard.countedPlays > 0}
    canSync={canSyncNow(dashboard.archive.nextSync)}
    showsNow={dashboard.allowsNowPlaying && dashboard.archive.nextSync.waitsFor === 'schedule'}
    now={now}
    format={format}
  />
);

type ChartsProps = Pick<ListeningProps, 'statistics' | 'openTable' | 'format'>;

const YEARS_SHOWN = 6;

/** What was played last and before the range. */
function Past({ lastPlayed, ...charts }: ChartsProps & { lastPlayed: ReactNode }) {
  const { calendar, onThisDay } = charts.statistics;
  if (!isLessThanAWeek(calendar))
    return <Earlier lastPlayed={lastPlayed} onThisDay={onThisDay} format={charts.format} />;
  const card = <OnThisDayCard onThisDay={onThisDay} most={YEARS_SHOWN} format={charts.format} />;
  return <FewDays lastPlayed={lastPlayed} onThisDay={card} {...charts} />;
}

type EarlierProps = Pick<ListeningProps, 'format'> &
  Pick<DashboardStatistics, 'onThisDay'> & { lastPlayed: ReactNode };

/** What was played last and on this day in earlier years, and the way further back. */
function Earlier({ lastPlayed, onThisDay, format }: EarlierProps) {
  const card = <OnThisDayCard onThisDay={onThisDay} most={YEARS_SHOWN} format={format} />;
  // One year is much less than six plays: beside them there would be a hole.
  if (onThisDay.years.length <= 1)
    return (
      <>
        {lastPlayed}
        <CardPair>
          {card}
          <LookBackCard />
        </CardPair>
      </>
    );
  return (
    <CardPair>
      {lastPlayed}
      <div className={GROWING_STACK}>
        {card}
        <LookBackCard />
      </div>
    </CardPair>
  );
}

function Charts({ statistics, openTable, now, format }: ChartsProps & Pick<ListeningProps, 'now'>) {
  const { calendar } = statistics;
  const linkOf = linksOf(statistics, openTable);
  const isCompared = hasMovements(statistics);
  return (
    <>
      <TrendCard
        trends={statistics.trends}
        today={format.dayKey(now.toISOString())}
        format={format}
        tableLink={linkOf('over-time')}
      />
      <CardPair>
        <TopCard kind="artist" top={statistics.artists} isCompared={isCompared} format={format} />
        <TopCard kind="track" top={statistics.tracks} isCompared={isCompared} format={format} />
      </CardPair>
      {isLessThanAWeek(calendar) ? null : (
        <>
          <CardPair>
            <AlbumsAndGenres statistics={statistics} format={format} />
          </CardPair>
          <CardPair>
            <WhenCard
              activity={statistics.activity}
              now={now}
              format={format}
              tableLink={linkOf('when')}
              className={GROWING_CHART}
            />
            <EveryDay statistics={statistics} openTable={openTable} format={format} />
          </CardPair>
        </>
      )}
    </>
  );
}

/** Whether entries of a ranking say how many places they won against the range before. */
const hasMovements = ({ comparison: { range, change } }: DashboardStatistics): boolean =>
  change.plays !== null && !isShorterThanAWeek(range);

const AlbumsAndGenres = ({ statistics, format }: Omit<ChartsProps, 'openTable'>) => (
  <>
    <TopCard kind="album" top={statistics.albums} isCompared={hasMovements(statistics)} format={format} />
    <GenresCard genres={statistics.genres} format={format} />
  </>
);

interface FewDaysProps extends ChartsProps {
  lastPlayed: ReactNode;
  onThisDay: ReactNode;
}

/**
 * The hours of a week say nothing yet, and short cards stand one below the other, so that none has a hole. The days stand
 * among them where the place of earlier years is free, else above.
 */
const FewDays = ({ lastPlayed, onThisDay, ...charts }: FewDaysProps) => {
  const hasYears = charts.statistics.onThisDay.years.length > 0;
  const days = isOneDay(charts.statistics) ? null : <EveryDay {...charts} />;
  return (
    <>
      {hasYears ? days : null}
      <CardPair>
        <div className={STACK}>
          <AlbumsAndGenres {...charts} />
        </div>
        <div className={GROWING_STACK}>
          {lastPlayed}
          {hasYears ? onThisDay : days}
          <LookBackCard />
        </div>
      </CardPair>
    </>
  );
};

/** Of one day there is nothing to compare. */
const isOneDay = ({ comparison: { range } }: DashboardStatistics): boolean =>
  range.from !== null && range.from === range.to;

const linksOf =
  ({ comparison }: DashboardStatistics, openTable: ChartName | null) =>
  (name: ChartName) =>
    tableLink(name, rangeParameters(comparison.range), openTable);

function EveryDay({ statistics, openTable, format }: ChartsProps) {
  const { calendar, streaks, discovery, sessions } = statistics;
  const link = linksOf(statistics, openTable)('every-day');
  return (
    <EveryDayCard
      calendar={calendar}
      streaks={streaks}
      discovery={discovery}
      sessions={sessions}
      format={format}
      tableLink={link}
    />
  );
}

/** Leads newcomers on: in the first days by steps, while the archive is young to their past. */
function NewHere({ dashboard, now, format }: Pick<ListeningProps, 'dashboard' | 'now' | 'format'>) {
  const { totals, since } = dashboard;
  if (!totals || !isYoung(totals.firstPlayAt, now)) return null;
  const isFirstDays = now.getTime() - new Date(since).getTime() < 3 * DAY;
  if (isFirstDays) return <FirstSteps {...dashboard} totals={totals} now={now} format={format} />;
  return <ImportInvitation since={format.day(totals.firstPlayAt)} />;
}

/** Before an import, an archive begins with the sign-in: a new listener has no past here yet. */
const isYoung = (firstPlayAt: string, now: Date): boolean =>
  now.getTime() - new Date(firstPlayAt).getTime() < 60 * DAY;

const STACK = 'grid gap-4 two:gap-5';
/** The first card, whose list grows, takes what the cards beside are higher. */
const GROWING_STACK = `${STACK} grid-rows-[1fr]`;
