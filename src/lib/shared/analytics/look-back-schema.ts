import { z } from 'zod';
import { count, day, instant, milliseconds, rowId } from '@/lib/shared/schema-parts';
import { OpenGap } from './dashboard';
import { ComparedRange, Range } from './range-schema';
import { Archived, ArchivedDays, EntityKind, hasBeginning, RankedEntry, Totals, Unit } from './statistics';

export const OnThisDay = z
  .object({
    day,
    years: z
      .array(
        z.object({
          day,
          plays: count,
          listenedMs: milliseconds,
          tracks: z.array(RankedEntry).describe('The most played tracks of the day, three at most.'),
        }),
      )
      .describe('The same day of earlier years that has plays, the latest first.'),
  })
  .meta({ id: 'OnThisDay' });
export type OnThisDay = z.output<typeof OnThisDay>;

export const Forgotten = ArchivedDays.extend({
  kind: EntityKind,
  since: day.describe('Not played on this day or later.'),
  entries: z
    .array(RankedEntry.extend({ lastPlayedAt: instant }))
    .describe('Of the 500 most played of all time, with 10 plays or more; most played first.'),
}).meta({ id: 'Forgotten' });
export type Forgotten = z.output<typeof Forgotten>;

const MilestoneTrack = z.object({
  id: rowId,
  name: z.string(),
  artists: z.array(z.string()),
  imageUrl: z.string().nullable(),
});

export const Milestones = z
  .object({
    milestones: z
      .array(
        z.object({
          of: z
            .enum(['plays', 'hours', 'track'])
            .describe('What was counted: all plays, all hours, or the plays of the track.'),
          number: count.describe('Which play it is, or how many hours were full with it.'),
          playedAt: instant,
          track: MilestoneTrack.describe('The release that was played.'),
        }),
      )
      .describe('The latest first.'),
  })
  .meta({ id: 'Milestones' });
export type Milestones = z.output<typeof Milestones>;

const skipped = {
  inFiles: count.describe('Plays in imported files, including those too short to count.'),
  skipped: count.describe('Of them, those that the file calls skipped or that are too short to count.'),
};

export const Skips = z
  .object({
    range: Range.describe(
      'The days that were counted, 366 at most: of a longer range the last ones in imported files.',
    ),
    filesUntil: day.nullable().describe('The last day with a play in imported files; null without one.'),
    unit: Unit,
    ...skipped,
    points: z.array(z.object({ start: day, ...skipped })).describe('Only stretches with plays in files.'),
    artists: z
      .array(z.object({ id: rowId, name: z.string(), imageUrl: z.string().nullable(), ...skipped }))
      .describe('The most often skipped of the artists with 20 or more plays in files, ten at most.'),
  })
  .meta({ id: 'Skips' });
export type Skips = z.output<typeof Skips>;

export const GenresOverTime = z
  .object({
    range: Range.describe('The days that were counted: of a longer range the last 366.'),
    unit: Unit,
    genres: z.array(z.string()).describe('The most played of these days, eight at most.'),
    points: z.array(
      z.object({
        start: day,
        plays: count,
        counts: z
          .array(count)
          .describe('Plays of each of `genres`; a play counts once for each of its genres.'),
        archived: Archived,
        hasBeginning,
        isPartial: z.boolean().describe('The range cuts the week or month, or it is not over yet.'),
      }),
    ),
  })
  .meta({ id: 'GenresOverTime' });
export type GenresOverTime = z.output<typeof GenresOverTime>;

const list = (what: string) =>
  z
    .array(RankedEntry)
    .describe(`The most played ${what}, ten at most; \`previousRank\` is the rank in the other range.`);

const side = ArchivedDays.extend({
  range: Range,
  counted: ComparedRange.describe(
    'What of the range is counted: all of it, but where the other one is as long and not over, only up to the same moment.',
  ),
  totals: Totals,
  perDay: z
    .object({ plays: z.number(), listenedMs: milliseconds })
    .nullable()
    .describe('Averages of the archived days, of today as much as has passed; null without one.'),
  artists: list('artists'),
  tracks: list('tracks'),
});
const change = z.number().nullable();

/** Any two ranges beside each other. */
export const RangePair = z
  .object({
    a: side,
    b: side,
    change: z
      .object({ plays: change, listenedMs: change, tracks: change, artists: change, albums: change })
      .describe(
        'a / b - 1 of the totals; null where b has none, where both do not count as many days, or where whole days of either were never archived.',
      ),
  })
  .meta({ id: 'RangePair' });
export type RangePair = z.output<typeof RangePair>;

export const OpenGaps = z
  .object({ gaps: z.array(OpenGap).describe('The latest 100, newest first.') })
  .meta({ id: 'OpenGaps' });
export type OpenGaps = z.output<typeof OpenGaps>;
