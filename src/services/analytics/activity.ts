import type { ArchivedStretches } from '@/lib/shared/analytics/archived-time';
import type { Range } from '@/lib/shared/analytics/range';
import type { Activity, PlaysByHour } from '@/lib/shared/analytics/statistics';
import { unarchivedHours } from '@/lib/shared/analytics/unarchived-hours';
import { type ActivityRow, findActivity } from '@/repositories/analytics/find-activity';
import { archivedOf, getArchivedDays } from './archived-days';
import { answerCached, daysIn, hourOf, type ReadDeps, resolved, type StatisticsUser } from './read-deps';

/** Plays by weekday and hour, on the listener's own clock. */
export function getActivity(deps: ReadDeps, user: StatisticsUser, range: Range): Promise<Activity> {
  const asked = resolved(deps, user, range);
  const question = { name: 'activity:2', params: [asked, hourOf(deps, user)] };
  return answerCached(deps, user, question, async () => {
    const [rows, days, stretches] = await Promise.all([
      findActivity(deps.db, user, daysIn(asked)),
      getArchivedDays(deps, user, range),
      archivedOf(deps, user),
    ]);
    return { ...toPlaysByHour(asked, user.timeZone, rows, stretches), ...days };
  });
}

/** Ties go to the earliest cell, from Monday on. */
export function toPlaysByHour(
  range: Range,
  timeZone: string,
  rows: readonly ActivityRow[],
  { archived }: ArchivedStretches,
): PlaysByHour {
  const plays = Array.from({ length: 7 }, () => Array.from({ length: 24 }, () => 0));
  let busiest: PlaysByHour['busiest'] = null;
  for (const row of rows) {
    const day = plays[row.weekday];
    if (day) day[row.hour] = row.plays;
    if (busiest === null || row.plays > busiest.plays) busiest = row;
  }
  return { range, timeZone, plays, busiest, unarchivedHours: unarchivedHours(archived, range, timeZone) };
}
