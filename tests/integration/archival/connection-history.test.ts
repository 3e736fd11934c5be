import { describe, expect, it } from 'vitest';
import { type Breaker, breakerPhase } from '@/lib/circuit-breaker';
import { DAY, HOUR, MINUTE } from '@/lib/shared/time';
import { disconnectSpotify } from '@/services/account/manage-account';
import { completeSignIn } from '@/services/account-service';
import { scheduleArchive } from '@/services/archival/tick';
import { archiveUserTracks, requestArchive } from '@/services/archival-service';
import type { Fault } from '../../../simulator/faults/fault-rules';
import type { ArchiveStage } from '../../support/archive-stage';
import { deliverUntil } from '../../support/deliver-messages';
import { readLog } from '../../support/read-log';
import { useArchiveStage } from '../../support/stage-database';

const stage = useArchiveStage();

async function withListeners(s: ArchiveStage, count: number): Promise<number[]> {
  const ids: number[] = [];
  for (let i = 0; i < count; i++) {
    const playedAt = s.clock.now().getTime() - (i + 1) * MINUTE;
    s.simulator.control.addListener({ id: `listener-${i}`, plays: [{ playedAt, track: i }] });
    ids.push(await s.signIn(`listener-${i}`));
  }
  return ids;
}

/** One poll of these listeners under a slot of its own. */
async function poll(s: ArchiveStage, userIds: number[]) {
  s.clock.advance(10 * MINUTE);
  const slot = s.clock.now();
  await s.deps.db.archiveRun.create({ data: { scheduledFor: slot, startedAt: slot } });
  const nextRegularAt = new Date(slot.getTime() + HOUR);
  return archiveUserTracks(s.deps, { slot, batch: 0, userIds, attempt: 0, nextRegularAt });
}

/** The next poll of `listener-0` fails so. A failing server is tried three times. */
function failNext(s: ArchiveStage, fault: Fault): void {
  const times = fault.kind === 'server_error' ? 3 : 1;
  const match = { path: 'recently-played', listener: 'listener-0' };
  s.simulator.control.addFault({ match, times, fault });
}
const SERVER_ERROR: Fault = { kind: 'server_error', status: 503 };
const NOT_REGISTERED: Fault = { kind: 'forbidden_not_registered' };

const events = (s: ArchiveStage, userId: number) =>
  s.deps.db.breakerEvent.findMany({
    where: { userId },
    orderBy: { id: 'asc' },
    omit: { id: true, userId: true },
  });

const signInAgain = (s: ArchiveStage, listener: string) => {
  const tokens = s.simulator.control.issueTokens(listener);
  return completeSignIn(
    s.deps,
    {
      spotifyId: listener,
      spotifyAccountId: null,
      name: null,
      email: null,
      image: null,
      scope: '',
      ...tokens,
      tokenExpiresAt: new Date(tokens.expiresAt),
    },
    null,
  );
};

