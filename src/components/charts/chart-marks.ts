import { playsHref } from '@/components/shell/page-links';
import { isUnarchived } from '@/lib/shared/analytics/archived-time';
import { weekdayNames } from '@/lib/shared/analytics/calendar-days';
import type { TrendPoint, Unit } from '@/lib/shared/analytics/statistics';
import { durationLabel } from '@/lib/shared/duration-labels';
import { clockHour, type ReaderFormat, SEPARATOR } from '@/lib/shared/format';
import {
  type ChartFigures,
  type DayFigures,
  dayAt,
  hourAt,
  isHourUnarchived,
  markIndex,
  type Position,
  type TrendFigures,
  type WeekFigures,
  weekdayIn,
  type YearFigures,
} from './chart-figures';
import { BEGINS_HERE, lackOf, MAY_BE_MISSING } from './lack-label';
import { bucketName, bucketPlays } from './trend-labels';

/** The label of a mark and the link to its plays. */
export interface Mark {
  title: string;
  /** Null where there is nothing to show. */
  href: string | null;
}

/** The mark at a position; null where there is none. */
export function markAt(figures: ChartFigures, position: Position, format: ReaderFormat): Mark | null {
  const index = markIndex(figures, position);
  if (index === null) return null;
  switch (figures.kind) {
    case 'trend':
      return trendMark(figures, index, format);
    case 'week':
      return hourMark(figures, position, format);
    case 'years':
      return weekMark(figures, index, format);
    case 'days':
      return dayMark(figures, index, format);
  }
}

function trendMark(figures: TrendFigures, index: number, format: ReaderFormat): Mark | null {
  const point = figures.points[index];
  if (!point) return null;
  const title = bucketTitle(point, figures.unit, format, figures.before[index]);
  return { title, href: bucketHref(point, figures) };
}

/** "week of 11 May 2026: 10 h, 150 plays · 8 h before · plays may be missing", "May 2021: not archived" */
export function bucketTitle(
  point: TrendPoint,
  unit: Unit,
  format: ReaderFormat,
  before: number | null = null,
): string {
  const name = bucketName(point.start, unit, format.locale);
  if (isUnarchived(point)) return `${name}: ${NOT_ARCHIVED}`;
  const lack = lackOf(point);
  const notes = [
    ...(before === null ? [] : [`${durationLabel(before, format)} before`]),
    ...(point.isPartial ? [`part of the ${unit}`] : []),
    ...(lack === null ? [] : [lack]),
  ];
  const figures = `${durationLabel(point.listenedMs, format)}, ${format.count(point.plays, 'play')}`;
  return [`${name}: ${figures}`, ...notes].join(SEPARATOR);
}

/** The plays that a bar counts; null where nothing was archived. */
export const bucketHref = (point: TrendPoint, { unit, range, entity }: TrendFigures): string | null =>
  isUnarchived(point) ? null : playsHref({ ...bucketPlays(point.start, unit, range), entity });

function hourMark(figures: WeekFigures, { row, column }: Position, format: ReaderFormat): Mark {
  const weekday = weekdayIn(row, figures.firstWeekday);
  const plays = hourAt(figures, { row, column }) ?? 0;
  const day = weekdayNames(format.locale, 'long')[weekday];
  const figure = isHourUnarchived(figures, weekday, column) ? NOT_ARCHIVED : format.count(plays, 'play');
  return {
    title: `${day}, ${clockHour(column, format.locale)}: ${figure}`,
    href: plays > 0 ? hourHref(figures, weekday, column) : null,
  };
}

/** The plays of one hour of the week. */
export const hourHref = (
  { range: { from, to }, entity }: WeekFigures,
  weekday: number,
  hour: number,
): string => playsHref({ from, to, weekday, hour, entity });

function dayMark(figures: DayFigures, index: number, format: ReaderFormat): Mark {
  const day = dayAt(figures, index);
  const plays = figures.plays[index] ?? 0;
  const hasGap = figures.gaps.includes(index);
  const lack = index === figures.beginning ? BEGINS_HERE : hasGap ? MAY_BE_MISSING : null;
  const name = bucketName(day, 'day', format.locale);
  if (figures.unarchived.includes(index)) return { title: `${name}: ${NOT_ARCHIVED}`, href: null };
  return {
    title: `${name}: ${format.count(plays, 'play')}${lack ? `${SEPARATOR}${lack}` : ''}`,
    href: plays > 0 || hasGap ? dayPlaysHref(day) : null,
  };
}

function weekMark({ weeks, range }: YearFigures, index: number, format: ReaderFormat): Mark | null {
  const week = weeks[index];
  if (!week) return null;
  const title = bucketTitle({ ...week, start: week.day }, 'week', format);
  return { title, href: week.plays > 0 ? weekHref(week.day, range) : null };
}

/** The plays of a week that lie within the range. */
export const weekHref = (start: string, range: YearFigures['range']): string =>
  playsHref(bucketPlays(start, 'week', range));

/** The plays of one day. */
export const dayPlaysHref = (day: string): string => playsHref({ from: day, to: day });

const NOT_ARCHIVED = 'not archived';
