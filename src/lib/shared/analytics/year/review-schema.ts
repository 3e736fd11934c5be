import { z } from 'zod';
import { RecentPlay } from '@/lib/shared/analytics/dashboard';
import { Range } from '@/lib/shared/analytics/range-schema';
import {
  CountedKind,
  Discovery,
  RankedEntry,
  Totals,
  TrendPoint,
  Unit,
} from '@/lib/shared/analytics/statistics';
import { count, day, instant, milliseconds, rowId } from '@/lib/shared/schema-parts';

/** How much of the period the archive has, up to today. */
const Completeness = z.object({
  days: count.describe('Days of the period, up to today.'),
  archivedDays: count.describe('Those that the archive has at all.'),
  incompleteDays: count.describe('Those of them on which plays may be missing.'),
});

/** On the listener's calendar and clock. */
const moment = { day, time: z.string().describe('HH:MM on the listener’s clock.') };

const surpriseOf = <Entry extends z.ZodType>(entry: Entry) =>
  z.discriminatedUnion('kind', [
    z
      .object({ kind: z.literal('loop'), day, plays: count, track: entry })
      .describe('The track that was played most often on one day.'),
    z
      .object({
        kind: z.literal('hour'),
        weekday: count.describe('0 is Monday.'),
        hour: count,
        plays: count,
      })
      .describe(
        'The busiest hour of the week, where no track was played three times a day but on the busiest day.',
      ),
  ]);

/** What a review consists of, with entries of lists and single plays as they are to be shown. */
const reviewOf = <Entry extends z.ZodType, Play extends z.ZodType>(entry: Entry, play: Play) =>
  z.object({
    year: z.int(),
    month: z.int().nullable().describe('1 to 12; null for a whole year.'),
    isOver: z.boolean().describe('False while the period runs.'),
    isFirst: z.boolean().describe('True where nothing before it is archived: then everything counts as new.'),
    completeness: Completeness,
    totals: Totals.omit({ firstPlayAt: true, lastPlayAt: true }),
    change: z
      .number()
      .nullable()
      .describe('Listening time against the period before, up to the same moment; null: not comparable.'),
    artists: z.array(entry).max(5).describe('The most played; tracks and albums too.'),
    tracks: z.array(entry).max(5),
    albums: z.array(entry).max(5),
    unit: Unit.describe('Of `points`: months of a year, weeks of a month.'),
    points: z.array(TrendPoint).max(13),
    first: play,
    last: play,
    discovery: Discovery.omit({ range: true }).extend({ firsts: z.array(entry).max(5) }),
    streak: z
      .object({ days: count, from: day, to: day })
      .describe('The longest streak: days in a row with a play.'),
    busiest: z.object({
      day,
      plays: count,
      listenedMs: milliseconds,
      tracks: z.array(entry).max(3).describe('The most played tracks of the day.'),
    }),
    surprise: surpriseOf(entry),
  });

/** A year or month in review. Days and times are those of the listener's calendar. */
export const YearReview = reviewOf(RankedEntry, RecentPlay.extend(moment))
  .extend({ range: Range, totals: Totals })
  .meta({ id: 'YearReview' });
export type YearReview = z.output<typeof YearReview>;

const publicEntry = z.object({
  kind: CountedKind,
  spotifyId: z.string().nullable(),
  name: z.string(),
  artists: z.array(z.string()),
  imageUrl: z.string().nullable(),
  plays: count,
  listenedMs: milliseconds,
});
const publicPlay = publicEntry.omit({ kind: true, plays: true, listenedMs: true }).extend(moment);

/** As a shared report has it: without ids, and without instants, which would give the time zone away. */
export const reviewSnapshot = reviewOf(publicEntry, publicPlay);

const anyReview = reviewOf(
  publicEntry.extend({ id: rowId.optional() }),
  publicPlay.extend({ trackId: rowId.optional(), playedAt: instant.optional() }),
);
/** What screens show: the listener's own review, with the ids and instants that links need, or a snapshot without them. */
export type ReviewContent = z.output<typeof anyReview>;
export type ReviewEntry = ReviewContent['artists'][number];
export type ReviewPlay = ReviewContent['first'];
