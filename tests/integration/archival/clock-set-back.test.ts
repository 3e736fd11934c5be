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
  let behindMs = 0;
  spotify.now = () => s.clock.now().getTime() + behindMs;
  const setBack = (ms: number) => {
    s.clock.advance(-ms);
    behindMs += ms;
  };
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
  setBack(byMs);
  const archived = async () => {
    await scheduleArchive(s.deps, {});
    await deliverUntil(s, s.clock.now());
    const stored = await s.deps.db.playEvent.findMany({ orderBy: { playedAt: 'asc' } });
    return stored.map(({ playedAt }) => playedAt.getTime());
  };
  const played = () => plays.map(({ playedAt }) => playedAt).filter((at) => at <= spotify.now());
  return { s, userId, anHour, played, archived, setBack };
}

it.each([
  ['an hour', HOUR],
  ['a day', DAY],
  ['a week', 7 * DAY],
])(
  'a clock that is set back by %s loses no play, breaks no connection, and the last sync is no future one',
  async (_, byMs) => {
    const { s, userId, anHour, played, archived } = await afterSettingBack(byMs);
    await anHour();
    await anHour();
    expect(await archived()).toEqual(played());
    expect(await s.deps.db.archiveGap.count()).toBe(0);
    const { archive, connection } = await getConnectionCheck(s.deps, userId);
    expect([connection.state, archive.failedSyncs]).toEqual(['connected', 0]);
    expect(archive.lastPolledAt).toBe(s.clock.now().toISOString());
    await expectRollupsEqualRecount(s.deps.db, 'after the clock was set back');
  },
);

it.each([
  ['Spotify is away', { kind: 'server_error' as const }],
  ['Spotify rate-limits us', { kind: 'rate_limited' as const, retryAfterSeconds: 7_200 }],
])('what is put off while %s and the clock is a year ahead is not put off for a year', async (_, fault) => {
  const { s, userId, anHour, played, archived, setBack } = await afterSettingBack(-365 * DAY);
  s.simulator.control.addFault({ match: { path: 'recently-played' }, times: 'forever', fault });
  await anHour();
  await anHour();
  expect(await s.deps.db.user.count({ where: { circuitOpenUntil: { gt: s.clock.now() } } })).toBe(
    fault.kind === 'server_error' ? 1 : 0,
  );
  s.simulator.control.clearFaults();
  setBack(365 * DAY);
  await anHour();
  expect(await archived()).toEqual(played());
  const { archive, connection } = await getConnectionCheck(s.deps, userId);
  expect([connection.state, archive.failedSyncs]).toEqual(['connected', 0]);
});

it('a refresh that a clock ahead began and never ended keeps nobody from the next one', async () => {
  const { s, anHour, played, archived } = await afterSettingBack(0);
  await s.deps.db.user.updateMany({
    data: {
      refreshLeaseUntil: new Date(s.clock.now().getTime() + DAY),
      tokenExpiresAt: s.clock.now(),
    },
  });
  await anHour();
  expect(await archived()).toEqual(played());
});
