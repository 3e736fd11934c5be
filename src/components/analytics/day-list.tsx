import { dayPlaysHref } from '@/components/charts/chart-marks';
import { lackOf } from '@/components/charts/lack-label';
import { PlayBar } from '@/components/charts/play-bar';
import { PageLink } from '@/components/ui/page-link';
import { isUnarchived } from '@/lib/shared/analytics/archived-time';
import { dayLabel } from '@/lib/shared/analytics/calendar-days';
import type { CalendarDay } from '@/lib/shared/analytics/statistics';
import { durationLabel } from '@/lib/shared/duration-labels';
import { type ReaderFormat, SEPARATOR } from '@/lib/shared/format';

/**
 * A few days, one below the other, the latest first: a calendar of them would be nearly empty. A bar is as long as the listening
 * time that stands beside its name.
 */
export function DayList({ days, format }: { days: CalendarDay[]; format: ReaderFormat }) {
  const largest = Math.max(0, ...days.map(({ listenedMs }) => listenedMs));
  return (
    <ul className="grid gap-3">
      {days.toReversed().map((day) => (
        <li key={day.day} className="grid gap-1">
          <span className="flex justify-between gap-3">
            <DayName day={day} format={format} />
            <span className="text-right text-soft">{figuresOf(day, format)}</span>
          </span>
          <PlayBar value={day.listenedMs} largest={largest} isFromLeft />
        </li>
      ))}
    </ul>
  );
}

/** Leads to the plays of the day; of one that was never archived there are none. */
function DayName({ day, format }: { day: CalendarDay; format: ReaderFormat }) {
  const name = dayLabel(day.day, format.locale, { weekday: 'long', day: 'numeric', month: 'short' });
  if (isUnarchived(day)) return <span className="whitespace-nowrap">{name}</span>;
  return (
    <PageLink href={dayPlaysHref(day.day)} className="min-h-6 whitespace-nowrap no-underline hover:underline">
      {name}
    </PageLink>
  );
}

/** "50 min · 12 plays", "no music", "not archived", "7 min · 2 plays · archive begins here" */
function figuresOf(day: CalendarDay, format: ReaderFormat): string {
  if (isUnarchived(day)) return 'not archived';
  const { plays, listenedMs } = day;
  const lack = lackOf(day);
  return (
    [
      ...(plays > 0 ? [durationLabel(listenedMs, format), format.count(plays, 'play')] : []),
      ...(lack === null ? [] : [lack]),
    ].join(SEPARATOR) || 'no music'
  );
}
