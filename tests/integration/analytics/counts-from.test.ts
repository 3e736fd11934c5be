import { describe, expect, it } from 'vitest';
import { DAY, MINUTE, SECOND } from '@/lib/shared/time';
import { findStatisticsVersion } from '@/repositories/analytics/find-statistics-version';
import { changeCountsFrom } from '@/services/analytics/change-counts-from';
import { removePlays, undoRemoval } from '@/services/history/remove-plays';
import { listenerWho } from '../../statistics/listener-stage';
import { expectRollupsEqualRecount } from '../../support/expect-archive';
import { createMovableClock } from '../../support/movable-clock';
import { useStageDatabase } from '../../support/stage-database';

const stage = useStageDatabase();
const now = new Date('2026-03-02T10:00:00Z');

/** 300 plays of lengths from 2 to 118 s, and some of unknown length, over a month around a change of the clock. */
const played = Array.from({ length: 300 }, (_, i) => ({
  endedAt: new Date(now.getTime() - i * 0.1 * DAY),
  track: `track ${i % 40}`,
  artists: [`artist ${i % 7}`],
  album: `album ${i % 11}`,
  durationMs: 2 * MINUTE,
  ...(i % 10 === 0 ? {} : { msPlayed: ((i * 37) % 117) * SECOND + 2_000 }),
}));

const ada = () => listenerWho(stage.db(), 'ada', { timeZone: 'America/New_York', now, played });

const countedPlays = async (userId: number) =>
  (await stage.db().userTotals.findUnique({ where: { userId } }))?.plays ?? 0;

describe('the length from which on plays count', () => {
  it('decides every figure, up and down, and leaves the plays themselves alone', async () => {
    await stage.reset();
    const { id } = await ada();
    await listenerWho(stage.db(), 'bob', { timeZone: 'UTC', now, played: played.slice(0, 50) });
    const plays = await stage.db().playEvent.findMany({ orderBy: [{ userId: 'asc' }, { playedAt: 'asc' }] });
    const counted: number[] = [await countedPlays(id)];
    for (const seconds of [0, 10, 600, 60, 30]) {
      const before = await findStatisticsVersion(stage.db(), id);
      await changeCountsFrom({ db: stage.db() }, id, seconds);
      await expectRollupsEqualRecount(stage.db(), `from ${seconds} s on`);
      expect(await findStatisticsVersion(stage.db(), id)).not.toBe(before);
      counted.push(await countedPlays(id));
    }
    const expected = [30, 0, 10, 600, 60, 30].map(
      (s) => played.filter(({ msPlayed }) => msPlayed === undefined || msPlayed >= s * SECOND).length,
    );
    expect(counted).toEqual(expected);
    const after = await stage.db().playEvent.findMany({ orderBy: [{ userId: 'asc' }, { playedAt: 'asc' }] });
    expect(after).toEqual(plays);
  });

  it('holds for plays that are removed and brought back after it changed', async () => {
    await stage.reset();
    const { id } = await ada();
    const deps = { db: stage.db(), clock: createMovableClock(now) };
    const { id: artistId } = await stage.db().artist.findFirstOrThrow({ where: { name: 'artist 3' } });
    const removal = await removePlays(deps, id, { what: 'artist', artistId });
    await changeCountsFrom(deps, id, 90);
    await undoRemoval(deps, id, removal.id);
    await expectRollupsEqualRecount(stage.db(), 'after both');
  });
});
