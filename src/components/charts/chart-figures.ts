import { isUnarchived } from '@/lib/shared/analytics/archived-time';
import type { Range } from '@/lib/shared/analytics/range';
import { addDays, countDays, weekdayOf } from '@/lib/shared/analytics/range-days';
import type { CalendarDay, TrendPoint, Unit } from '@/lib/shared/analytics/statistics';
import type { Entity } from '@/lib/shared/history/plays-filter';
import { mayMiss } from './lack-label';

/** The data of a chart: what the browser needs to label each mark. */
export type ChartFigures = TrendFigures | WeekFigures | DayFigures | YearFigures;

/** A bar for each stretch of time, from left to right. */
export interface TrendFigures {
  kind: 'trend';
  unit: Unit;
  range: Range;
  points: TrendPoint[];
  /** The listening time of the same stretches of the range before, in ms; null where it was not archived. */
  before: (number | null)[];
  /** Whose plays are counted; null: all plays. */
  entity: Entity | null;
}

/**
 * A cell for each hour of the week: [weekday 0 = Monday][hour 0–23], a row for each day from the first of the week on; null
 * for hours that the days do not have, or not yet.
 */
export interface WeekFigures {
  kind: 'week';
  range: Range;
  /** The day of the first row: 0 for Monday to 6 for Sunday. */
  firstWeekday: number;
  plays: (number | null)[][];
  /** The hours of which nothing was archived, as weekday · 24 + hour. */
  unarchived: number[];
  entity: Entity | null;
}

/** A cell for each day, a column for each week. */
export interface DayFigures {
  kind: 'days';
  /** The day of the first row: 0 for Monday to 6 for Sunday. */
  firstWeekday: number;
  /** The first day, YYYY-MM-DD. */
  from: string;
  /** The plays of that day and of each one after it; null for a day that the zone skipped. */
  plays: (number | null)[];
  /** Days on which plays may be missing, counted from the first. */
  gaps: number[];
  /** The day in which the archive begins, counted from the first; -1 where it is none of them. */
  beginning: number;
  /** Days that were never archived, counted from the first. */
  unarchived: number[];
}

/** A cell for each week, a row for each year: a week belongs to the year of its Thursday. */
export interface YearFigures {
  kind: 'years';
  range: Range;
  /** In order; `day` is the first of its week. */
  weeks: CalendarDay[];
}

/** The position of a mark in its chart, from 0. */
export interface Position {
  column: number;
  row: number;
}

/** From the days of a stretch, in order; null where there are none. */
export function dayFigures(days: CalendarDay[], firstWeekday = 0): DayFigures | null {
  const [first] = days;
  if (!first) return null;
  const from = first.day;
  const last = days.at(-1)?.day ?? from;
  const plays: (number | null)[] = Array.from({ length: countDays(from, last) }, () => null);
  for (const { day, plays: ofDay } of days) plays[countDays(from, day) - 1] = ofDay;
  const whichAre = (isWanted: (day: CalendarDay) => boolean) =>
    days.filter(isWanted).map(({ day }) => countDays(from, day) - 1);
  const [beginning = -1] = whichAre((day) => day.hasBeginning === true);
  return {
    kind: 'days',
    firstWeekday,
    from,
    plays,
    gaps: whichAre(mayMiss),
    beginning,
    unarchived: whichAre(isUnarchived),
  };
}

/** A day of the calendar by its place in `plays`. */
export const dayAt = ({ from }: DayFigures, index: number): string => addDays(from, index);

/** The row of a weekday, 0 for Monday, in a chart whose weeks begin with `firstWeekday`. */
export const weekdayRow = (weekday: number, firstWeekday: number): number => (weekday - firstWeekday + 7) % 7;

/** The weekday of a row, 0 for Monday. */
export const weekdayIn = (row: number, firstWeekday: number): number => (row + firstWeekday) % 7;

/** The position of that day. */
export function dayPosition({ from, firstWeekday }: DayFigures, index: number): Position {
  const place = weekdayRow(weekdayOf(from), firstWeekday) + index;
  return { column: Math.floor(place / 7), row: place % 7 };
}

const thursdayOf = (monday: string): string => addDays(monday, 3);

/** The year of a week, and its number in it from 0. */
export function weekOfYear(monday: string): { year: number; week: number } {
  const thursday = thursdayOf(monday);
  const year = Number(thursday.slice(0, 4));
  return { year, week: Math.floor((countDays(`${thursday.slice(0, 4)}-01-01`, thursday) - 1) / 7) };
}

/** The years of the rows. */
export function yearsOf({ weeks }: YearFigures): number[] {
  const [first, last] = [weeks[0], weeks.at(-1)];
  if (!first || !last) return [];
  const from = weekOfYear(first.day).year;
  return Array.from({ length: weekOfYear(last.day).year - from + 1 }, (_, index) => from + index);
}

