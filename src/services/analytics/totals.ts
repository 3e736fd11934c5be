import { comparedRange } from '@/lib/shared/analytics/compared-range';
import type { Range } from '@/lib/shared/analytics/range';
import type { Comparison, Totals } from '@/lib/shared/analytics/statistics';
import type { Stats } from '@/lib/shared/analytics/stats';
import { findTotals, type TotalsRow } from '@/repositories/analytics/find-totals';
import { beginsWithin, getArchivedDays, isWhole } from './archived-days';
import { answerCached, daysIn, type ReadDeps, resolved, type StatisticsUser } from './read-deps';

/** Totals of the range. All time costs the same for any archive; other ranges cost more with more plays. */
export function getTotals(deps: ReadDeps, user: StatisticsUser, range: Range): Promise<Totals> {
  const asked = resolved(deps, user, range);
  const question = { name: 'totals', params: daysIn(asked) };
  return answerCached(deps, user, question, async () =>
    toTotals(await findTotals(deps.db, user, daysIn(asked))),
  );
}

/** The range compared with the one before it, up to the same moment; all time has nothing to compare with. */
export function getComparison(deps: ReadDeps, user: StatisticsUser, range: Range): Promise<Comparison> {
  const asked = resolved(deps, user, range);
  const before = comparedRange(asked, deps.clock.now(), user.timeZone);
  const question = { name: 'comparison', params: [asked, before] };
  return answerCached(deps, user, question, async () => {
    const [current, previous, isComparable] = await Promise.all([
      findTotals(deps.db, user, daysIn(asked)),
      before && findTotals(deps.db, user, before),
      before !== null && areArchived(deps, user, [asked, before]),
    ]);
    const change = (of: 'plays' | 'listenedMs' | 'tracks' | 'artists') =>
      isComparable && previous && previous[of] > 0 ? current[of] / previous[of] - 1 : null;
    return {
      range: asked,
      previousRange: before,
      current: toTotals(current),
      previous: previous && toTotals(previous),
      change: {
        plays: change('plays'),
        listenedMs: change('listenedMs'),
        tracks: change('tracks'),
        artists: change('artists'),
      },
    };
  });
}

/** What is archived only in part cannot be compared, nor a range whose first day had begun before the archive. */
async function areArchived(deps: ReadDeps, user: StatisticsUser, ranges: Range[]): Promise<boolean> {
  const found = await Promise.all(
    ranges.map(async (range) => {
      const isCut = range.from !== null && (await beginsWithin(deps, user, range.from));
      return !isCut && isWhole(await getArchivedDays(deps, user, range));
    }),
  );
  return found.every(Boolean);
}

/** As answers have it. */
export const toTotals = (row: TotalsRow): Totals => ({
  ...row,
  firstPlayAt: row.firstPlayAt?.toISOString() ?? null,
  lastPlayAt: row.lastPlayAt?.toISOString() ?? null,
});

/** The same totals under the names that GET /api/stats answers with. */
export const toStats = (totals: Totals): Stats => ({
  totalPlays: totals.plays,
  uniqueTracks: totals.tracks,
  uniqueArtists: totals.artists,
  uniqueAlbums: totals.albums,
  listeningTimeMs: totals.listenedMs,
  isEstimate: totals.estimatedPlays > 0,
  firstPlayAt: totals.firstPlayAt,
  lastPlayAt: totals.lastPlayAt,
});
