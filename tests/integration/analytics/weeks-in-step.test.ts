import { expect, it } from 'vitest';
import { countDays } from '@/lib/shared/analytics/range-days';
import { DAY, MINUTE } from '@/lib/shared/time';
import { getTrends } from '@/services/analytics/trends';
import { listenerWho, readDeps } from '../../statistics/listener-stage';
import { useStageDatabase } from '../../support/stage-database';

const stage = useStageDatabase();
/** A Monday: where weeks begin then, the last week of the range has one day. */
const NOW = new Date('2026-11-30T13:20:00Z');

const played = Array.from({ length: 800 }, (_, day) => ({
  endedAt: new Date(NOW.getTime() - day * DAY),
  track: 'Space 1',
  artists: ['Nala Sinephro'],
  album: 'Space 1.8',
  durationMs: 3 * MINUTE,
}));

it.each([0, 5, 6])(
  'a week is compared with as many days as it has, also the first and the last, where weeks begin on weekday %i',
  async (firstWeekday) => {
    const ada = await listenerWho(stage.db(), 'ada', { timeZone: 'Europe/Berlin', now: NOW, played });
    const user = { ...ada, firstWeekday };
    for (const days of [91, 100, 365, 366]) {
      const from = new Date(NOW.getTime() - (days - 1) * DAY).toISOString().slice(0, 10);
      const range = { preset: null, from, to: '2026-11-30' };
      const { points, previous } = await getTrends(readDeps(stage.db(), NOW), user, range, 'week');
      // A play a day.
      expect(previous.map(({ plays }) => plays)).toEqual(points.map(({ plays }) => plays));
      expect(points.reduce((sum, { plays }) => sum + plays, 0)).toBe(countDays(from, '2026-11-30'));
    }
  },
);
