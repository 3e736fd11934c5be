import { describe, expect, it } from 'vitest';
import { createTokenSeal } from '@/lib/token-seal';
import { recordPlays } from '@/services/archival/record-plays';
import { scheduleArchive } from '@/services/archival/tick';
import { archiveUserTracks, requestArchive } from '@/services/archival-service';
import type { ArchiveStage } from '../../support/archive-stage';
import { deliverUntil } from '../../support/deliver-messages';
import { expectRollupsEqualRecount } from '../../support/expect-archive';
import { useArchiveStage } from '../../support/stage-database';

const HOUR = 3_600_000;
const stage = useArchiveStage();

const lifeOf = (id: string, plays: number, until: Date) => ({
  id,
  plays: Array.from({ length: plays }, (_, i) => ({
    playedAt: until.getTime() - (i + 1) * 300_000,
    track: i,
  })),
});

/** Signs in listeners with a few plays each. */
async function withListeners(s: ArchiveStage, count: number, plays = 5): Promise<number[]> {
  const ids: number[] = [];
  for (let i = 0; i < count; i++) {
    s.simulator.control.addListener(lifeOf(`listener-${i}`, plays, s.clock.now()));
    ids.push(await s.signIn(`listener-${i}`));
  }
  return ids;
}

const anHour = async (s: ArchiveStage) => {
  await scheduleArchive(s.deps, {});
  await deliverUntil(s, new Date(s.clock.now().getTime() + HOUR));
};

const message = (s: ArchiveStage, userIds: number[], change: object = {}) => ({
  slot: s.clock.now(),
  batch: 0,
  userIds,
  attempt: 0,
  nextRegularAt: new Date(s.clock.now().getTime() + HOUR),
  ...change,
});

const callsTo = (s: ArchiveStage, path: string) =>
  s.simulator.control
    .requests()
    .counts.filter((c) => c.path.includes(path))
    .reduce((n, c) => n + c.count, 0);

describe('when one listener of a batch fails', () => {
  it('keeps the plays of the other 49 when the data of one poisons the write', async () => {
    const s = stage();
    const ids = await withListeners(s, 50, 3);
    const pages = await Promise.all(
      ids.map(async (userId, i) => {
        const tokens = s.simulator.control.issueTokens(`listener-${i}`);
        const page = await s.deps.spotify.recentlyPlayed(tokens.accessToken);
        if (!page.ok) throw new Error('the simulator did not answer');
        return { userId, page: page.value };
      }),
    );
    const poisoned = pages[17]?.page.plays[1];
    if (!poisoned) throw new Error('no play to poison');
    poisoned.playedAt = new Date(8.64e15);
    const recorded = await recordPlays(s.deps, pages);
    expect(recorded.unwritten).toEqual([]);
    expect(await s.deps.db.playEvent.count()).toBe(50 * 3 - 1);
    expect(await s.deps.db.playEvent.count({ where: { userId: ids[17] } })).toBe(2);
    expect(await s.deps.db.rejectedItem.findMany({ select: { userId: true, reason: true } })).toEqual([
      { userId: ids[17], reason: 'unstorable' },
    ]);
    await expectRollupsEqualRecount(s.deps.db, 'after a poisoned batch');
  });

  it('puts back only who failed, and asks Spotify nothing for who succeeded', async () => {
    const s = stage();
    const ids = await withListeners(s, 4);
    s.simulator.control.addFault({
      match: { path: 'recently-played', listener: 'listener-2' },
      times: 3,
      fault: { kind: 'server_error' },
    });
    const report = await archiveUserTracks(s.deps, message(s, ids));
    expect(report).toMatchObject({ successful: 3, failed: 1, skipped: 0, newPlays: 15 });
    const [retry] = s.queue.pending().filter((w) => w.message.path === '/api/queue/archive-batch');
    expect(retry?.message.body).toMatchObject({ userIds: [ids[2]], attempt: 1 });
    s.simulator.control.resetRequests();
    await deliverUntil(s, new Date(s.clock.now().getTime() + 5 * 60_000));
    expect(callsTo(s, 'recently-played')).toBe(1);
    expect(await s.deps.db.playEvent.count()).toBe(20);
  });

  it('asks Spotify nothing when a finished batch is delivered again', async () => {
    const s = stage();
    const ids = await withListeners(s, 3);
    const same = message(s, ids);
    await archiveUserTracks(s.deps, same);
    s.simulator.control.resetRequests();
    expect(await archiveUserTracks(s.deps, same)).toMatchObject({ successful: 0, skipped: 3, failed: 0 });
    expect(callsTo(s, 'recently-played')).toBe(0);
  });

  it('repeats work, but no play, when the key-value store has forgotten', async () => {
    const s = stage();
    const ids = await withListeners(s, 3);
    const same = message(s, ids);
    await archiveUserTracks(s.deps, same);
    s.forgetStore();
    expect(await archiveUserTracks(s.deps, same)).toMatchObject({ successful: 3, newPlays: 0 });
    expect(await s.deps.db.playEvent.count()).toBe(15);
  });
});

