import { expect, it } from 'vitest';
import { HOUR, MINUTE } from '@/lib/shared/time';
import { getComparison } from '@/services/analytics/totals';
import { listenerWho, readDeps } from '../../statistics/listener-stage';
import { useStageDatabase } from '../../support/stage-database';

const stage = useStageDatabase();
const NOW = new Date('2026-11-30T15:00:00Z');
const TODAY = { preset: '1d', from: null, to: null } as const;

const played = Array.from({ length: 27 }, (_, hour) => ({
  endedAt: new Date(NOW.getTime() - hour * HOUR),
  track: 'Space 1',
  artists: ['Nala Sinephro'],
  album: 'Space 1.8',
  durationMs: 3 * MINUTE,
}));

it.each([
  ['at midnight: today is compared with it', '2026-11-28T23:00:00Z', 17 / 2 - 1],
  [
    'in the middle of the day: today is not, which has hours of which nothing is known then',
    '2026-11-29T12:00:00Z',
    null,
  ],
])('archiving began the day before, %s', async (_, archivedFrom, change) => {
  const user = await listenerWho(stage.db(), 'ada', { timeZone: 'Europe/Berlin', now: NOW, played });
  await stage.db().user.update({ where: { id: user.id }, data: { archivedFrom: new Date(archivedFrom) } });
  const comparison = await getComparison(readDeps(stage.db(), NOW), user, TODAY);
  expect([comparison.current.plays, comparison.previous?.plays]).toEqual([17, 2]);
  expect(comparison.change.plays).toBe(change);
});
