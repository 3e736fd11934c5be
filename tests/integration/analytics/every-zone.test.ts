import { expect, it } from 'vitest';
import type { Range } from '@/lib/shared/analytics/range';
import { addDays } from '@/lib/shared/analytics/range-days';
import { localDay } from '@/lib/shared/analytics/range-instants';
import { MINUTE } from '@/lib/shared/time';
import { isTimeZoneName, timeZoneNames } from '@/lib/shared/time-zone';
import { getActivity } from '@/services/analytics/activity';
import type { ReadDeps, StatisticsUser } from '@/services/analytics/read-deps';
import { getTotals } from '@/services/analytics/totals';
import { getCalendar, getTrends } from '@/services/analytics/trends';
import { listenerWho, readDeps } from '../../statistics/listener-stage';
import { jumpsBetween, oddest } from '../../statistics/odd-moments';
import { sample } from '../../support/depth';
import { useStageDatabase } from '../../support/stage-database';

const stage = useStageDatabase();
const NOW = new Date('2026-11-22T13:20:00Z');
const SINCE = Date.UTC(2010, 0, 1);
const UNTIL = Date.UTC(2026, 10, 1);
const SAMOA_SKIPS_A_DAY = Date.parse('2011-12-30T10:00:00Z');
/** Minutes from the moment: its two sides, the hours and days around it, and odd places in them. */
const AROUND = [-1531, -721, -61, -31, -1, 0, 1, 29, 31, 45, 59, 61, 119, 720, 1439, 1532];

/** Every zone to choose from and every other name for one, of the runtime and of the database. */
async function everyZone(): Promise<string[]> {
  const rows = await stage.db().$queryRaw<
    { name: string }[]
  >`SELECT name FROM pg_timezone_names ORDER BY name`;
  const linked = rows.map(({ name }) => name).filter((name) => isTimeZoneName(name));
  return [...new Set([...timeZoneNames(), ...linked])];
}

const momentsOf = (timeZone: string): number[] => {
  const jumps = oddest(jumpsBetween(SINCE, UNTIL, timeZone)).map(({ at }) => at);
  return jumps.length > 0 ? jumps : [SAMOA_SKIPS_A_DAY];
};

function listenerIn(timeZone: string, moments: readonly number[]): Promise<StatisticsUser> {
  const ends = new Set(moments.flatMap((at) => AROUND.map((minutes) => at + minutes * MINUTE)));
  const played = [...ends].map((at) => ({
    endedAt: new Date(at),
    track: 'Space 1',
    artists: ['Nala Sinephro'],
    album: null,
    durationMs: 3 * MINUTE,
  }));
  return listenerWho(stage.db(), timeZone, { timeZone, now: NOW, played });
}

const sum = (values: readonly { plays: number; listenedMs: number }[]) => ({
  plays: values.reduce((total, { plays }) => total + plays, 0),
  listenedMs: values.reduce((total, { listenedMs }) => total + listenedMs, 0),
});

/** What each answer says that was played in a range; all must be the same. */
async function tellings(deps: ReadDeps, user: StatisticsUser, range: Range) {
  const { plays, listenedMs } = await getTotals(deps, user, range);
  const { days } = await getCalendar(deps, user, range);
  const { points } = await getTrends(deps, user, range, 'hour');
  const week = await getActivity(deps, user, range);
  return {
    total: { plays, listenedMs },
    days: sum(days),
    hours: sum(points),
    cells: week.plays.flat().reduce((a, b) => a + b, 0),
  };
}

const agreed = (total: { plays: number; listenedMs: number }) => ({
  total,
  days: total,
  hours: total,
  cells: total.plays,
});

it('the sum of hours is the sum of days is the total, in every zone that there is', async () => {
  const all = await everyZone();
  for (const zone of Intl.supportedValuesOf('timeZone')) expect(all).toContain(zone);
  const zones = sample(all, 8);
  const asked = new Set(timeZoneNames());
  const deps = readDeps(stage.db(), NOW);
  for (const timeZone of zones) {
    const moments = momentsOf(timeZone);
    const user = await listenerIn(timeZone, moments);
    // The question at the end covers every zone; these ask the statistics themselves.
    for (const [index, at] of (asked.has(timeZone) ? moments : []).entries()) {
      const day = localDay(new Date(at), timeZone);
      const [from, to] = index % 2 === 0 ? [day, day] : [addDays(day, -2), addDays(day, 1)];
      const answers = await tellings(deps, user, { preset: null, from, to });
      expect({ timeZone, from, to, ...answers }).toEqual({ timeZone, from, to, ...agreed(answers.total) });
    }
  }
  // Once more in one question, over all of them: no play is missing from a day or an hour, and none is there twice.
  const rows = await stage.db().$queryRaw`
    SELECT u.time_zone AS zone, t.plays, d.plays AS days, d.hours FROM users u
    JOIN user_totals t ON t.user_id = u.id
    JOIN (SELECT user_id, sum(plays)::int AS plays, sum((SELECT sum(h) FROM unnest(hour_plays) h))::int AS hours
          FROM user_day_stats GROUP BY 1) d ON d.user_id = u.id
    WHERE t.plays <> d.plays OR t.plays <> d.hours`;
  expect(rows).toEqual([]);
  expect(await stage.db().userTotals.count()).toBe(zones.length);
}, 600_000);
