import { thatFit } from '@/lib/answer-size';
import { comparedPair } from '@/lib/shared/analytics/compared-range';
import type { RangePair } from '@/lib/shared/analytics/look-back-schema';
import type { ComparedRange, Range } from '@/lib/shared/analytics/range';
import { addDays } from '@/lib/shared/analytics/range-days';
import { dayStart, localDay } from '@/lib/shared/analytics/range-instants';
import type { RankedEntry } from '@/lib/shared/analytics/statistics';
import { findTop } from '@/repositories/analytics/find-top';
import { findTotals } from '@/repositories/analytics/find-totals';
import type { Days } from '@/repositories/analytics/listener-days';
import { getArchivedDays, isWhole } from '../archived-days';
import { toRankedEntry } from '../ranked-entries';
import { answerCached, type ReadDeps, resolved, type StatisticsUser, todayOf } from '../read-deps';
import { toTotals } from '../totals';

const LIST_LENGTH = 10;

/** Any two ranges beside each other, whatever their lengths, with the ranks that each one's most played have in the other. */
export async function compareRanges(
  deps: ReadDeps,
  user: StatisticsUser,
  ranges: { a: Range; b: Range },
): Promise<RangePair> {
  const [a, b] = [resolved(deps, user, ranges.a), resolved(deps, user, ranges.b)];
  const [ofA, ofB] = comparedPair([a, b], deps.clock.now(), user.timeZone);
  const question = { name: 'compare', params: [a, b, ofA, ofB, todayOf(deps, user)] };
  const found = await answerCached(deps, user, question, async () => {
    const [first, second] = await Promise.all([sideOf(deps, user, ofA, ofB), sideOf(deps, user, ofB, ofA)]);
    return { a: { range: a, ...first }, b: { range: b, ...second }, change: changes(first, second) };
  });
  const withAverages = (side: typeof found.a) => ({ ...side, perDay: averages(deps, user, side) });
  return { ...found, a: withAverages(found.a), b: withAverages(found.b) };
}

type Counted = Omit<RangePair['a'], 'range' | 'perDay'>;

async function sideOf(
  deps: ReadDeps,
  user: StatisticsUser,
  counted: ComparedRange,
  other: ComparedRange,
): Promise<Counted> {
  const [totals, artists, tracks, days] = await Promise.all([
    findTotals(deps.db, user, plainDays(counted)),
    mostPlayed(deps, user, 'artist', counted, other),
    mostPlayed(deps, user, 'track', counted, other),
    getArchivedDays(deps, user, counted),
  ]);
  return { counted, ...days, totals: toTotals(totals), artists, tracks };
}

const plainDays = ({ from, to, until }: ComparedRange): Days => ({ from, to, until });

async function mostPlayed(
  deps: ReadDeps,
  user: StatisticsUser,
  kind: 'artist' | 'track',
  counted: ComparedRange,
  other: ComparedRange,
): Promise<RankedEntry[]> {
  const { entries } = await findTop(deps.db, user, {
    kind,
    days: plainDays(counted),
    previousDays: plainDays(other),
    by: 'plays',
    limit: LIST_LENGTH,
    offset: 0,
  });
  return thatFit(
    entries.map((entry) => toRankedEntry(kind, entry)),
    LIST_LENGTH,
  );
}

/** Ranges of different lengths, or archived only in part, have no change to compare. */
function changes(a: Counted, b: Counted): RangePair['change'] {
  const isComparable = isWhole(a) && isWhole(b) && a.days === b.days;
  const change = (of: keyof RangePair['change']) =>
    isComparable && b.totals[of] > 0 ? a.totals[of] / b.totals[of] - 1 : null;
  return {
    plays: change('plays'),
    listenedMs: change('listenedMs'),
    tracks: change('tracks'),
    artists: change('artists'),
    albums: change('albums'),
  };
}

/** Averages of a day that the archive has; null where no time of one has passed. */
function averages(deps: ReadDeps, user: StatisticsUser, side: Counted): RangePair['a']['perDay'] {
  const { archivedDays, totals } = side;
  // Where some days of a range were never archived, their number does not tell whether today is among them.
  const days = isWhole(side) ? archivedDays - restOfLastDay(deps, user, side.counted) : archivedDays;
  // Less than none: a range that is yet to come.
  if (days <= 0) return null;
  return { plays: totals.plays / days, listenedMs: Math.round(totals.listenedMs / days) };
}

/** How much of the last counted day is yet to come or does not count, 0 to less than 1. */
function restOfLastDay(deps: ReadDeps, { timeZone }: StatisticsUser, { to, until }: ComparedRange): number {
  const end = until ? new Date(until) : deps.clock.now();
  const day = localDay(end, timeZone);
  if (until === null && to !== null && to < day) return 0;
  const [start, next] = [dayStart(day, timeZone), dayStart(addDays(day, 1), timeZone)];
  return Math.min(1, (next.getTime() - end.getTime()) / (next.getTime() - start.getTime()));
}
