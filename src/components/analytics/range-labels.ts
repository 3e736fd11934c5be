import { dayLabel, daySpan, fullDay } from '@/lib/shared/analytics/calendar-days';
import type { Range } from '@/lib/shared/analytics/range';
import { addDays, bucketOf, calendarUnit, countDays, PRESET_DAYS } from '@/lib/shared/analytics/range-days';
import type { Preset } from '@/lib/shared/analytics/range-presets';
import { capitalized } from '@/lib/shared/capitalized';
import { numberFormatter } from '@/lib/shared/formatters';

interface PresetLabels {
  /** On the picker. */
  name: string;
  /** Behind a figure: "1,204 hours in the last 365 days". */
  within: string;
  /** The range that it is compared with. */
  before: string;
  /** In a key: "these 365 days". */
  now: string;
}

const LABELS_WITHOUT_DAYS = {
  '1d': { name: 'Today', within: 'today', before: 'the day before', now: 'today' },
  all: { name: 'All', within: 'of all time', before: '', now: 'all time' },
} as const;

function labelsOf(preset: Preset, locale: string): PresetLabels {
  if (preset === '1d' || preset === 'all') return LABELS_WITHOUT_DAYS[preset];
  const days = daysLabel(PRESET_DAYS[preset], locale);
  return { name: days, within: `in the last ${days}`, before: `the ${days} before`, now: `these ${days}` };
}

const daysLabel = (days: number, locale: string): string =>
  `${numberFormatter(locale, {}).format(days)} days`;

export const presetName = (preset: Preset, locale: string): string => labelsOf(preset, locale).name;

/** "in the last 365 days", "from 1 Mar 2026 to 31 Mar 2026" */
export function rangeWithin(range: Range, locale: string): string {
  return range.preset ? labelsOf(range.preset, locale).within : spanLabel(range, locale);
}

/** "the 365 days before", "the 31 days before", "October 2026" */
export function rangeBefore(range: Range, locale: string): string {
  if (range.preset) return labelsOf(range.preset, locale).before;
  const unit = calendarUnit(range);
  if (unit && range.from) return unitLabel(bucketOf(addDays(range.from, -1), unit), unit, locale);
  if (!range.from || !range.to) return 'the time before';
  const days = countDays(range.from, range.to);
  return days === 1 ? 'the day before' : `the ${daysLabel(days, locale)} before`;
}

/** "these 365 days", "November 2026", "this day", "these days": short, for the key of a chart. */
export function rangeNow(range: Range, locale: string): string {
  if (range.preset) return labelsOf(range.preset, locale).now;
  return (
    calendarLabel(range, locale) ??
    (range.from !== null && range.from === range.to ? 'this day' : 'these days')
  );
}

/** "November 2026" or "2026" for a whole month or year; null for other days. */
export function calendarLabel(range: Range, locale: string): string | null {
  const unit = calendarUnit(range);
  return unit && range.from ? unitLabel(range.from, unit, locale) : null;
}

const unitLabel = (day: string, unit: 'month' | 'year', locale: string): string =>
  dayLabel(day, locale, { year: 'numeric', ...(unit === 'month' && { month: 'long' }) });

/** "The last 365 days" as a note under a heading; starts with a capital. */
export function rangeNote(range: Range, locale: string): string {
  const words = rangeWithin(range, locale).replace(/^(in the|of) /, '');
  return capitalized(words);
}

/** "last 365 days", "all time", "March 2026", "5 – 31 Jan 2026": for the title of a tab. */
export function rangeTitle(range: Range, locale: string): string {
  const { preset, from, to } = range;
  if (preset === null && from && to) return calendarLabel(range, locale) ?? daySpan(from, to, locale);
  return rangeWithin(range, locale).replace(/^(in the|of|on) /, '');
}

/** Whether no day of it has begun. `today`: the listener's, YYYY-MM-DD. */
export const isAhead = ({ from }: Pick<Range, 'from'>, today: string): boolean =>
  from !== null && from > today;

function spanLabel(range: Range, locale: string): string {
  const { from, to } = range;
  const whole = calendarLabel(range, locale);
  if (whole) return `in ${whole}`;
  if (from && from === to) return `on ${fullDay(from, locale)}`;
  if (from && to) return `from ${fullDay(from, locale)} to ${fullDay(to, locale)}`;
  if (from) return `since ${fullDay(from, locale)}`;
  return to ? `until ${fullDay(to, locale)}` : LABELS_WITHOUT_DAYS.all.within;
}
