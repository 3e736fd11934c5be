import { NowPlayingLine } from '@/components/archival/now-playing-line';
import { SyncNowButton } from '@/components/archival/sync-now-button';
import { GenreBars } from '@/components/charts/genre-bars';
import { RecentPlays } from '@/components/history/recent-plays';
import { topHref } from '@/components/shell/page-links';
import { Card, GROWING_LIST } from '@/components/ui/card';
import { MoreLink } from '@/components/ui/more-link';
import type { Dashboard } from '@/lib/shared/analytics/dashboard';
import type { EntityKind, Genres, Top } from '@/lib/shared/analytics/statistics';
import { capitalized } from '@/lib/shared/capitalized';
import type { ReaderFormat } from '@/lib/shared/format';
import { percentLabel } from '@/lib/shared/percent-label';
import { RankedList } from './ranked-list';

/** With that of no known genre: as high as the six albums beside them. */
const GENRE_ROWS = 8;

interface TopCardProps {
  kind: EntityKind;
  top: Top;
  isCompared: boolean;
  format: ReaderFormat;
}

export function TopCard({ kind, top, isCompared, format }: TopCardProps) {
  return (
    <Card id={`${kind}s`} title={capitalized(`${kind}s`)} note="By plays" className={GROWING_LIST}>
      <RankedList entries={top.entries} range={top.range} isCompared={isCompared} format={format} />
      <MoreLink href={topHref(kind, top.range)}>
        {top.total > top.entries.length ? `All ${format.count(top.total, kind)}` : `The ${kind}s by time`}
      </MoreLink>
    </Card>
  );
}

export function GenresCard({ genres, format }: { genres: Genres; format: ReaderFormat }) {
  const most = genres.unknownPlays > 0 ? GENRE_ROWS - 1 : GENRE_ROWS;
  const shown = { ...genres, genres: genres.genres.slice(0, most) };
  return (
    <Card
      id="genres"
      title="Genres"
      className={GROWING_LIST}
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
  /** False where the page says that none of them counts. */
  marksLeftOut: boolean;
  canSync: boolean;
  showsNow: boolean;
  now: Date;
  format: ReaderFormat;
}

export function LastPlayedCard({ plays, marksLeftOut, canSync, showsNow, now, format }: LastPlayedCardProps) {
  return (
    <Card id="last-played" title="Last played" className={GROWING_LIST}>
      {showsNow ? <NowPlayingLine /> : null}
      <RecentPlays
        plays={plays.slice(0, LAST_PLAYED_SHOWN)}
        marksLeftOut={marksLeftOut}
        now={now}
        format={format}
      />
      <MoreLink href="/history">History</MoreLink>
      {canSync ? (
        <div className="mt-4 print:hidden">
          <SyncNowButton locale={format.locale} />
        </div>
      ) : null}
    </Card>
  );
}
