import { EntityLink } from '@/components/catalogue/entity-link';
import { entityHref, playsHref } from '@/components/shell/page-links';
import { Card, GROWING_LIST } from '@/components/ui/card';
import { CoverArt } from '@/components/ui/cover-art';
import { Names } from '@/components/ui/named';
import { PageLink } from '@/components/ui/page-link';
import { fullDay } from '@/lib/shared/analytics/calendar-days';
import type { OnThisDay } from '@/lib/shared/analytics/look-back-schema';
import { ALL_TIME } from '@/lib/shared/analytics/range-presets';
import { durationLabel } from '@/lib/shared/duration-labels';
import { type ReaderFormat, SEPARATOR } from '@/lib/shared/format';

interface OnThisDayCardProps {
  onThisDay: OnThisDay;
  /** How many years at most, the latest first. */
  most: number;
  format: ReaderFormat;
}

/** What was played on this day of the calendar, year by year; nothing where there is no such year. */
export function OnThisDayCard({ onThisDay: { day, years }, most, format }: OnThisDayCardProps) {
  if (years.length === 0) return null;
  const shown = years.slice(0, most);
  return (
    <Card id="on-this-day" title="On this day" className={GROWING_LIST}>
      <ul className="grid grow gap-4">
        {shown.map((year) => (
          <YearRow
            key={year.day}
            year={year}
            format={format}
            ago={yearOf(day) - yearOf(year.day)}
            tracks={shown.length > FEW_YEARS ? 1 : year.tracks.length}
          />
        ))}
      </ul>
    </Card>
  );
}

/** So few leave room for more than the one track of each. */
const FEW_YEARS = 2;

const yearOf = (day: string): number => Number(day.slice(0, 4));

interface YearRowProps {
  year: OnThisDay['years'][number];
  ago: number;
  /** How many of its tracks are shown. */
  tracks: number;
  format: ReaderFormat;
}

/** The day leads to exactly its plays, each track to its own page. */
function YearRow({ year: { day, plays, listenedMs, tracks: played }, ago, tracks, format }: YearRowProps) {
  const figures = `${format.count(plays, 'play')}, ${durationLabel(listenedMs, format)}`;
  return (
    <li className="grid content-start gap-2">
      <span>
        <PageLink
          href={playsHref({ from: day, to: day })}
          title={fullDay(day, format.locale)}
          className="inline-block leading-6 font-[550] no-underline hover:underline"
        >
          {format.count(ago, 'year')} ago
        </PageLink>
        <span className="text-soft">{`${SEPARATOR}${figures}`}</span>
      </span>
      <ul className="grid gap-2">
        {played.slice(0, tracks).map(({ id, imageUrl, name, artists }) => (
          <li key={id} className="grid grid-cols-[44px_minmax(0,1fr)] items-center gap-3">
            <CoverArt imageUrl={imageUrl} name={name} />
            <span className="grid min-w-0 leading-[1.35]">
              <EntityLink href={entityHref('track', id, ALL_TIME)} name={name} />
              <span className="line-clamp-2 text-[0.8125rem] text-soft wrap-anywhere two:line-clamp-1">
                <Names names={artists} />
              </span>
            </span>
          </li>
        ))}
      </ul>
    </li>
  );
}
