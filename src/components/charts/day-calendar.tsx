import { isUnarchived } from '@/lib/shared/analytics/archived-time';
import { dayLabel, fullDay, weekdayNames } from '@/lib/shared/analytics/calendar-days';
import { countDays, firstOfNextMonth } from '@/lib/shared/analytics/range-days';
import type { CalendarDay } from '@/lib/shared/analytics/statistics';
import type { ReaderFormat } from '@/lib/shared/format';
import { CellPicture } from './cell-picture';
import { ChartCursor } from './chart-cursor';
import {
  chartSize,
  type DayFigures,
  dayAt,
  dayFigures,
  dayPosition,
  markIndex,
  weekdayIn,
} from './chart-figures';
import { ChartFrame } from './chart-frame';
import { dayPlaysHref } from './chart-marks';
import { DensityKey } from './density-key';
import type { FigureCell, Figures } from './figure-table';
import { lackLabel, mayMiss } from './lack-label';
import type { TableLink } from './table-link';

/** The width of a cell, in pixels: a single week must not fill the whole card. */
const LARGEST_CELL = 26;
const MOST_MONTHS = 13;

interface DayCalendarProps {
  /** Every day of a stretch, in order. */
  days: CalendarDay[];
  format: ReaderFormat;
  tableLink?: TableLink | undefined;
}

/** A cell for each day, a column for each week; hatched where plays may be missing or nothing was archived. */
export function DayCalendar({ days, format, tableLink }: DayCalendarProps) {
  const figures = dayFigures(days, format.firstWeekday);
  if (!figures) return null;
  const { columns, rows } = chartSize(figures);
  const cells = days.map(({ day, plays, archived }) => {
    const index = countDays(figures.from, day) - 1;
    return { ...dayPosition(figures, index), plays, archived };
  });
  return (
    <ChartFrame
      label={calendarSentence(days, format)}
      caption="Plays by day, the latest week first; ≥ where plays may be missing"
      figures={() => calendarTable(figures, format)}
      tableLink={tableLink}
    >
      <div style={{ maxWidth: columns * LARGEST_CELL }}>
        <MonthLabels figures={figures} locale={format.locale} />
        <ChartCursor
          figures={figures}
          label="Days, a column for each week. Arrow keys move among them, Enter shows the plays."
          locale={format.locale}
        >
          <CellPicture
            cells={cells}
            largest={highOf(days)}
            columns={columns}
            rows={rows}
            className="block w-full"
          />
        </ChartCursor>
      </div>
      <DensityKey lack={lackLabel(days)} />
    </ChartFrame>
  );
}

/** The 95th percentile is darkest, so that one exceptional day does not leave all others pale. */
function highOf(days: CalendarDay[]): number {
  const played = days.flatMap(({ plays }) => (plays > 0 ? [plays] : [])).sort((a, b) => a - b);
  return played[Math.floor(played.length * 0.95)] ?? played.at(-1) ?? 0;
}

function MonthLabels({ figures, locale }: { figures: DayFigures; locale: string }) {
  const { columns } = chartSize(figures);
  const months = firstDaysOfMonths(figures);
  if (months.length > MOST_MONTHS) return null;
  return (
    <div aria-hidden="true" className="relative mb-1 h-4 text-[0.6875rem] leading-4 text-soft">
      {months.map((index, place) => (
        <span
          key={index}
          className={`absolute ${months.length > 6 && place % 2 === 1 ? 'hidden two:inline' : ''}`}
          style={{ left: `${(dayPosition(figures, index).column / columns) * 100}%` }}
        >
          {dayLabel(dayAt(figures, index), locale, { month: 'short' })}
        </span>
      ))}
    </div>
  );
}

/** The first days of months, counted from the first day of the calendar. */
function firstDaysOfMonths({ from, plays }: DayFigures): number[] {
  const indexes: number[] = [];
  let first = from.endsWith('-01') ? from : firstOfNextMonth(from);
  for (let index = countDays(from, first) - 1; index < plays.length; index = countDays(from, first) - 1) {
    indexes.push(index);
    first = firstOfNextMonth(first);
  }
  return indexes;
}

function calendarSentence(days: CalendarDay[], format: ReaderFormat): string {
  const active = days.filter((d) => d.plays > 0).length;
  const archived = days.filter((d) => !isUnarchived(d)).length;
  const gaps = days.filter(mayMiss).length;
  const unarchived = days.length - archived;
  const missing = gaps > 0 ? ` On ${format.count(gaps, 'day')} plays may be missing.` : '';
  const before =
    unarchived > 0
      ? ` ${format.count(unarchived, 'more day')} ${unarchived === 1 ? 'was' : 'were'} not archived.`
      : '';
  return `Every day: music on ${format.number(active)} of ${format.count(archived, 'day')}.${missing}${before}`;
}

/** A row for each week, the latest first, a column for each day of the week. */
function calendarTable(figures: DayFigures, format: ReaderFormat): Figures {
  const { columns } = chartSize(figures);
  const names = weekdayNames(format.locale, 'short');
  const weekdays = names.map((_, row) => names[weekdayIn(row, figures.firstWeekday)] ?? '');
  const starts = Array.from({ length: columns }, (_, week) => week * 7 - dayPosition(figures, 0).row);
  return {
    columns: ['Week of', ...weekdays],
    rows: starts.toReversed().map((start) => ({
      key: dayAt(figures, start),
      cells: [
        fullDay(dayAt(figures, start), format.locale),
        ...weekdays.map((_, weekday) => dayCell(figures, start + weekday, format)),
      ],
    })),
  };
}

function dayCell(figures: DayFigures, index: number, format: ReaderFormat): FigureCell {
  if (markIndex(figures, dayPosition(figures, index)) === null) return '';
  const plays = figures.plays[index] ?? 0;
  const hasGap = figures.gaps.includes(index);
  if (figures.unarchived.includes(index)) return 'not archived';
  const text = `${hasGap ? '≥' : ''}${format.number(plays)}`;
  return { text, href: plays > 0 || hasGap ? dayPlaysHref(dayAt(figures, index)) : null };
}