describe('during a rate-limit pause', () => {
  it('opens no breaker, makes no call for the 80,000 seconds asked for, and archives everyone after', async () => {
    const s = stage();
    const ids = await withListeners(s, 60);
    s.simulator.control.addFault({
      match: { path: '/v1/' },
      fault: { kind: 'rate_limited', retryAfterSeconds: 80_000 },
    });
    await scheduleArchive(s.deps, {});
    await deliverUntil(s, new Date(s.clock.now().getTime() + 60_000));
    const answeredAt = s.clock.now();
    s.simulator.control.resetRequests();
    for (let hour = 0; hour < 22; hour++) await anHour(s);
    expect(callsTo(s, '')).toBe(0);
    expect(await s.deps.db.user.count({ where: { consecutiveFailures: { gt: 0 } } })).toBe(0);
    await deliverUntil(s, new Date(answeredAt.getTime() + 80_000_000 + HOUR));
    await anHour(s);
    expect(await s.deps.db.playEvent.groupBy({ by: ['userId'], _count: true })).toHaveLength(ids.length);
  });

  it('archives everyone once the pause is over, without waiting for the next hour', async () => {
    const s = stage();
    const ids = await withListeners(s, 3);
    s.simulator.control.addFault({
      match: { path: '/v1/' },
      fault: { kind: 'rate_limited', retryAfterSeconds: 1200 },
    });
    await scheduleArchive(s.deps, {});
    await deliverUntil(s, new Date(s.clock.now().getTime() + 40 * 60_000));
    expect(await s.deps.db.playEvent.groupBy({ by: ['userId'], _count: true })).toHaveLength(ids.length);
  });

  it('ends a requested archive with the reason instead of waiting for hours', async () => {
    const s = stage();
    const [id] = await withListeners(s, 1);
    s.simulator.control.addFault({
      match: { path: '/v1/' },
      fault: { kind: 'quota_exceeded', retryAfterSeconds: 7200 },
    });
    await requestArchive(s.deps, id ?? 0, 'manual');
    await deliverUntil(s, new Date(s.clock.now().getTime() + 60_000));
    expect(await s.deps.db.archiveRequest.findFirst()).toMatchObject({
      status: 'failed',
      failure: 'spotify_paused',
    });
  });
});

describe('when a connection ends', () => {
  it('stops polling at invalid_grant, keeps the history and says that a reconnect is needed', async () => {
    const s = stage();
    await withListeners(s, 2);
    await anHour(s);
    s.simulator.control.revoke('listener-0');
    await anHour(s);
    const user = await s.deps.db.user.findUniqueOrThrow({ where: { spotifyId: 'listener-0' } });
    expect(user).toMatchObject({
      isActive: false,
      disconnectedReason: 'invalid_grant',
      lastFailureType: 'AUTH',
    });
    expect(await s.deps.db.playEvent.count({ where: { userId: user.id } })).toBe(5);
    s.simulator.control.resetRequests();
    await anHour(s);
    expect(s.simulator.control.requests().counts.filter((c) => c.listener === 'listener-0')).toEqual([]);
  });

  it('treats invalid_grant for most of a batch as an outage of Spotify', async () => {
    const s = stage();
    await withListeners(s, 12);
    s.clock.advance(HOUR);
    s.simulator.control.addFault({
      match: { path: '/api/token' },
      times: 'forever',
      fault: { kind: 'invalid_grant' },
    });
    await scheduleArchive(s.deps, {});
    await deliverUntil(s, new Date(s.clock.now().getTime() + 30_000));
    expect(await s.deps.db.user.count({ where: { isActive: false } })).toBe(0);
    expect(await s.deps.db.user.count({ where: { lastFailureType: 'NETWORK' } })).toBe(12);
    s.simulator.control.clearFaults();
    await deliverUntil(s, new Date(s.clock.now().getTime() + HOUR));
    expect(await s.deps.db.playEvent.groupBy({ by: ['userId'], _count: true })).toHaveLength(12);
  });
});

it('where the key to the tokens is lost, the listener is asked to sign in again, and then nothing is missing', async () => {
  const s = stage();
  const [userId = 0] = await withListeners(s, 1);
  const lost = { ...s.deps, seal: createTokenSeal(`new:${Buffer.alloc(32, 9).toString('base64')}`) };
  for (const expiresInMs of [HOUR, 0]) {
    const tokenExpiresAt = new Date(s.clock.now().getTime() + expiresInMs);
    await s.deps.db.user.updateMany({ data: { tokenExpiresAt } });
    expect(await archiveUserTracks(lost, message(s, [userId]))).toMatchObject({ successful: 0, failed: 1 });
  }
  expect(await s.deps.db.user.findFirst()).toMatchObject({
    lastFailureType: 'AUTH',
    refreshLeaseUntil: null,
  });
  const [event] = await s.deps.db.breakerEvent.findMany({ where: { reason: 'lost_key' } });
  expect(event).toMatchObject({ toState: 'degraded' });
  expect(callsTo(s, '')).toBe(0);
  await s.signIn('listener-0');
  await anHour(s);
  expect(await s.deps.db.playEvent.count()).toBe(5);
});
