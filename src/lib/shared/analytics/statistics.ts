import { z } from 'zod';
import { count, day, instant, milliseconds, rank, rowId, share } from '@/lib/shared/schema-parts';
import { OpenGap, RecentPlay } from './dashboard';
import { ComparedRange, Range } from './range-schema';

/** The statistics as plain JSON. Instants are ISO 8601 UTC, days are YYYY-MM-DD in the listener's zone. */

export const Totals = z
  .object({
    plays: count,
    listenedMs: milliseconds,
    tracks: count,
    artists: count,
    albums: count,
    firstPlayAt: instant.nullable(),
    lastPlayAt: instant.nullable(),
    estimatedPlays: count.describe('Plays whose listening time is an estimate.'),
  })
  .meta({ id: 'Totals' });
export type Totals = z.output<typeof Totals>;

/** A track is a recording: all releases of it that the listener does not keep apart. Its id is that of any of them. */
export const EntityKind = z.enum(['track', 'artist', 'album']);
export type EntityKind = z.output<typeof EntityKind>;

/** What plays are counted by; a release is one track id of Spotify's. */
export const CountedKind = z.enum(['track', 'artist', 'album', 'release']);
export type CountedKind = z.output<typeof CountedKind>;

export const RankedEntry = z
  .object({
    kind: CountedKind,
    id: rowId,
    spotifyId: z.string().nullable(),
    name: z.string(),
    artists: z.array(z.string()).describe('Artists of a track or album, in order; empty for an artist.'),
    imageUrl: z.string().nullable(),
    plays: count,
    listenedMs: milliseconds,
    firstPlayedAt: instant.describe('First ever, not only in the range.'),
    rank,
    previousRank: rank
      .nullable()
      .describe(
        'Rank in the previous range; null: not played then, or there is no previous range (all time).',
      ),
  })
  .meta({ id: 'RankedEntry' });
export type RankedEntry = z.output<typeof RankedEntry>;

export const Top = z
  .object({
    range: Range,
    entries: z.array(RankedEntry),
    total: count.describe('How many different ones were played in the range.'),
  })
  .meta({ id: 'Top' });
export type Top = z.output<typeof Top>;

export const Genres = z
  .object({
    range: Range,
    genres: z
      .array(z.object({ name: z.string(), plays: count, share }))
      .describe('A play counts once for each genre of its artists; shares are of all plays in the range.'),
    unknownPlays: count,
    unknownShare: share,
    plays: count,
  })
  .meta({ id: 'Genres' });
export type Genres = z.output<typeof Genres>;

export const ArchivedDays = z.object({
  days: count.describe('How many days of the range the listener’s calendar has up to today.'),
  archivedDays: count.describe('How many of them the archive has, at least in part.'),
});
export type ArchivedDays = z.output<typeof ArchivedDays>;

export const PlaysByHour = z
  .object({
    range: Range,
    timeZone: z.string(),
    plays: z.array(z.array(count)).describe('By weekday (0 is Monday) and hour (0–23).'),
    busiest: z.object({ weekday: count, hour: count, plays: count }).nullable(),
    unarchivedHours: z
      .array(z.object({ weekday: count, hour: count }))
      .describe('The hours of which the archive has nothing on these days.'),
  })
  .meta({ id: 'PlaysByHour' });
export type PlaysByHour = z.output<typeof PlaysByHour>;

export const Activity = PlaysByHour.extend(ArchivedDays.shape).meta({ id: 'Activity' });
export type Activity = z.output<typeof Activity>;

export const Unit = z.enum(['hour', 'day', 'week', 'month', 'year']);
export type Unit = z.output<typeof Unit>;

/** How much of a stretch of days the archive has. */
export const Archived = z
  .enum(['all', 'part', 'none'])
  .describe(
    'How much of it the archive has. `part`: plays may be missing, because of a gap or because the archive begins or ends in it; `none`: nothing of it was ever archived.',
  );
export type Archived = z.output<typeof Archived>;

const WEEKS =
  'Weeks begin on the first day of the reader’s week: by the locale of the account, else by Accept-Language; on Monday where neither says.';

export const hasBeginning = z
  .literal(true)
  .optional()
  .describe('The archive begins in it, and lacks nothing of it from then on. Absent otherwise.');

export const CalendarDay = z.object({
  day,
  plays: count,
  listenedMs: milliseconds,
  archived: Archived,
  hasBeginning,
  isPartial: z.boolean().describe('The day is not over, or the range cuts the week or month.'),
});
export type CalendarDay = z.output<typeof CalendarDay>;

/** Every day of the range, days without plays included. */
export const Calendar = z
  .object({
    range: Range,
    unit: Unit.describe(
      `What each entry of \`days\` is: a day, or the week or month that begins with it where there are too many days. ${WEEKS}`,
    ),
    days: z.array(CalendarDay),
    activeDays: count.describe('How many days of the range have a play.'),
    archivedDays: count.describe(
      'How many days of the range, up to today, the archive has, at least in part.',
    ),
  })
  .meta({ id: 'Calendar' });
