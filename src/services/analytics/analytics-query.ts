import { z } from 'zod';
import type { Range } from '@/lib/shared/analytics/range';
import { isCalendarDay } from '@/lib/shared/analytics/range-days';
import { parseRange, parseRangeText } from '@/lib/shared/analytics/range-parse';
import { PRESETS } from '@/lib/shared/analytics/range-presets';
import { EntityKind } from '@/lib/shared/analytics/statistics';
import { PICTURE_NAMES, PICTURE_SHAPES } from '@/lib/shared/analytics/year/screen';
import { LONGEST_QUERY } from '@/lib/shared/catalogue/longest-query';
import { type PlaysFilter, type PlaysFilterInput, parsePlaysFilter } from '@/lib/shared/history/plays-filter';
import { sentCursor } from '@/services/history/cursor';

/** The query strings of the statistics routes. An error names the invalid field. */

const firstDay = z.string().describe('First day, YYYY-MM-DD in the listener’s zone.').optional();
const lastDay = z.string().describe('Last day, YYYY-MM-DD in the listener’s zone.').optional();

const rangeFields = {
  range: z
    .string()
    .describe(`${PRESETS.join(', ')}; or \`from\` and \`to\` instead; all time unless given.`)
    .optional(),
  from: firstDay,
  to: lastDay,
};

type RangeFields = { [field in keyof typeof rangeFields]?: string | undefined };

/** Takes `range`, `from` and `to` together; the other fields stay as they are. */
function readRange<T extends RangeFields>(
  fields: T,
  context: z.core.$RefinementCtx,
): Omit<T, keyof RangeFields> & { range: Range } {
  const { range, from, to, ...rest } = fields;
  const parsed = parseRange({ range, from, to });
  if (parsed.ok) return { ...rest, range: parsed.value };
  const { field, message } = parsed.error;
  context.issues.push({ code: 'custom', message, input: fields, path: [field] });
  return z.NEVER;
}

/** A whole number in the query; '' or '1e3' is none. */
const wholeNumber = (least: number, most: number) =>
  z
    .string()
    .regex(/^\d{1,9}$/, 'must be a whole number')
    .transform(Number)
    .pipe(z.int().min(least).max(most))
    .meta({ type: 'integer', minimum: least, maximum: most });

/** How many entries to answer with, at most; `usual` where nothing is said. */
const limitOf = (most: number, usual: number) =>
  wholeNumber(1, most).default(usual).describe(`How many at most; ${usual} unless given.`);

const by = z.enum(['plays', 'time']).default('plays').describe('What the order follows.');
const text = z.string().max(LONGEST_QUERY);

/** `range`, or `from` and `to`; all time when nothing is given. */
export const RangeQuery = z.object(rangeFields).transform(readRange);

const flag = z
  .enum(['true', 'false'])
  .default('false')
  .transform((text) => text === 'true');

/** What to export, and in which format. `gdpr` is everything stored, for any range. */
export const ExportQuery = z
  .object({
    ...rangeFields,
    format: z
      .enum(['csv', 'json', 'excel'])
      .default('json')
      .describe('`json` can be imported again; `excel` is a table written for the reader’s locale.'),
    gdpr: flag.describe('`true`: everything stored, of all time, as a zip; not for an access token.'),
  })
  .transform(readRange);

const topFields = {
  ...rangeFields,
  by,
  limit: limitOf(50, 20),
  offset: wholeNumber(0, 100_000).default(0).describe('How many to skip first; 0 unless given.'),
};

export const TopQuery = z.object(topFields).transform(readRange);

/** `releases=separate` counts each release of a recording on its own. */
export const TopTracksQuery = z
  .object({
    ...topFields,
    releases: z
      .enum(['together', 'separate'])
      .default('together')
      .describe('Whether all releases of a recording count as one track.'),
  })
  .transform(readRange);

export const TrendsQuery = z
  .object({
    ...rangeFields,
    unit: z
      .enum(['hour', 'day', 'week', 'month', 'year'])
      .describe('What each point stands for; chosen by the length of the range unless given.')
      .optional(),
  })
  .transform(readRange);

const filterFields = {
  from: firstDay,
  to: lastDay,
  kind: z.string().describe('artist, album, track or release; with `id`.').optional(),
  id: z.string().optional(),
  album: z.string().describe('The id of an album: plays of tracks on it.').optional(),
  weekday: z.string().describe('0–6; 0 is Monday.').optional(),
  hour: z.string().describe('0–23').optional(),
  genre: z.string().describe('`unknown`: plays without a known one.').optional(),
  at: z.string().describe('When a play ended, as `playedAt` has it.').optional(),
  until: z.string().describe('With `at`: plays that ended from then to this instant.').optional(),
};

/** Takes the fields of a filter together; the other fields stay as they are. */
function readFilter<T extends PlaysFilterInput>(
  fields: T,
  context: z.core.$RefinementCtx,
): Omit<T, keyof PlaysFilterInput> & { filter: PlaysFilter } {
  const { from, to, kind, id, album, weekday, hour, genre, at, until, ...rest } = fields;
  const parsed = parsePlaysFilter(fields);
  if (parsed.ok) return { ...rest, filter: parsed.value };
  const { field, message } = parsed.error;
  context.issues.push({ code: 'custom', message, input: fields, path: [field] });
  return z.NEVER;
}

export const calendarDay = z
  .string()
  .refine(isCalendarDay, 'must be a day of the calendar, written YYYY-MM-DD');

export const RecentPlaysQuery = z
  .object({
    ...filterFields,
    cursor: sentCursor.optional(),
    before: calendarDay.describe('Its last play comes first.').optional(),
    q: text.optional(),
    short: flag.describe('With plays that are too short to count.'),
    limit: limitOf(100, 50),
  })
  .transform(readFilter);

export const OnThisDayQuery = z.object({
  day: calendarDay.describe('YYYY-MM-DD; the listener’s today unless given.').optional(),
});

export const ForgottenQuery = z.object({
  kind: EntityKind.default('track'),
  limit: limitOf(50, 10),
});

/** A year, or one month of it. */
export const YearQuery = z.object({
  year: wholeNumber(2000, 2099),
  month: wholeNumber(1, 12)
    .optional()
    .transform((month) => month ?? null),
});

export const EntityQuery = z
  .object({ ...rangeFields, kind: EntityKind, id: wholeNumber(1, 999_999_999) })
  .transform(readRange);

/** A picture of a year or month in review. */
export const YearPictureQuery = YearQuery.extend({
  picture: z.enum(PICTURE_NAMES),
  shape: z.enum(PICTURE_SHAPES).default('story'),
});

/** A preset, or `FROM..TO`, of which one may be missing. */
export const rangeText = z
  .string()
  .max(30)
  .describe(`${PRESETS.join(', ')}; or YYYY-MM-DD..YYYY-MM-DD, where one end may be missing.`)
  .transform((text, context): Range => {
    const parsed = parseRangeText(text);
    if (parsed.ok) return parsed.value;
    context.issues.push({ code: 'custom', message: parsed.error.message, input: text });
    return z.NEVER;
  });

export const CompareQuery = z.object({
  a: rangeText.meta({ example: '30d' }),
  b: rangeText.meta({ example: '1y' }),
});

export const SearchQuery = z.object({
  q: text.trim().min(1, 'must not be empty'),
  limit: limitOf(50, 10),
});

export const NoQuery = z.object({});
