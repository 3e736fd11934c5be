import fc from 'fast-check';
import { expect, it } from 'vitest';
import { isCalendarDay } from '@/lib/shared/analytics/range-days';
import { EVERY_PLAY } from '@/lib/shared/history/plays-filter';
import { HOUR, MINUTE } from '@/lib/shared/time';
import { getOnThisDay } from '@/services/analytics/look-back/on-this-day';
import { getHistory } from '@/services/history/history';
import { listenerWho, readDeps } from '../../statistics/listener-stage';
import * as naive from '../../statistics/recount';
import { repetitions } from '../../support/depth';
import type { PlayedTrack } from '../../support/keep-plays';
import { useStageDatabase } from '../../support/stage-database';

const stage = useStageDatabase();
const now = new Date('2026-11-29T12:00:00Z');

/** Ends of the calendar's oddest days, and of clocks: 14 hours ahead, 11 behind, midnights that come twice or never. */
const zone = fc.constantFrom(
  'Pacific/Kiritimati',
  'Pacific/Pago_Pago',
  'America/St_Johns',
  'Asia/Beirut',
  'Pacific/Apia',
  'Asia/Kathmandu',
);
const anchor = fc.constantFrom(
  '-02-28T12:00Z',
  '-02-29T12:00Z',
  '-12-31T12:00Z',
  '-11-07T02:31Z',
  '-03-29T22:00Z',
);
const played = fc.array(
  fc.record({
    year: fc.integer({ min: 2009, max: 2026 }),
    anchor,
    after: fc.integer({ min: -30 * 60, max: 30 * 60 }),
    track: fc.integer({ min: 0, max: 3 }),
  }),
  { minLength: 1, maxLength: 24 },
);

const lifeOf = (plays: { year: number; anchor: string; after: number; track: number }[]): PlayedTrack[] => {
  const kept = plays.flatMap(({ year, anchor: moment, after, track }) => {
    const at = Date.parse(`${year}${moment}`);
    const endedAt = new Date(at + after * MINUTE);
    return Number.isNaN(at) || endedAt > now
      ? []
      : [{ endedAt, track: `track ${track}`, artists: ['a'], album: 'b', durationMs: HOUR }];
  });
  return [...new Map(kept.map((play) => [play.endedAt.getTime(), play])).values()];
};

it('has for every day of the calendar the plays of its earlier years, and leads to exactly those', async () => {
  await fc.assert(
    fc.asyncProperty(zone, played, async (timeZone, plays) => {
      await stage.reset();
      const life = lifeOf(plays);
      const user = await listenerWho(stage.db(), 'ada', { timeZone, now, played: life });
      const deps = readDeps(stage.db(), now);
      const all = naive.countedPlays(life, timeZone, (name) => Number(name.slice(-1)));
      const playedDays = [...new Set(all.map(({ day }) => day))].sort().reverse();
      const asked = new Set(['02-28', '02-29', '03-01', ...playedDays.map((day) => day.slice(5))]);
      for (const year of ['2024', '2025', '2027'])
        for (const day of [...asked].map((rest) => `${year}-${rest}`).filter(isCalendarDay)) {
          const { years } = await getOnThisDay(deps, user, day);
          const expected = playedDays.filter((d) => d.slice(5) === day.slice(5) && d < day);
          expect(years.map((found) => found.day)).toEqual(expected);
          for (const found of years) {
            const mine = naive.within(all, { from: found.day, to: found.day });
            expect([found.plays, found.listenedMs]).toEqual([
              mine.length,
              mine.reduce((ms, p) => ms + p.listenedMs, 0),
            ]);
            const top = naive.ranking(mine, 'track', 'plays', () => 0)[0];
            expect(found.tracks[0]?.plays).toBe(top?.plays);
            const filter = { ...EVERY_PLAY, from: found.day, to: found.day };
            const listed = await getHistory(deps, user, { filter, limit: 100 });
            expect(listed.plays).toHaveLength(found.plays);
          }
        }
    }),
    { numRuns: repetitions(2, 30), seed: 20261129 },
  );
});

it('has nothing on the 29th of February from years that had none, nor of the days beside it', async () => {
  const endings = ['2023-02-28T23:00:00Z', '2023-03-01T01:00:00Z', '2024-02-29T10:00:00Z'];
  const life = endings.map((at) => ({
    endedAt: new Date(at),
    track: 't',
    artists: ['a'],
    album: 'b',
    durationMs: MINUTE,
  }));
  const user = await listenerWho(stage.db(), 'leap', { timeZone: 'UTC', now, played: life });
  const deps = readDeps(stage.db(), now);
  const daysOn = async (day: string) => (await getOnThisDay(deps, user, day)).years.map((year) => year.day);
  expect(await daysOn('2028-02-29')).toEqual(['2024-02-29']);
  expect(await daysOn('2028-02-28')).toEqual(['2023-02-28']);
  expect(await daysOn('2028-03-01')).toEqual(['2023-03-01']);
});
