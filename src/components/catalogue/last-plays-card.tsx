import { rangeNote } from '@/components/analytics/range-labels';
import { playsHref } from '@/components/shell/page-links';
import { Card } from '@/components/ui/card';
import { MoreLink } from '@/components/ui/more-link';
import { PageLink } from '@/components/ui/page-link';
import { longDay } from '@/lib/shared/analytics/calendar-days';
import type { EntityPage } from '@/lib/shared/catalogue/entity-page';
import type { ReaderFormat } from '@/lib/shared/format';

interface LastPlaysCardProps {
  page: Pick<EntityPage, 'kind' | 'id' | 'lastPlays' | 'trend'>;
  format: ReaderFormat;
}

/** When a track was played last on the chosen days. A day leads to everything that was played on it. */
export function LastPlaysCard({ page: { kind, id, lastPlays, trend }, format }: LastPlaysCardProps) {
  const { range, points } = trend;
  const plays = points.reduce((sum, point) => sum + point.plays, 0);
  return (
    <Card id="last-plays" title="Last played" note={rangeNote(range, format.locale)}>
      <ul>
        {lastPlays.map((at) => (
          <LastPlay key={at} at={at} format={format} />
        ))}
      </ul>
      {plays > lastPlays.length ? (
        <MoreLink href={playsHref({ entity: { kind, id }, from: range.from, to: range.to })}>
          All {format.count(plays, 'play')}
        </MoreLink>
      ) : null}
    </Card>
  );
}

function LastPlay({ at, format }: { at: string; format: ReaderFormat }) {
  const day = format.dayKey(at);
  return (
    <li className="flex items-baseline justify-between gap-4 border-t border-line py-2 first:border-t-0 first:pt-0">
      <PageLink href={playsHref({ from: day, to: day })} className="inline-block leading-6">
        {longDay(day, format.locale)}
      </PageLink>
      <time dateTime={at} className="text-soft">
        {format.time(at)}
      </time>
    </li>
  );
}
