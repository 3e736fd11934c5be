import type { Skips } from '@/lib/shared/analytics/look-back-schema';
import type { Range } from '@/lib/shared/analytics/range';
import { localDay } from '@/lib/shared/analytics/range-instants';
import { shownName } from '@/lib/shared/catalogue/unknown-name';
import { findLastPlayInFiles } from '@/repositories/analytics/look-back/find-last-play-in-files';
import { findSkipsOverTime } from '@/repositories/analytics/look-back/find-skips-over-time';
import { answerCached, type ReadDeps, resolved, type StatisticsUser, todayOf } from '../read-deps';
import { rangeOf, unitOfYear, yearAtMost } from './year-at-most';

const LEAST_IN_FILES = 20;
const MOST_ARTISTS = 10;

/** How many of the plays in imported files were skipped, over time and by artist; of a year at most. */
export function getSkips(deps: ReadDeps, user: StatisticsUser, range: Range): Promise<Skips> {
  const asked = resolved(deps, user, range);
  const today = todayOf(deps, user);
  return answerCached(deps, user, { name: 'skips', params: [asked, today] }, async () => {
    const filesUntil = await lastDayInFiles(deps, user);
    const days = yearAtMost(asked, filesUntil ?? today);
    const unit = unitOfYear(days);
    const { points, artists } = await findSkipsOverTime(deps.db, user, {
      days,
      unit,
      leastInFiles: LEAST_IN_FILES,
      limit: MOST_ARTISTS,
    });
    const sumOf = (of: 'inFiles' | 'skipped') => points.reduce((sum, point) => sum + point[of], 0);
    return {
      range: rangeOf(asked, days),
      filesUntil,
      unit,
      inFiles: sumOf('inFiles'),
      skipped: sumOf('skipped'),
      points,
      artists: artists.map((artist) => ({ ...artist, name: shownName(artist.name, 'artist') })),
    };
  });
}

/** The last day with a play in an imported file, YYYY-MM-DD; not after today. */
async function lastDayInFiles(deps: ReadDeps, user: StatisticsUser): Promise<string | null> {
  const last = await findLastPlayInFiles(deps.db, user.id);
  if (last === null) return null;
  const [day, today] = [localDay(last, user.timeZone), todayOf(deps, user)];
  return day < today ? day : today;
}