describe('the history of a connection', () => {
  it('has each change from the first failure to the success that closes the breaker, and nothing between', async () => {
    const s = stage();
    const [id = 0] = await withListeners(s, 1);
    await poll(s, [id]);
    for (let i = 0; i < 3; i++) {
      failNext(s, NOT_REGISTERED);
      await poll(s, [id]);
    }
    const openedAt = s.clock.now();
    s.clock.advance(DAY);
    await poll(s, [id]);
    const openUntil = new Date(openedAt.getTime() + DAY);
    expect(await events(s, id)).toMatchObject([
      {
        fromState: 'healthy',
        toState: 'degraded',
        failureType: 'AUTH',
        reason: 'not_registered',
        openUntil: null,
      },
      { fromState: 'degraded', toState: 'open', reason: 'not_registered', at: openedAt, openUntil },
      {
        fromState: 'half_open',
        toState: 'healthy',
        failureType: null,
        reason: 'poll_succeeded',
        openUntil: null,
      },
    ]);
  });

  it('says why a connection ended, and that a sign-in brought it back', async () => {
    const s = stage();
    const [id = 0] = await withListeners(s, 1);
    s.simulator.control.revoke('listener-0');
    s.clock.advance(HOUR);
    await poll(s, [id]);
    await signInAgain(s, 'listener-0');
    await disconnectSpotify(s.deps, id);
    await disconnectSpotify(s.deps, id);
    await signInAgain(s, 'listener-0');
    await signInAgain(s, 'listener-0');
    expect(await events(s, id)).toMatchObject([
      { fromState: 'healthy', toState: 'disconnected', failureType: 'AUTH', reason: 'invalid_grant' },
      { fromState: 'disconnected', toState: 'healthy', failureType: null, reason: 'signed_in' },
      { fromState: 'healthy', toState: 'disconnected', failureType: null, reason: 'by_listener' },
      { fromState: 'disconnected', toState: 'healthy', reason: 'signed_in', at: s.clock.now() },
    ]);
  });

  it('tells a consent that ran out from one that was withdrawn', async () => {
    const s = stage();
    const [id = 0] = await withListeners(s, 1);
    s.clock.advance(185 * DAY);
    s.simulator.control.revoke('listener-0');
    await poll(s, [id]);
    expect(await events(s, id)).toMatchObject([{ toState: 'disconnected', reason: 'consent_expired' }]);
    expect(await s.deps.db.user.findUnique({ where: { id } })).toMatchObject({
      isActive: false,
      disconnectedReason: 'consent_expired',
    });
  });

  it('has nothing of a poll that a sign-in overtook', async () => {
    let meanwhile: () => Promise<unknown> = async () => {};
    const s = stage({
      around: async (effect, run) => {
        if (effect.endsWith('recently-played')) await meanwhile();
        return run();
      },
    });
    const [id = 0] = await withListeners(s, 1);
    meanwhile = () => s.deps.db.user.update({ where: { id }, data: { tokenVersion: { increment: 1 } } });
    failNext(s, SERVER_ERROR);
    expect(await poll(s, [id])).toMatchObject({ failed: 1 });
    expect(await events(s, id)).toEqual([]);
  });

  it('is kept for a year', async () => {
    const s = stage();
    const [id = 0] = await withListeners(s, 1);
    failNext(s, SERVER_ERROR);
    await poll(s, [id]);
    s.clock.advance(364 * DAY);
    await scheduleArchive(s.deps, {});
    expect(await events(s, id)).toHaveLength(1);
    s.clock.advance(2 * DAY);
    await scheduleArchive(s.deps, {});
    expect(await events(s, id)).toEqual([]);
  });

  it('names the states as the breaker does', async () => {
    const { db } = stage().deps;
    const now = new Date('2026-03-02T10:00:00Z');
    for (const unknown of [0, 1, 12])
      for (const openUntil of [null, new Date(now.getTime() - 1), now, new Date(now.getTime() + 1)]) {
        const failures = { AUTH: 0, NETWORK: 0, UNKNOWN: unknown };
        const breaker: Breaker = {
          failures,
          lastFailureType: null,
          lastFailedAt: null,
          openUntil,
          openedCount: 0,
        };
        const states =
          await db.$queryRaw`SELECT breaker_state_at(true, ${unknown}::int, ${openUntil}::timestamptz,
          ${now}::timestamptz)::text AS state`;
        expect(states).toEqual([{ state: breakerPhase(breaker, now) }]);
      }
  });
});

