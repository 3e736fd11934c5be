import type { GenresOverTime } from '@/lib/shared/analytics/look-back-schema';
import type { Range } from '@/lib/shared/analytics/range';
import { bucketsOf } from '@/lib/shared/analytics/range-instants';
import { findDayBounds } from '@/repositories/analytics/find-day-bounds';
import { findGenresOverTime } from '@/repositories/analytics/look-back/find-genres-over-time';
import { archivedOf } from '../archived-days';
import {
  answerCached,
  type ReadDeps,
  resolved,
  type StatisticsUser,
  spanOf,
  todayOf,
  UNTIL_DETAILS_ARRIVE,
} from '../read-deps';
import { archivedIn, partialIn } from '../trend-points';
import { rangeOf, unitOfYear, yearAtMost } from './year-at-most';

const GENRES_SHOWN = 8;
/** Genres of artists arrive after the plays, without a new version. */
const TTL_SECONDS = 10 * UNTIL_DETAILS_ARRIVE;

/** How much of the plays each of the genres was, week by week or month by month; of a year at most. */
export function getGenresOverTime(
  deps: ReadDeps,
  user: StatisticsUser,
  range: Range,
): Promise<GenresOverTime> {
  const asked = resolved(deps, user, range);
  const today = todayOf(deps, user);
  const question = { name: 'genres-over-time', params: [asked, today], ttlSeconds: TTL_SECONDS };
  return answerCached(deps, user, question, async () => {
    const whole = { ...asked, from: asked.from ?? (await firstDayUntil(deps, user, asked.to ?? today)) };
    const days = yearAtMost(whole, today);
    const unit = unitOfYear(days);
    const [found, archived] = await Promise.all([
      findGenresOverTime(deps.db, user, { days, unit, limit: GENRES_SHOWN }),
      archivedOf(deps, user),
    ]);
    const buckets = { days, unit, reader: user, now: deps.clock.now() };
    const [archivedAt, isPartial] = [archivedIn(buckets, archived), partialIn(buckets)];
    const genres = found[0]?.genres.map(({ name }) => name) ?? [];
    const byStart = new Map(found.map((point) => [point.start, point]));
    // Weeks and months to come were not silent.
    const shown = bucketsOf(days.from, days.to, unit, user.timeZone, user.firstWeekday).filter(
      (start) => start <= today || byStart.has(start),
    );
    const points = shown.map((start) => {
      const point = byStart.get(start);
      return {
        start,
        plays: point?.plays ?? 0,
        counts: genres.map((_, place) => point?.genres[place]?.plays ?? 0),
        ...archivedAt(start),
        isPartial: isPartial(start),
      };
    });
    return { range: rangeOf({ ...whole, to: asked.to ?? today }, days), unit, genres, points };
  });
}

/** The first day with a play, YYYY-MM-DD; null where there is none up to the last of the days. */
async function firstDayUntil(deps: ReadDeps, user: StatisticsUser, last: string): Promise<string | null> {
  const bounds = await findDayBounds(deps.db, user, { ...spanOf(deps, user), to: last });
  return bounds?.first ?? null;
}
