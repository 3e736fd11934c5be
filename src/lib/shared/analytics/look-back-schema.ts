import { z } from 'zod';
import { count, day, instant, milliseconds } from '@/lib/shared/schema-parts';
import { OpenGap } from './dashboard';
import { Range } from './range-schema';
import { EntityKind, RankedEntry, Totals } from './statistics';

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

export const Forgotten = z
  .object({
    kind: EntityKind,
    since: day.describe('Not played on this day or later.'),
    entries: z
      .array(RankedEntry.extend({ lastPlayedAt: instant }))
      .describe('Of the 500 most played of all time, with 10 plays or more; most played first.'),
  })
  .meta({ id: 'Forgotten' });
export type Forgotten = z.output<typeof Forgotten>;

const list = (what: string) =>
  z
    .array(RankedEntry)
    .describe(`The most played ${what}, ten at most; \`previousRank\` is the rank in the other range.`);

const side = z.object({
  range: Range,
  days: count.describe('How many days of the range the listener’s calendar has up to today.'),
  totals: Totals,
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
      .describe('a / b - 1; null where b has none.'),
  })
  .meta({ id: 'RangePair' });
export type RangePair = z.output<typeof RangePair>;

export const OpenGaps = z
  .object({ gaps: z.array(OpenGap).describe('The latest 100, newest first.') })
  .meta({ id: 'OpenGaps' });
export type OpenGaps = z.output<typeof OpenGaps>;