describe('the log', () => {
  const FIELDS = ['userId', 'kind', 'reason'];

  it('has one line for each failed poll, opening and closing of a listener, and none for the others', async () => {
    const { log, lines } = readLog();
    const s = stage({ log });
    const ids = await withListeners(s, 2);
    const [userId = 0] = ids;
    await poll(s, ids);
    for (let i = 0; i < 5; i++) {
      failNext(s, SERVER_ERROR);
      await poll(s, ids);
    }
    s.clock.advance(2 * HOUR);
    await poll(s, ids);
    const logged = lines().filter((line) => FIELDS.some((field) => field in line));
    const failed = {
      msg: 'listener poll failed',
      userId,
      kind: 'NETWORK',
      reason: 'unavailable',
      detail: 'status 503',
    };
    expect(logged).toMatchObject([
      ...Array<object>(4).fill(failed),
      { ...failed, msg: 'breaker opened', from: 'degraded', openUntil: expect.any(String) },
      { msg: 'breaker closed', userId, kind: null, reason: 'poll_succeeded', from: 'half_open' },
    ]);
    expect(logged).toHaveLength(6);
  });

  it('has one line for a connection that ended, and one for its return', async () => {
    const { log, lines } = readLog();
    const s = stage({ log });
    const [userId = 0] = await withListeners(s, 1);
    s.simulator.control.revoke('listener-0');
    s.clock.advance(HOUR);
    await requestArchive(s.deps, userId, 'manual');
    await deliverUntil(s, new Date(s.clock.now().getTime() + MINUTE));
    await signInAgain(s, 'listener-0');
    expect(lines()).toMatchObject([
      { msg: 'listener disconnected', userId, kind: 'AUTH', reason: 'invalid_grant' },
      { msg: 'listener reconnected', userId, kind: null, reason: 'signed_in' },
    ]);
    expect(lines()).toHaveLength(2);
  });

  it('has one line for a rate-limit pause, however many listeners meet it', async () => {
    const { log, lines } = readLog();
    const s = stage({ log });
    const ids = await withListeners(s, 60);
    const fault = { kind: 'rate_limited', retryAfterSeconds: 1200 } as const;
    s.simulator.control.addFault({ match: { path: '/v1/' }, times: 'forever', forMs: MINUTE, fault });
    await scheduleArchive(s.deps, {});
    await deliverUntil(s, new Date(s.clock.now().getTime() + 50 * MINUTE));
    const logged = lines().filter((line) => FIELDS.some((field) => field in line));
    expect(logged).toMatchObject([
      { msg: 'rate-limit pause', userId: ids[0], kind: 'RATE_LIMIT', reason: 'rate_limited' },
    ]);
    expect(logged).toHaveLength(1);
  });

  it('has one line for a tick, which says whether earlier ones were missed', async () => {
    const { log, lines } = readLog();
    const s = stage({ log });
    await withListeners(s, 1);
    await scheduleArchive(s.deps, {});
    await scheduleArchive(s.deps, {});
    s.clock.advance(3 * HOUR);
    await scheduleArchive(s.deps, {});
    expect(lines()).toMatchObject([
      {
        msg: 'archive tick',
        scheduledFor: '2026-03-02T10:00:00.000Z',
        users: 1,
        batches: 1,
        repeated: false,
      },
      { msg: 'archive tick', repeated: true },
      { msg: 'archive tick, earlier ones were missed', missed: 2, repeated: false },
    ]);
    expect(lines()).toHaveLength(3);
  });

  it('has one line, with what to do, for a listener whose tokens cannot be opened', async () => {
    const { log, lines } = readLog();
    const s = stage({ log });
    const [userId = 0] = await withListeners(s, 1);
    await s.deps.db.user.update({ where: { id: userId }, data: { accessToken: 'sealed by nobody' } });
    await poll(s, [userId]);
    expect(lines('listener poll failed')).toMatchObject([
      { userId, kind: 'AUTH', reason: 'lost_key', detail: expect.stringContaining('TOKEN_KEYS') },
    ]);
    expect(lines().filter((line) => 'userId' in line)).toHaveLength(1);
  });

  it('notes with a successful run how many items could not be read', async () => {
    const { log, lines } = readLog();
    const s = stage({ log });
    const ids = await withListeners(s, 2);
    failNext(s, { kind: 'odd_items', items: ['item_null'], mode: 'add' });
    expect(await poll(s, ids)).toMatchObject({ successful: 2, failed: 0, rejectedItems: 1 });
    expect(lines()).toMatchObject([
      { msg: 'batch archived', successful: 2, rejectedItems: 1, note: '1 item could not be read' },
    ]);
  });
});
