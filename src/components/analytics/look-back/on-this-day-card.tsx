import { entityHref, playsHref } from '@/components/shell/page-links';
import { Card } from '@/components/ui/card';
import { CoverArt } from '@/components/ui/cover-art';
import { PageLink } from '@/components/ui/page-link';
import { fullDay } from '@/lib/shared/analytics/calendar-days';
import type { OnThisDay } from '@/lib/shared/analytics/look-back-schema';
import { durationLabel } from '@/lib/shared/duration-labels';
import type { ReaderFormat } from '@/lib/shared/format';

const ALL = { preset: 'all', from: null, to: null } as const;

interface OnThisDayCardProps {
  onThisDay: OnThisDay;
  /** How many years at most, the latest first. */
  most: number;
  format: ReaderFormat;
}

/** What was played on this day of the calendar, a row a year; nothing where there is no such year. */
export function OnThisDayCard({ onThisDay: { day, years }, most, format }: OnThisDayCardProps) {
  if (years.length === 0) return null;
  return (
    <Card id="on-this-day" title="On this day">
      <ul className="grid gap-3">
        {years.slice(0, most).map((year) => (
          <YearRow key={year.day} {...{ year, format }} ago={yearOf(day) - yearOf(year.day)} />
        ))}
      </ul>
    </Card>
  );
}

const yearOf = (day: string): number => Number(day.slice(0, 4));

interface YearRowProps {
  year: OnThisDay['years'][number];
  ago: number;
  format: ReaderFormat;
}

/** The day leads to exactly its plays, the track to its own page. */
function YearRow({ year: { day, plays, listenedMs, tracks }, ago, format }: YearRowProps) {
  const [most] = tracks;
  const figures = `${format.count(plays, 'play')}, ${durationLabel(listenedMs, format)}`;
  return (
    <li className="grid grid-cols-[44px_minmax(0,1fr)] items-center gap-3">
      <CoverArt imageUrl={most?.imageUrl ?? null} name={most?.name ?? ''} />
      <span className="grid min-w-0 leading-[1.35]">
        <span>
          <PageLink
            href={playsHref({ from: day, to: day })}
            title={fullDay(day, format.locale)}
            className="leading-6 font-[550] no-underline hover:underline"
          >
            {format.count(ago, 'year')} ago
          </PageLink>
          <span className="text-soft"> · {figures}</span>
        </span>
        {most ? (
          <PageLink
            href={entityHref('track', most.id, ALL)}
            dir="auto"
            className="truncate text-[13px] leading-6 text-soft no-underline hover:underline"
          >
            {[most.name, ...most.artists.slice(0, 1)].join(' · ')}
          </PageLink>
        ) : null}
      </span>
    </li>
  );
}
