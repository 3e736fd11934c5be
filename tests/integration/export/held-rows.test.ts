import { expect, it } from 'vitest';
import { MINUTE } from '@/lib/shared/time';
import { findHeldRows } from '@/repositories/export/held-rows';
import { removePlays } from '@/services/history/remove-plays';
import { listenerWho, readDeps } from '../../statistics/listener-stage';
import { useStageDatabase } from '../../support/stage-database';

const stage = useStageDatabase();
const NOW = new Date('2026-11-22T13:20:00Z');

it('removed plays that ended at one instant are all in the file of everything held, wherever a page ends', async () => {
  const endedAt = new Date(NOW.getTime() - 30 * MINUTE);
  const played = ['One', 'Two', 'Three'].map((track) => ({
    track,
    artists: ['Somebody'],
    album: null,
    durationMs: 3 * MINUTE,
    endedAt,
  }));
  const user = await listenerWho(stage.db(), 'ada', { timeZone: 'UTC', now: NOW, played });
  const deps = readDeps(stage.db(), NOW);
  for (const { playedAt, trackId } of await stage.db().playEvent.findMany({ where: { userId: user.id } }))
    await removePlays(deps, user.id, { what: 'play', playedAt, trackId });

  const page = await findHeldRows(stage.db(), user.id, 'removed_plays', { limit: 1, after: null });
  expect(page.rows).toBe(3);
  const rest = await findHeldRows(stage.db(), user.id, 'removed_plays', { limit: 1, after: page.last });
  expect(rest).toMatchObject({ rows: 0, text: '' });
});