export type Calendar = z.output<typeof Calendar>;

const change = z.number().nullable();

export const Comparison = z
  .object({
    range: Range,
    previousRange: ComparedRange.nullable().describe(
      'The range before, up to the same moment where the range is not over; null for all time.',
    ),
    current: Totals,
    previous: Totals.nullable(),
    change: z
      .object({ plays: change, listenedMs: change, tracks: change, artists: change })
      .describe(
        'current / previous - 1; null where there is nothing to compare with, or where whole days of either range were never archived.',
      ),
  })
  .meta({ id: 'Comparison' });
export type Comparison = z.output<typeof Comparison>;

export const Discovery = z
  .object({
    range: Range,
    newTracks: count,
    newArtists: count,
    newAlbums: count,
    playsOfNew: count.describe('Plays of tracks first played in the range.'),
    playsOfKnown: count.describe('Plays of tracks known before.'),
    firsts: z.array(RankedEntry).describe('The most played of the artists first played in the range.'),
  })
  .meta({ id: 'Discovery' });
export type Discovery = z.output<typeof Discovery>;

export const Streaks = z
  .object({
    current: z
      .object({ days: count, from: day.nullable() })
      .describe('Days in a row up to today, or up to yesterday while today has no play yet.'),
    longest: z.object({ days: count, from: day.nullable(), to: day.nullable() }),
    daysActive: count,
    daysSinceFirst: count.describe(
      'From the day of the first play to today, both included; days that were never archived count too.',
    ),
    ...ArchivedDays.shape,
  })
  .meta({ id: 'Streaks' });
export type Streaks = z.output<typeof Streaks>;

export const TrendPoint = z
  .object({
    start: z.string().describe(`Local start of the bucket: YYYY-MM-DD, or YYYY-MM-DDTHH for hours. ${WEEKS}`),
    plays: count,
    listenedMs: milliseconds,
    archived: Archived,
    hasBeginning,
    isPartial: z.boolean().describe('The range cuts the bucket, or it is not over yet.'),
  })
  .meta({ id: 'TrendPoint' });
export type TrendPoint = z.output<typeof TrendPoint>;

export const Trends = z
  .object({
    range: Range,
    unit: Unit.describe('The unit used: a coarser one than requested where there were too many points.'),
    points: z
      .array(TrendPoint)
      .describe('Complete up to now: buckets without plays are included, with zeros.'),
    previous: z
      .array(TrendPoint)
      .describe(
        'The previous range in the same unit, aligned by index: its weeks begin as far into it. Empty for all time.',
      ),
  })
  .meta({ id: 'Trends' });
export type Trends = z.output<typeof Trends>;

export const Diversity = z
  .object({
    range: Range,
    effectiveArtists: z
      .number()
      .describe(
        'Effective number of artists: N² / Σ nᵢ² (Hill number of order 2), nᵢ the plays of artist i.',
      ),
    artists: count,
    evenness: share.describe('effectiveArtists / artists, 0 to 1; 0 without plays.'),
  })
  .meta({ id: 'Diversity' });
export type Diversity = z.output<typeof Diversity>;

/** Plays with less than 30 minutes between the end of one and the start of the next. */
export const Sessions = z
  .object({
    range: Range,
    sessions: count.describe('Stretches of plays with less than 30 minutes between one and the next.'),
    averageMs: milliseconds,
    longest: z
      .object({ startedAt: instant, endedAt: instant, durationMs: milliseconds, plays: count })
      .nullable(),
  })
  .meta({ id: 'Sessions' });
export type Sessions = z.output<typeof Sessions>;

export const SearchResults = z
  .object({
    query: z.string(),
    isNearest: z.boolean().describe('Nothing has the words in its name; these names come nearest to them.'),
    artists: z.array(RankedEntry),
    albums: z.array(RankedEntry),
    tracks: z.array(RankedEntry),
  })
  .meta({ id: 'SearchResults' });
export type SearchResults = z.output<typeof SearchResults>;

export const HistoryPlay = RecentPlay.extend({
  albumId: rowId.nullable(),
  artistIds: z.array(rowId),
  isCounted: z.boolean().describe('False where it is too short to count; such plays are listed on request.'),
  isLeftOut: z.boolean().describe('An exclusion of the listener leaves it out of statistics.'),
  sources: z
    .array(z.enum(['poll', 'extended_history', 'account_data']))
    .describe('Where it was reported: in Spotify’s list of recent plays, or in files.'),
}).meta({ id: 'HistoryPlay' });
export type HistoryPlay = z.output<typeof HistoryPlay>;

export const HistoryPage = z
  .object({
    plays: z.array(HistoryPlay),
    nextCursor: z
      .string()
      .nullable()
      .describe('Send it to get the plays before the last one here; null at the end.'),
    gaps: z.array(OpenGap).describe('Gaps between the plays of this page or right after its last one.'),
  })
  .meta({ id: 'HistoryPage' });
export type HistoryPage = z.output<typeof HistoryPage>;
