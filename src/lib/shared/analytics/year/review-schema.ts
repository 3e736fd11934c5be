import { z } from 'zod';
import { RecentPlay } from '@/lib/shared/analytics/dashboard';
import { Range } from '@/lib/shared/analytics/range-schema';
import { Discovery, RankedEntry, Totals, TrendPoint, Unit } from '@/lib/shared/analytics/statistics';
import { count, day, milliseconds } from '@/lib/shared/schema-parts';

const whole = z.int().min(0);

/** How much of the period the archive has, up to today. */
const Completeness = z.object({
  days: count.describe('Days of the period, up to today.'),
  archivedDays: count.describe('Those that the archive has at all.'),
  incompleteDays: count.describe('Those of them on which plays may be missing.'),
});

const EdgePlay = RecentPlay.extend({
  day,
  time: z.string().describe("HH:MM on the listener's clock."),
});

const Loop = z.object({
  kind: z.literal('loop').describe('The track that was played most often on one day.'),
  day,
  plays: count,
  track: RankedEntry,
});

const Hour = z.object({
  kind: z
    .literal('hour')
    .describe('The busiest hour of the week, where no track was played three times a day.'),
  weekday: whole.describe('0 is Monday.'),
  hour: whole,
  plays: count,
});

const BusiestDay = z.object({
  day,
  plays: count,
  listenedMs: milliseconds,
  tracks: z.array(RankedEntry).describe('The most played tracks of the day, three at most.'),
});

/** A year or month in review. Days and times are those of the listener's calendar. */
export const YearReview = z
  .object({
    year: z.int(),
    month: z.int().nullable().describe('1 to 12; null for a whole year.'),
    range: Range,
    isOver: z.boolean().describe('False while the period runs.'),
    isFirst: z.boolean().describe('True where nothing before it is archived: then everything counts as new.'),
    completeness: Completeness,
    totals: Totals,
    change: z
      .number()
      .nullable()
      .describe('Listening time against the period before, up to the same moment; null: not comparable.'),
    artists: z.array(RankedEntry).describe('The most played, five at most; tracks and albums too.'),
    tracks: z.array(RankedEntry),
    albums: z.array(RankedEntry),
    unit: Unit.describe('Of `points`: months of a year, weeks of a month.'),
    points: z.array(TrendPoint),
    first: EdgePlay,
    last: EdgePlay,
    discovery: Discovery.omit({ range: true }),
    streak: z.object({ days: count, from: day, to: day }).describe('The longest run of days with a play.'),
    busiest: BusiestDay,
    surprise: z.discriminatedUnion('kind', [Loop, Hour]),
  })
  .meta({ id: 'YearReview' });
export type YearReview = z.output<typeof YearReview>;
