import { expect, it } from 'vitest';
import { DAY, HOUR, MINUTE } from '@/lib/shared/time';
import { getConnectionCheck } from '@/services/archival/connection-check';
import { scheduleArchive } from '@/services/archival/tick';
import { deliverUntil } from '../../support/deliver-messages';
import { expectRollupsEqualRecount } from '../../support/expect-archive';
import { useArchiveStage } from '../../support/stage-database';

const createStage = useArchiveStage();
const START = new Date('2026-03-02T10:00:00Z');

/** A listener of one track every five minutes, polled twice; then the server's clock is set back, Spotify's goes on. */
async function afterSettingBack(byMs: number) {
  const spotify = { now: () => START.getTime() };
  const s = createStage({ startsAt: START, now: () => spotify.now() });
  spotify.now = () => s.clock.now().getTime();
  const start = START.getTime();
  const plays = Array.from({ length: 80 }, (_, i) => ({
    playedAt: start + (i - 8) * 5 * MINUTE,
    track: i % 40,
    listenedMs: MINUTE,
  }));
  s.simulator.control.addListener({ id: 'ada', plays });
  const userId = await s.signIn('ada');
  const anHour = async () => {
    await scheduleArchive(s.deps, {});
    await deliverUntil(s, new Date(s.clock.now().getTime() + HOUR));
  };
  await anHour();
  await anHour();
  s.clock.advance(-byMs);
  spotify.now = () => s.clock.now().getTime() + byMs;
  const heard = () => plays.map(({ playedAt }) => playedAt).filter((at) => at <= spotify.now());
  return { s, userId, anHour, heard };
}

it.each([
  ['an hour', HOUR],
  ['a day', DAY],
])(
  'a clock that is set back by %s loses no play, breaks no connection, and the last sync is no future one',
  async (_, byMs) => {
    const { s, userId, anHour, heard } = await afterSettingBack(byMs);
    await anHour();
    await anHour();
    await scheduleArchive(s.deps, {});
    await deliverUntil(s, s.clock.now());
    const stored = await s.deps.db.playEvent.findMany({ orderBy: { playedAt: 'asc' } });
    expect(stored.map(({ playedAt }) => playedAt.getTime())).toEqual(heard());
    expect(await s.deps.db.archiveGap.count()).toBe(0);
    const { archive, connection, consecutiveFailures } = await getConnectionCheck(s.deps, userId);
    expect([connection.state, consecutiveFailures]).toEqual(['connected', 0]);
    expect(archive.lastPolledAt).toBe(s.clock.now().toISOString());
    await expectRollupsEqualRecount(s.deps.db, 'after the clock was set back');
  },
);