/** The position of a week. */
export function weekPosition(figures: YearFigures, monday: string): Position {
  const { year, week } = weekOfYear(monday);
  return { column: week, row: year - (yearsOf(figures)[0] ?? year) };
}

const WEEKS_OF_A_YEAR = 53;

/** Which days a chart is about, as one text. */
export const stretchOf = (figures: ChartFigures): string =>
  figures.kind === 'days' ? `${figures.from} ${figures.plays.length}` : JSON.stringify(figures.range);

export function chartSize(figures: ChartFigures): { columns: number; rows: number } {
  switch (figures.kind) {
    case 'trend':
      return { columns: figures.points.length, rows: 1 };
    case 'week':
      return { columns: 24, rows: 7 };
    case 'years':
      return { columns: WEEKS_OF_A_YEAR, rows: yearsOf(figures).length };
    case 'days':
      return { columns: dayPosition(figures, figures.plays.length - 1).column + 1, rows: 7 };
  }
}

/** The index of the mark at a position: of a bar, hour of the week or day; null where there is none. */
export function markIndex(figures: ChartFigures, { column, row }: Position): number | null {
  const { columns, rows } = chartSize(figures);
  if (column < 0 || row < 0 || column >= columns || row >= rows) return null;
  if (figures.kind === 'trend') return column;
  if (figures.kind === 'week') return hourAt(figures, { column, row }) === null ? null : row * 24 + column;
  if (figures.kind === 'years') return weekIndex(figures, { column, row });
  const index = column * 7 + row - weekdayRow(weekdayOf(figures.from), figures.firstWeekday);
  return typeof figures.plays[index] === 'number' ? index : null;
}

/** The plays of an hour of the week; null where there is no mark. */
export const hourAt = ({ plays, firstWeekday }: WeekFigures, { column, row }: Position): number | null =>
  plays[weekdayIn(row, firstWeekday)]?.[column] ?? null;

/** Whether nothing of an hour of the week was archived: that it has no plays is no silence. */
export const isHourUnarchived = (
  { plays, unarchived }: WeekFigures,
  weekday: number,
  hour: number,
): boolean => plays[weekday]?.[hour] === 0 && unarchived.includes(weekday * 24 + hour);

function weekIndex(figures: YearFigures, { column, row }: Position): number | null {
  const index = figures.weeks.findIndex(({ day }) => {
    const at = weekPosition(figures, day);
    return at.column === column && at.row === row;
  });
  return index < 0 ? null : index;
}

/** Where the keyboard starts: at the latest mark, or the first hour of the week. */
export function firstPosition(figures: ChartFigures): Position {
  if (figures.kind === 'week') return firstHour(figures);
  if (figures.kind === 'trend') return { column: figures.points.length - 1, row: 0 };
  if (figures.kind === 'years') return weekPosition(figures, figures.weeks.at(-1)?.day ?? '');
  return dayPosition(figures, figures.plays.length - 1);
}

function firstHour(figures: WeekFigures): Position {
  const positions = Array.from({ length: 7 * 24 }, (_, place) => ({
    column: place % 24,
    row: Math.floor(place / 24),
  }));
  return positions.find((position) => hourAt(figures, position) !== null) ?? { column: 0, row: 0 };
}

const STEPS: Record<string, Position> = {
  ArrowLeft: { column: -1, row: 0 },
  ArrowRight: { column: 1, row: 0 },
  ArrowUp: { column: 0, row: -1 },
  ArrowDown: { column: 0, row: 1 },
  Home: { column: -1, row: 0 },
  End: { column: 1, row: 0 },
};

/** The mark that a key moves to: the next one in its direction, the last one for Home and End; null for other keys. */
export function positionAfter(figures: ChartFigures, from: Position, key: string): Position | null {
  const step = STEPS[key];
  if (!step) return null;
  const { columns, rows } = chartSize(figures);
  let reached = from;
  let next = from;
  for (let steps = 0; steps < Math.max(columns, rows); steps += 1) {
    next = stepped(figures, next, step);
    if (markIndex(figures, next) === null) continue;
    reached = next;
    if (key.startsWith('Arrow')) break;
  }
  return reached;
}

/** In a calendar the day after the last of a week is at the top of the next column. */
function stepped({ kind }: ChartFigures, from: Position, step: Position): Position {
  const [column, row] = [from.column + step.column, from.row + step.row];
  if (kind !== 'days' || (row >= 0 && row < 7)) return { column, row };
  return { column: column + step.row, row: row < 0 ? 6 : 0 };
}
