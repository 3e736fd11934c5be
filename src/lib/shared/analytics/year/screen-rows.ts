import { isUnarchived } from '@/lib/shared/analytics/archived-time';
import { dayLabel } from '@/lib/shared/analytics/calendar-days';
import { addDays, lastDayOf } from '@/lib/shared/analytics/range-days';
import { durationLabel } from '@/lib/shared/duration-labels';
import { clockHour, type ReaderFormat } from '@/lib/shared/format';
import { dateFormatter, unbroken } from '@/lib/shared/formatters';
import { reviewRange } from './review-period';
import type { ReviewContent, ReviewEntry, ReviewPlay } from './review-schema';
import type { ScreenBar, ScreenRow, Target } from './screen';

type Days = { from: string | null; to: string | null };

/** "12 May" */
export const dayInYear = (day: string, { locale }: ReaderFormat): string =>
  unbroken(dayLabel(day, locale, { day: 'numeric', month: 'long' }));

/** "29 and 30 November", "12 to 14 November", "12 June to 2 August": the words are English, the parts of the days the reader's. */
export function daysInYear(from: string, to: string, format: ReaderFormat): string {
  const days = dateFormatter(format.locale, { timeZone: 'UTC', day: 'numeric', month: 'long' });
  const parts = days.formatRangeToParts(Date.parse(from), Date.parse(to));
  const between = parts.findLastIndex(
    ({ source }, index) => source === 'shared' && parts[index + 1]?.source === 'endRange',
  );
  const word = addDays(from, 1) === to ? ' and ' : ' to ';
  return unbroken(parts.map(({ value }, index) => (index === between ? word : value)).join(''));
}

/** "Tuesday 12 May" */
export const weekdayInYear = (day: string, { locale }: ReaderFormat): string =>
  unbroken(dayLabel(day, locale, { weekday: 'long', day: 'numeric', month: 'long' }));

/** "21:00 and 22:00" */
export const hourAround = (hour: number, { locale }: ReaderFormat): string =>
  `${clockHour(hour, locale)} and ${clockHour((hour + 1) % 24, locale)}`;

const playsOf = ({ kind, id }: Pick<ReviewEntry, 'kind' | 'id'>, { from, to }: Days): Target | null =>
  id === undefined ? null : { to: 'plays', filter: { entity: { kind, id }, from, to } };

/** An entry of a list with its plays in these days. */
export const rowOf = (entry: ReviewEntry, days: Days, format: ReaderFormat): ScreenRow => ({
  kind: entry.kind,
  id: entry.id,
  spotifyId: entry.spotifyId,
  imageUrl: entry.imageUrl,
  name: entry.name,
  detail: entry.artists.join(', ') || durationLabel(entry.listenedMs, format),
  figure: format.count(entry.plays, 'play'),
  target: playsOf(entry, days),
});

/** A single play; the sentence above says its moment, and leads to it. */
export const playRow = (play: ReviewPlay): ScreenRow => ({
  kind: 'track',
  id: play.trackId,
  spotifyId: play.spotifyId,
  imageUrl: play.imageUrl,
  name: play.name,
  detail: play.artists.join(', '),
  figure: '',
  target: null,
});

// A track can be played often on that day: the instant tells its plays apart.
export const playAlone = ({ trackId: id, playedAt: at }: ReviewPlay): Target | null =>
  id === undefined || at === undefined
    ? null
    : { to: 'plays', filter: { entity: { kind: 'track', id }, at } };

/** The months of a year or the weeks of a month, each with the days of it that the period has. */
export function barsOf(review: ReviewContent, format: ReaderFormat): ScreenBar[] {
  const period = reviewRange(review);
  return review.points.map((point) => {
    const last = lastDayOf(point.start, review.unit);
    const from = point.start < period.from ? period.from : point.start;
    const to = last > period.to ? period.to : last;
    const isRunning = !review.isOver && point === review.points.at(-1);
    return {
      label: barLabel(from, to, review, format),
      figure: point.plays > 0 ? durationLabel(point.listenedMs, format) : '–',
      value: point.listenedMs,
      note: noteOf(point, isRunning),
      isArchived: !isUnarchived(point),
      isWhole: point.archived === 'all',
      isRunning,
      target: point.plays > 0 ? { to: 'plays', filter: { from, to } } : null,
    };
  });
}

function noteOf(point: ReviewContent['points'][number], isRunning: boolean): string {
  if (isUnarchived(point)) return 'not archived';
  return [...(isRunning ? ['so far'] : []), ...(point.archived === 'all' ? [] : ['in part'])].join(', ');
}

function barLabel(from: string, to: string, { unit }: ReviewContent, { locale }: ReaderFormat): string {
  if (unit === 'month') return dayLabel(from, locale, { month: 'long' });
  const days = dateFormatter(locale, { timeZone: 'UTC', day: 'numeric', month: 'short' });
  return days.formatRange(Date.parse(from), Date.parse(to));
}
