import type { Range } from '@/lib/shared/analytics/range';
import type { Discovery } from '@/lib/shared/analytics/statistics';
import { countDiscoveries, findNewArtists } from '@/repositories/analytics/find-discovery';
import { findTop } from '@/repositories/analytics/find-top';
import { findTotals } from '@/repositories/analytics/find-totals';
import { isAllTime } from '@/repositories/analytics/listener-days';
import { toRankedEntry } from './ranked-entries';
import {
  answerCached,
  daysIn,
  lifetimeWith,
  type ReadDeps,
  resolved,
  type StatisticsUser,
} from './read-deps';

const FIRSTS_LISTED = 10;

/** What was played in the range for the first time, and its share of the listening. */
export function getDiscovery(deps: ReadDeps, user: StatisticsUser, range: Range): Promise<Discovery> {
  const asked = resolved(deps, user, range);
  const ttlSeconds = ({ firsts }: Discovery) => lifetimeWith(firsts);
  return answerCached(deps, user, { name: 'discovery', params: asked, ttlSeconds }, async () => {
    const found = isAllTime(asked) ? await everything(deps, user) : await newIn(deps, user, asked);
    return { range: asked, ...found };
  });
}

async function newIn(deps: ReadDeps, user: StatisticsUser, range: Range): Promise<Omit<Discovery, 'range'>> {
  const [counts, firsts] = await Promise.all([
    countDiscoveries(deps.db, user, daysIn(range)),
    findNewArtists(deps.db, user, daysIn(range), FIRSTS_LISTED),
  ]);
  return { ...counts, firsts: firsts.map((row) => toRankedEntry('artist', row)) };
}

/** Over all time everything was new once, so the rollups have the answer. */
async function everything(deps: ReadDeps, user: StatisticsUser): Promise<Omit<Discovery, 'range'>> {
  const days = { from: null, to: null };
  const [totals, top] = await Promise.all([
    findTotals(deps.db, user, days),
    findTop(deps.db, user, {
      kind: 'artist',
      days,
      previousDays: null,
      by: 'plays',
      limit: FIRSTS_LISTED,
      offset: 0,
    }),
  ]);
  return {
    newTracks: totals.tracks,
    newArtists: totals.artists,
    newAlbums: totals.albums,
    playsOfNew: totals.plays,
    playsOfKnown: 0,
    firsts: top.entries.map((row) => toRankedEntry('artist', row)),
  };
}
