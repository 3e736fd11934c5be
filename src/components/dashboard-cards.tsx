import type { Dashboard } from '@/lib/shared/dashboard';
import type { ReaderFormat } from '@/lib/shared/format';
import type { Top } from '@/lib/shared/statistics';
import { Card } from './card';
import { percentWords } from './change-mark';
import { GenreBars } from './genre-bars';
import { busiestNote, HeatMap } from './heat-map';
import type { ListeningStatistics } from './listening-statistics';
import { MoreLink } from './more-link';
import { topHref } from './page-links';
import { RankedList } from './ranked-list';
import { RecentPlays } from './recent-plays';

const GENRES_SHOWN = 9;

interface StatisticsProps {
  statistics: ListeningStatistics;
  format: ReaderFormat;
}

interface TopCardProps {
  kind: 'artist' | 'track';
  top: Top;
  isCompared: boolean;
  format: ReaderFormat;
}

export function TopCard({ kind, top, isCompared, format }: TopCardProps) {
  return (
    <Card id={`${kind}s`} title={kind === 'artist' ? 'Artists' : 'Tracks'}>
      <RankedList entries={top.entries} range={top.range} isCompared={isCompared} format={format} />
      <MoreLink href={topHref(kind, top.range)}>
        {top.total > top.entries.length ? `All ${format.count(top.total, kind)}` : `The ${kind}s by time`}
      </MoreLink>
    </Card>
  );
}

export function WhenCard({ statistics: { activity }, format }: StatisticsProps) {
  return (
    <Card
      id="when"
      title="When you listen"
      note={`${busiestNote(activity, format)} · ${activity.timeZone.replaceAll('_', ' ')}`}
    >
      <HeatMap activity={activity} format={format} />
    </Card>
  );
}

export function GenresCard({ statistics: { genres }, format }: StatisticsProps) {
  const shown = { ...genres, genres: genres.genres.slice(0, GENRES_SHOWN) };
  return (
    <Card
      id="genres"
      title="Genres"
      note={`Known for ${percentWords(1 - genres.unknownShare, format)} of plays; a play can count for several`}
    >
      <GenreBars genres={shown} format={format} />
      <MoreLink href={topHref('artist', genres.range)}>The artists behind them</MoreLink>
    </Card>
  );
}

const LAST_PLAYED_SHOWN = 6;

interface LastPlayedCardProps {
  plays: Dashboard['recentPlays'];
  now: Date;
  format: ReaderFormat;
}

export function LastPlayedCard({ plays, now, format }: LastPlayedCardProps) {
  return (
    <Card id="last-played" title="Last played" note={`Times are in ${format.timeZone.replaceAll('_', ' ')}`}>
      <RecentPlays plays={plays.slice(0, LAST_PLAYED_SHOWN)} now={now} format={format} />
      <MoreLink href="/history">History</MoreLink>
    </Card>
  );
}
