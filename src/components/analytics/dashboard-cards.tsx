import { NowPlayingLine } from '@/components/archival/now-playing-line';
import { SyncNowButton } from '@/components/archival/sync-now-button';
import { GenreBars } from '@/components/charts/genre-bars';
import { busiestNote, GROWING_HEAT_MAP, HeatMap } from '@/components/charts/heat-map';
import type { TableLink } from '@/components/charts/table-link';
import { RecentPlays } from '@/components/history/recent-plays';
import { topHref } from '@/components/shell/page-links';
import { Card } from '@/components/ui/card';
import { MoreLink } from '@/components/ui/more-link';
import type { Dashboard } from '@/lib/shared/analytics/dashboard';
import type { DashboardStatistics } from '@/lib/shared/analytics/dashboard-statistics';
import { localHour } from '@/lib/shared/analytics/range-instants';
import type { EntityKind, Top } from '@/lib/shared/analytics/statistics';
import { capitalized } from '@/lib/shared/capitalized';
import type { ReaderFormat } from '@/lib/shared/format';
import { percentLabel } from '@/lib/shared/percent-label';
import { zoneLabel } from '@/lib/shared/time-zone';
import { RankedList } from './ranked-list';

/** With that of no known genre: as high as the six albums beside them. */
const GENRE_ROWS = 8;

interface StatisticsProps {
  statistics: DashboardStatistics;
  format: ReaderFormat;
}

interface TopCardProps {
  kind: EntityKind;
  top: Top;
  isCompared: boolean;
  format: ReaderFormat;
}

export function TopCard({ kind, top, isCompared, format }: TopCardProps) {
  return (
    <Card id={`${kind}s`} title={capitalized(`${kind}s`)} note="By plays">
      <RankedList entries={top.entries} range={top.range} isCompared={isCompared} format={format} />
      <MoreLink href={topHref(kind, top.range)}>
        {top.total > top.entries.length ? `All ${format.count(top.total, kind)}` : `The ${kind}s by time`}
      </MoreLink>
    </Card>
  );
}

export function WhenCard({
  statistics: { activity },
  now,
  format,
  tableLink,
}: StatisticsProps & { now: Date; tableLink: TableLink }) {
  return (
    <Card
      id="when"
      title="When you listen"
      note={`${busiestNote(activity, format)} · ${zoneLabel(activity.timeZone)}`}
      className={GROWING_HEAT_MAP}
    >
      <HeatMap
        activity={activity}
        now={localHour(now, activity.timeZone)}
        format={format}
        tableLink={tableLink}
      />
    </Card>
  );
}

export function GenresCard({ statistics: { genres }, format }: StatisticsProps) {
  const most = genres.unknownPlays > 0 ? GENRE_ROWS - 1 : GENRE_ROWS;
  const shown = { ...genres, genres: genres.genres.slice(0, most) };
  return (
    <Card
      id="genres"
      title="Genres"
      note={`Known for ${percentLabel(1 - genres.unknownShare, format)} of plays; a play can count for several`}
    >
      <GenreBars genres={shown} format={format} />
      <MoreLink href={topHref('artist', genres.range)}>The artists behind them</MoreLink>
    </Card>
  );
}

const LAST_PLAYED_SHOWN = 6;

interface LastPlayedCardProps {
  plays: Dashboard['recentPlays'];
  canSync: boolean;
  showsNow: boolean;
  now: Date;
  format: ReaderFormat;
}

export function LastPlayedCard({ plays, canSync, showsNow, now, format }: LastPlayedCardProps) {
  return (
    <Card id="last-played" title="Last played">
      {showsNow ? <NowPlayingLine /> : null}
      <RecentPlays plays={plays.slice(0, LAST_PLAYED_SHOWN)} now={now} format={format} />
      <MoreLink href="/history">History</MoreLink>
      {canSync ? (
        <div className="mt-4 print:hidden">
          <SyncNowButton />
        </div>
      ) : null}
    </Card>
  );
}
