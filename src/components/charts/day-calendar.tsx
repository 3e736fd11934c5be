import { playsHref } from '@/components/shell/page-links';
import { addDays, countDays } from '@/lib/shared/analytics/range-days';
import type { CalendarDay } from '@/lib/shared/analytics/statistics';
import type { ReaderFormat } from '@/lib/shared/format';
import { dayWords, fullDay, weekdayNames, weekdayOf } from './calendar-days';
import { CellGrid } from './cell-grid';
import { ChartFrame, type ChartTable } from './chart-frame';
import { DensityKey } from './density-key';

/** Of a cell, in pixels: a week must not fill the whole card. */
const LARGEST_CELL = 26;
const MOST_MONTHS = 13;

interface DayCalendarProps {
  /** Every day of a stretch, in order. */
  days: CalendarDay[];
  format: ReaderFormat;
}

/** A cell for each day, a column for each week from Monday on; hatched where plays may be missing. */
export function DayCalendar({ days, format }: DayCalendarProps) {
  const [first] = days;
  if (!first) return null;
  const monday = addDays(first.day, -weekdayOf(first.day));
  const weeks = groupByWeek(days, monday);
  // One long party must not leave every ordinary day pale: the darkest step begins at the 95th of 100 days.
  const largest = highOf(days.map((d) => d.plays));
  const cells = weeks.flatMap(({ index, days: ofWeek }) =>
    ofWeek.map((day) => ({
      column: index,
      row: weekdayOf(day.day),
      plays: day.plays,
      title: dayTitle(day, format),
      href: dayPlays(day),
      hasGap: day.hasGap,
    })),
  );
  return (
    <ChartFrame label={calendarSentence(days, format)} table={calendarTable(weeks, format)}>
      <div aria-hidden="true" style={{ maxWidth: weeks.length * LARGEST_CELL }}>
        <MonthLabels weeks={weeks} locale={format.locale} />
        <CellGrid cells={cells} largest={largest} columns={weeks.length} rows={7} byColumn />
      </div>
      <DensityKey hasGaps={days.some((d) => d.hasGap)} />
    </ChartFrame>
  );
}

const dayPlays = ({ day }: CalendarDay): string => playsHref({ from: day, to: day });

function highOf(values: number[]): number {
  const played = values.filter((value) => value > 0).sort((a, b) => a - b);
  return played[Math.floor(played.length * 0.95)] ?? played.at(-1) ?? 0;
}

interface Week {
  index: number;
  /** As `YYYY-MM-DD`. */
  monday: string;
  days: CalendarDay[];
}

function groupByWeek(days: CalendarDay[], monday: string): Week[] {
  const weeks: Week[] = [];
  for (const day of days) {
    const index = Math.floor((countDays(monday, day.day) - 1) / 7);
    const week = weeks.at(-1);
    if (week?.index === index) week.days.push(day);
    else weeks.push({ index, monday: addDays(monday, index * 7), days: [day] });
  }
  return weeks;
}

function MonthLabels({ weeks, locale }: { weeks: Week[]; locale: string }) {
  const months = weeks.flatMap((week) => {
    const begins = week.days.find(({ day }) => day.endsWith('-01'));
    return begins ? [{ week: week.index, day: begins.day }] : [];
  });
  if (months.length > MOST_MONTHS) return null;
  return (
    <div className="relative mb-1 h-4 text-[11px] leading-4 text-soft">
      {months.map(({ week, day }, position) => (
        <span
          key={day}
          className={`absolute ${months.length > 6 && position % 2 === 1 ? 'hidden two:inline' : ''}`}
          style={{ left: `${(week / weeks.length) * 100}%` }}
        >
          {dayWords(day, locale, { month: 'short' })}
        </span>
      ))}
    </div>
  );
}

const dayName = (day: string, locale: string) =>
  dayWords(day, locale, { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' });

function dayTitle(day: CalendarDay, format: ReaderFormat): string {
  const gap = day.hasGap ? ' · plays may be missing' : '';
  return `${dayName(day.day, format.locale)}: ${format.count(day.plays, 'play')}${gap}`;
}

function calendarSentence(days: CalendarDay[], format: ReaderFormat): string {
  const active = days.filter((d) => d.plays > 0).length;
  const gaps = days.filter((d) => d.hasGap).length;
  const missing = gaps > 0 ? ` On ${format.count(gaps, 'day')} plays may be missing.` : '';
  return `Every day: music on ${format.number(active)} of ${format.count(days.length, 'day')}.${missing}`;
}

/** The same picture in figures: a row for each week, the latest first, with the same links. */
function calendarTable(weeks: Week[], format: ReaderFormat): ChartTable {
  const weekdays = weekdayNames(format.locale, 'short');
  return {
    caption: 'Plays by day, the latest week first; ≥ where plays may be missing',
    columns: ['Week of', ...weekdays],
    rows: weeks.toReversed().map(({ monday, days }) => ({
      key: monday,
      cells: [
        fullDay(monday, format.locale),
        ...weekdays.map((_, weekday) => {
          const day = days.find((d) => weekdayOf(d.day) === weekday);
          if (!day) return '';
          const text = `${day.hasGap ? '≥' : ''}${format.number(day.plays)}`;
          return day.plays === 0 && !day.hasGap ? text : { text, href: dayPlays(day) };
        }),
      ],
    })),
  };
}
