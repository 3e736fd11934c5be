import { Group } from '@visx/group';
import { scaleBand } from '@visx/scale';
import { Bar } from '@visx/shape';
import type { ReaderFormat } from '@/lib/shared/format';
import { addDays, countDays } from '@/lib/shared/range-days';
import type { CalendarDay } from '@/lib/shared/statistics';
import { dayWords, weekdayOf } from './calendar-days';
import { ChartFrame, type ChartTable } from './chart-frame';
import { densityFill } from './density';
import { DensityKey } from './density-key';
import { durationWords } from './duration-words';
import { HatchPattern } from './hatch-pattern';
import { playsHref } from './page-links';

const STEP = 10;
/** Of a cell, in pixels: a week must not fill the whole card. */
const LARGEST_CELL = 26;
const MOST_MONTHS = 13;

interface DayCalendarProps {
  /** Unique on the page. */
  id: string;
  /** Every day of a stretch, in order. */
  days: CalendarDay[];
  format: ReaderFormat;
}

/** A cell for each day, a column for each week from Monday on; hatched where plays may be missing. */
export function DayCalendar({ id, days, format }: DayCalendarProps) {
  const [first] = days;
  if (!first) return null;
  const monday = addDays(first.day, -weekdayOf(first.day));
  const weeks = groupByWeek(days, monday);
  const x = scaleBand({ domain: weeks.map((w) => w.index), range: [0, weeks.length * STEP], padding: 0.1 });
  // One long party must not leave every ordinary day pale: the darkest step begins at the 95th of 100 days.
  const largest = highOf(days.map((d) => d.plays));
  return (
    <ChartFrame label={calendarSentence(days, format)} table={calendarTable(days, format)}>
      <div aria-hidden="true" style={{ maxWidth: weeks.length * LARGEST_CELL }}>
        <MonthLabels weeks={weeks} locale={format.locale} />
        <svg
          aria-hidden="true"
          viewBox={`0 0 ${weeks.length * STEP} ${7 * STEP}`}
          className="block w-full [&_a:hover]:opacity-75"
        >
          <HatchPattern id={`${id}-hatch`} size={3} />
          {weeks.map((week) => (
            <Group key={week.index} left={x(week.index)}>
              {week.days.map((day) => (
                <DayCell
                  key={day.day}
                  day={day}
                  size={x.bandwidth()}
                  largest={largest}
                  hatch={`url(#${id}-hatch)`}
                  title={dayTitle(day, format)}
                />
              ))}
            </Group>
          ))}
        </svg>
      </div>
      <DensityKey hasGaps={days.some((d) => d.hasGap)} />
    </ChartFrame>
  );
}

function highOf(values: number[]): number {
  const played = values.filter((value) => value > 0).sort((a, b) => a - b);
  return played[Math.floor(played.length * 0.95)] ?? played.at(-1) ?? 0;
}

interface Week {
  index: number;
  days: CalendarDay[];
}

function groupByWeek(days: CalendarDay[], monday: string): Week[] {
  const weeks: Week[] = [];
  for (const day of days) {
    const index = Math.floor((countDays(monday, day.day) - 1) / 7);
    const week = weeks.at(-1);
    if (week?.index === index) week.days.push(day);
    else weeks.push({ index, days: [day] });
  }
  return weeks;
}

interface DayCellProps {
  day: CalendarDay;
  size: number;
  largest: number;
  hatch: string;
  title: string;
}

function DayCell({ day, size, largest, hatch, title }: DayCellProps) {
  const place = { y: weekdayOf(day.day) * STEP + (STEP - size) / 2, width: size, height: size, rx: 1.6 };
  return (
    <a href={playsHref({ from: day.day, to: day.day })} tabIndex={-1}>
      <title>{title}</title>
      <Bar {...place} className={densityFill(day.plays, largest)} />
      {day.hasGap ? <Bar {...place} fill={hatch} data-gap /> : null}
    </a>
  );
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

function calendarTable(days: CalendarDay[], format: ReaderFormat): ChartTable {
  const hasGaps = days.some((d) => d.hasGap);
  return {
    caption: 'Plays by day, the latest first',
    columns: ['Day', 'Plays', 'Time', ...(hasGaps ? ['Kept'] : [])],
    rows: days.toReversed().map((day) => ({
      key: day.day,
      href: playsHref({ from: day.day, to: day.day }),
      cells: [
        dayName(day.day, format.locale),
        format.number(day.plays),
        durationWords(day.listenedMs, format),
        ...(hasGaps ? [day.hasGap ? 'plays may be missing' : 'all'] : []),
      ],
    })),
  };
}
