import { z } from 'zod';
import { MOST_POINTS } from '@/lib/shared/analytics/chart-unit';
import { PRESETS } from '@/lib/shared/analytics/range-presets';
import { reviewSnapshot } from '@/lib/shared/analytics/year/review-schema';
import { count, instant } from '@/lib/shared/schema-parts';

/**
 * The whole content of a shared report: everything here is public, nothing else of the account is. It is captured once
 * and never changes. Days are YYYY-MM-DD in the time zone of the listener who shared it; the zone itself is not exposed.
 */

const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);
const kind = z.enum(['track', 'artist', 'album']);
const measure = z.enum(['plays', 'time']);

const entry = z.object({
  spotifyId: z.string().nullable(),
  name: z.string(),
  /** Artists of a track or album, in order; empty for an artist. */
  artists: z.array(z.string()),
  imageUrl: z.string().nullable(),
  plays: count,
  /** Milliseconds. */
  listenedMs: count,
});

const list = z.object({
  kind,
  by: measure,
  /** False where the plays of all time are counted regardless of the range. */
  isOfRange: z.boolean(),
  /** Most first. */
  entries: z.array(entry).max(20),
});

/** An artist, album or track. */
const entity = z.object({
  about: z.literal('entity'),
  kind,
  spotifyId: z.string().nullable(),
  name: z.string(),
  artists: z.array(z.string()),
  imageUrl: z.string().nullable(),
  firstPlayedOn: day,
});

export const shareReport = z.object({
  /** Raised when the shape changes incompatibly. */
  version: z.literal(1),
  /** As chosen for this report; may be empty. */
  displayName: z.string().max(50),
  takenOn: day,
  range: z.object({ preset: z.enum(PRESETS).nullable(), from: day, to: day }),
  subject: z.discriminatedUnion('about', [
    z.object({ about: z.literal('listening') }),
    z.object({ about: z.literal('top'), kind, by: measure }),
    entity,
    z.object({ about: z.literal('year'), year: z.int(), month: z.int().nullable() }),
  ]),
  figures: z.object({
    plays: count,
    listenedMs: count,
    /** Null where the report is about one entity. */
    tracks: count.nullable(),
    artists: count.nullable(),
    albums: count.nullable(),
    /** Plays whose listening time is an estimate; null in reports of an entity made before this was counted. */
    estimatedPlays: count.nullable(),
  }),
  /** Listening time against the same number of days before: 0.1 is a tenth more. Null: nothing to compare with. */
  change: z.number().nullable(),
  lists: z.array(list).max(3),
  trend: z.object({
    unit: z.enum(['hour', 'day', 'week', 'month', 'year']),
    points: z
      .array(
        z.object({
          start: z.string().max(13),
          plays: count,
          listenedMs: count,
          archived: z.enum(['all', 'part', 'none']),
          hasBeginning: z.literal(true).optional(),
          isPartial: z.boolean(),
        }),
      )
      .max(MOST_POINTS)
      .describe('Empty where `review` has its own.'),
  }),
  activity: z.object({
    plays: z
      .array(z.array(count).length(24))
      .length(7)
      .describe('By weekday (0 is Monday) and hour. Zeros in a review, which does not show them.'),
    busiest: z.object({ weekday: count, hour: count, plays: count }).nullable(),
    unarchivedHours: z
      .array(z.object({ weekday: count, hour: count }))
      .max(7 * 24)
      .default([])
      .describe('The hours of which the archive had nothing on these days.'),
    archivedDays: count
      .nullable()
      .default(null)
      .describe('How many days of the range the archive had; null in reports made before this was kept.'),
  }),
  /** Most first; shares are of all plays. Null where no genre is known. */
  genres: z
    .object({
      genres: z.array(z.object({ name: z.string(), plays: count, share: z.number() })),
      unknownPlays: count,
      unknownShare: z.number(),
    })
    .nullable(),
  /** Null where the report is not about a year or month in review. */
  review: reviewSnapshot.nullable(),
});

export type ShareReport = z.output<typeof shareReport>;
export type ShareEntry = ShareReport['lists'][number]['entries'][number];
export type ShareList = ShareReport['lists'][number];

/** A report as anyone may read it. */
export const PublicReport = z
  .object({
    shareId: z.string(),
    title: z.string(),
    description: z.string().nullable(),
    dateRange: z.string().describe('A preset, `YYYY-MM-DD..YYYY-MM-DD`, or one of these with an open end.'),
    createdAt: instant,
    isIndexable: z.boolean(),
    report: shareReport.meta({ id: 'ShareReport' }),
  })
  .meta({ id: 'PublicReport' });
export type PublicReport = z.output<typeof PublicReport>;
