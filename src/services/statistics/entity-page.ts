import 'server-only';
import type { Range } from '@/lib/shared/range';
import { previousRange } from '@/lib/shared/range-days';
import { localDay } from '@/lib/shared/range-instants';
import type { EntityKind, EntityPage, Trends } from '@/lib/shared/statistics';
import { type EntityRow, findEntity } from '@/repositories/play-stats/find-entity';
import {
  type Entity,
  findEntityActivity,
  findEntityCounts,
  findEntityTracks,
} from '@/repositories/play-stats/find-entity-plays';
import { findGapHours } from '@/repositories/play-stats/find-gap-hours';
import { toActivity } from './activity';
import { toRankedEntries } from './ranked-entries';
import {
  answerCached,
  daysIn,
  ONE_HOUR,
  type ReadDeps,
  resolved,
  type StatisticsUser,
  todayOf,
  UNTIL_DETAILS_ARRIVE,
} from './read-deps';
import { shownDays, toTrendPoints } from './trend-points';
import { stepsFor } from './trends';

const TRACKS_TOLD = 10;

/** Everything about one track, artist or album that the listener has played; null for any other. */
export function getEntityPage(
  deps: ReadDeps,
  user: StatisticsUser,
  kind: EntityKind,
  id: number,
  range: Range,
): Promise<EntityPage | null> {
  const asked = resolved(deps, user, range);
  const ttlSeconds = (page: EntityPage | null) => (page?.imageUrl ? ONE_HOUR : UNTIL_DETAILS_ARRIVE);
  const question = { name: `page-${kind}`, params: [id, asked, todayOf(deps, user)], ttlSeconds };
  return answerCached(deps, user, question, async () => {
    const row = await findEntity(deps.db, user.id, kind, id);
    if (!row) return null;
    const entity = { kind, id };
    const [trend, activity, topTracks] = await Promise.all([
      trendOf(deps, user, entity, range, row),
      findEntityActivity(deps.db, user, entity, daysIn(asked)),
      kind === 'track' ? [] : findEntityTracks(deps.db, user.id, entity, TRACKS_TOLD),
    ]);
    return {
      ...row,
      ...entity,
      firstPlayedAt: row.firstPlayedAt.toISOString(),
      lastPlayedAt: row.lastPlayedAt.toISOString(),
      trend,
      activity: toActivity(asked, user.timeZone, activity),
      topTracks: toRankedEntries('track', topTracks),
    };
  });
}

async function trendOf(
  deps: ReadDeps,
  user: StatisticsUser,
  entity: Entity,
  range: Range,
  row: EntityRow,
): Promise<Trends> {
  const asked = resolved(deps, user, range);
  const today = todayOf(deps, user);
  const first = localDay(row.firstPlayedAt, user.timeZone);
  const last = localDay(row.lastPlayedAt, user.timeZone);
  const unit = stepsFor(shownDays(asked, { first, last }, today), undefined);
  const gaps = await findGapHours(deps.db, user);
  const pointsOf = async (days: Range | null) => {
    const shown = days && shownDays(days, { first, last }, today);
    if (!shown) return [];
    const rows = await findEntityCounts(deps.db, user, entity, { days: shown, unit });
    return toTrendPoints(shown, unit, user.timeZone, rows, gaps);
  };
  const [points, previous] = await Promise.all([pointsOf(asked), pointsOf(previousRange(range, today))]);
  return { range: asked, unit, points, previous };
}
