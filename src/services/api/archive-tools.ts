import type { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { z } from 'zod';
import { AppError } from '@/lib/app-error';
import type { Range } from '@/lib/shared/analytics/range';
import { CountedKind } from '@/lib/shared/analytics/statistics';
import { LONGEST_QUERY } from '@/lib/shared/catalogue/longest-query';
import { findOpenGaps } from '@/repositories/archival/archive-gap-repository';
import { CompareQuery, calendarDay, rangeText } from '@/services/analytics/analytics-query';
import { compareRanges } from '@/services/analytics/look-back/compare-ranges';
import { getOnThisDay } from '@/services/analytics/look-back/on-this-day';
import { type ReadDeps, resolved, type StatisticsUser } from '@/services/analytics/read-deps';
import { getTop } from '@/services/analytics/top';
import { getTotals } from '@/services/analytics/totals';
import { searchLibrary } from '@/services/catalogue/search';
import { getHistory } from '@/services/history/history';
import { clipped, clippedArtists, fitting, minutes, toolEntry, toolTotals } from './tool-results';

/** Whose archive the tools read. */
export interface ToolContext {
  deps: ReadDeps;
  user: StatisticsUser;
  appUrl: string;
  /** Receives errors that are not the caller's fault: the protocol's library would tell the caller their message. */
  onFault: (error: unknown) => void;
}

/** A play takes 3 kB if its names are as long as possible. */
const MOST_PLAYS = 25;

const READS = { annotations: { readOnlyHint: true, openWorldHint: false } };
const range = rangeText.prefault('all');
const measure = z.enum(['plays', 'time']).default('plays').describe('What is ranked by.');
const upTo = (most: number) => z.int().min(1).max(most).default(10);

/** Registers the tools that count: totals and top. */
export function registerFigures(server: McpServer, context: ToolContext): void {
  const { deps, user, appUrl } = context;
  server.registerTool(
    'totals',
    {
      ...READS,
      description: 'How much was played in a range of days.',
      inputSchema: z.strictObject({ range }),
    },
    (asked) =>
      answer(context, async () => ({
        ...rangeOf(context, asked.range),
        ...toolTotals(await getTotals(deps, user, asked.range)),
      })),
  );
  server.registerTool(
    'top',
    {
      ...READS,
      description: 'The most played artists, albums or tracks of a range of days.',
      inputSchema: z.strictObject({
        kind: CountedKind.exclude(['release']),
        range,
        by: measure,
        limit: upTo(50),
      }),
    },
    ({ kind, range: asked, ...page }) =>
      answer(context, async () => {
        const { entries, total } = await getTop(deps, user, kind, asked, page);
        const shown = fitting(entries.map((entry) => toolEntry(entry, appUrl)));
        return { ...rangeOf(context, asked), total, ...shown };
      }),
  );
}

/** Registers the tool that compares two ranges. */
export function registerComparison(server: McpServer, context: ToolContext): void {
  const { deps, user, appUrl } = context;
  server.registerTool(
    'compare',
    {
      ...READS,
      description: 'Any two ranges of days beside each other.',
      inputSchema: z.strictObject(CompareQuery.shape),
    },
    (ranges) =>
      answer(context, async () => {
        const { a, b, change } = await compareRanges(deps, user, ranges);
        const side = ({ range: days, counted, perDay, totals, artists }: typeof a) => ({
          ...rangeOf(context, days),
          countedUntil: counted.until,
          ...toolTotals(totals),
          perDay: perDay && { plays: perDay.plays, minutes: minutes(perDay.listenedMs) },
          topArtists: fitting(artists.map((entry) => toolEntry(entry, appUrl))).entries,
        });
        return { a: side(a), b: side(b), change };
      }),
  );
}

/** Registers the tools that look things up: history and search. */
export function registerLookUps(server: McpServer, context: ToolContext): void {
  const { deps, user, appUrl } = context;
  server.registerTool(
    'history',
    {
      ...READS,
      description: 'Plays, newest first. Give `nextCursor` back for the plays before.',
      inputSchema: z.strictObject({
        before: calendarDay.describe('YYYY-MM-DD: its last play comes first.').optional(),
        q: z.string().max(LONGEST_QUERY).describe('Part of the name of a track, album or artist.').optional(),
        cursor: z.string().min(1).max(200).optional(),
        limit: z.int().min(1).max(MOST_PLAYS).default(10),
      }),
    },
    (asked) => answer(context, () => playsOf(deps, user, asked, appUrl)),
  );
  server.registerTool(
    'search',
    {
      ...READS,
      description: 'Artists, albums and tracks that were played and have this in their name.',
      inputSchema: z.strictObject({ q: z.string().trim().min(1).max(LONGEST_QUERY), limit: upTo(20) }),
    },
    ({ q, limit: most }) =>
      answer(context, async () => {
        const { artists, albums, tracks } = await searchLibrary(deps, user, q, most);
        const shown = (entries: typeof artists) =>
          fitting(entries.map((entry) => toolEntry(entry, appUrl))).entries;
        return { artists: shown(artists), albums: shown(albums), tracks: shown(tracks) };
      }),
  );
}

/** Registers the tools about days: on this day, and gaps. */
export function registerDays(server: McpServer, context: ToolContext): void {
  const { deps, user, appUrl } = context;
  server.registerTool(
    'on_this_day',
    {
      ...READS,
      description: 'What was played on the same day of the calendar in earlier years.',
      inputSchema: z.strictObject({
        day: calendarDay.describe('YYYY-MM-DD; today unless given.').optional(),
      }),
    },
    ({ day }) =>
      answer(context, async () => {
        const found = await getOnThisDay(deps, user, day);
        const years = found.years.map(({ listenedMs, tracks, ...rest }) => ({
          ...rest,
          minutes: minutes(listenedMs),
          tracks: tracks.map((entry) => toolEntry(entry, appUrl)),
          link: `${appUrl}/history?from=${rest.day}&to=${rest.day}`,
        }));
        return { day: found.day, years: fitting(years).entries };
      }),
  );
  server.registerTool(
    'gaps',
    {
      ...READS,
      description: 'Stretches of time in which plays may be missing from the archive.',
      inputSchema: z.strictObject({}),
    },
    () => answer(context, async () => ({ gaps: await findOpenGaps(deps.db, user.id) })),
  );
}

type HistoryAsked = Parameters<typeof getHistory>[2];

async function playsOf(deps: ReadDeps, user: StatisticsUser, asked: HistoryAsked, appUrl: string) {
  const { plays, nextCursor, gaps } = await getHistory(deps, user, asked);
  const shown = plays.map(({ playedAt, trackId, name, artists, albumName, listenedMs, isLeftOut }) => ({
    playedAt,
    name: clipped(name),
    artists: clippedArtists(artists),
    album: albumName && clipped(albumName),
    seconds: Math.round(listenedMs / 1000),
    ...(isLeftOut ? { leftOutOfStatistics: true } : {}),
    link: `${appUrl}/track/${trackId}`,
  }));
  return { plays: shown, nextCursor, gaps };
}

/** The days that were counted, and the page that shows them. */
function rangeOf({ deps, user, appUrl }: ToolContext, asked: Range): object {
  const { from, to } = resolved(deps, user, asked);
  const days = new URLSearchParams({ ...(from && { from }), ...(to && { to }) });
  const link = `${appUrl}/dashboard?${days.toString() || 'range=all'}`;
  return { from, to, timeZone: user.timeZone, link };
}

/** A result as text; what a caller did wrong is a result too, so that an assistant can mend it. */
async function answer({ onFault }: ToolContext, work: () => Promise<object>) {
  try {
    return { content: [{ type: 'text' as const, text: JSON.stringify(await work()) }] };
  } catch (error) {
    if (!(error instanceof AppError)) {
      onFault(error);
      throw error;
    }
    return { isError: true, content: [{ type: 'text' as const, text: error.message }] };
  }
}
