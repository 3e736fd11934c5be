import { expect, it } from 'vitest';
import { countDays } from '@/lib/shared/analytics/range-days';
import { ALL_TIME } from '@/lib/shared/analytics/range-presets';
import { DAY, MINUTE } from '@/lib/shared/time';
import { getTrends } from '@/services/analytics/trends';
import { getEntityPage } from '@/services/catalogue/entity-page';
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

it('the month in which an album was first played is whole, if the archive had begun before it', async () => {
  const late = { endedAt: new Date('2026-03-17T12:00:00Z'), track: 'Shrike', artists: ['Shabaka'] };
  const again = { ...late, endedAt: new Date('2026-10-02T12:00:00Z') };
  const newer = [late, again].map((play) => ({ ...play, album: 'Afrikan Culture', durationMs: 3 * MINUTE }));
  const ada = await listenerWho(stage.db(), 'ada', {
    timeZone: 'Europe/Berlin',
    now: NOW,
    played: [...played, ...newer],
  });
  await stage.db().user.update({ where: { id: ada.id }, data: { archivedFrom: new Date('2024-10-01') } });
  const { id } = await stage.db().album.findFirstOrThrow({ where: { name: 'Afrikan Culture' } });
  const page = await getEntityPage(readDeps(stage.db(), NOW), ada, 'album', id, ALL_TIME);
  const [first] = page?.trend.points ?? [];
  expect(first).toMatchObject({
    start: expect.stringMatching(/^2026-03/),
    archived: 'all',
    isPartial: false,
  });
});
