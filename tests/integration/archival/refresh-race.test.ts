import pMap from 'p-map';
import { describe, expect, it } from 'vitest';
import { type Clock, systemClock } from '@/lib/clock';
import { HOUR, MINUTE, SECOND } from '@/lib/shared/time';
import { findListenersToPoll } from '@/repositories/archival/polled-listener-repository';
import { storeSignIn } from '@/repositories/auth/user-repository';
import { freshToken } from '@/services/archival/fresh-token';
import { readListener } from '@/services/archival/read-listener';
import { seededRandom } from '../../simulation/seeded-random';
import { repetitions } from '../../support/depth';
import { createShiftedClock } from '../../support/movable-clock';
import { type TokenCrew, useTokenCrew, type WorkerDeps } from '../../support/token-crew';
import { waitUntil } from '../../support/wait-until';

const SEED = 20_261_122;
const LISTENERS = Array.from({ length: repetitions(60, 200) }, (_, i) => `listener-${i + 1}`);
const WORKERS = 4;
/** Each on its way to Spotify or waiting for another worker at one time. */
const AT_ONCE = 10;
/** On a busy machine, with the database in this very process. */
const RACE_TIMEOUT_MS = 120_000;

const crew = useTokenCrew(SEED);

const polled = ({ db, clock }: WorkerDeps, ids: Iterable<number>) =>
  findListenersToPoll(db, [...ids], clock.now());

async function onlyListener(worker: WorkerDeps, id: number | undefined) {
  const [listener] = await polled(worker, id === undefined ? [] : [id]);
  if (!listener) throw new Error('The listener cannot be polled.');
  return listener;
}

/** About the same order for every worker, so that they meet at the same listener, but nobody is always first. */
function jostled<T>(items: readonly T[], random: () => number): T[] {
  return items
    .map((item, index) => ({ item, place: index + random() * AT_ONCE }))
    .sort((a, b) => a.place - b.place)
    .map(({ item }) => item);
}

/** A clock that also counts how often somebody slept by it. */
function watch<T extends Clock>(clock: T): T & { sleeps: number } {
  const watched = {
    ...clock,
    sleeps: 0,
    sleep: (ms: number) => {
      watched.sleeps += 1;
      return clock.sleep(ms);
    },
  };
  return watched;
}

const callsTo = ({ simulator }: TokenCrew, path: string) =>
  simulator.control.requests().recent.filter((request) => request.path === path).length;

/** Every worker, all at once, for every listener: `spend` answers what each got. */
async function race<T>(
  workers: WorkerDeps[],
  ids: number[],
  spend: (w: WorkerDeps, l: Polled) => Promise<T>,
) {
  // Everybody reads first: all of them believe that the old tokens are the current ones.
  const seen = await Promise.all(
    workers.map(async (worker) => ({ worker, owners: await polled(worker, ids) })),
  );
  const random = seededRandom(SEED);
  const results = await Promise.all(
    seen.map(({ worker, owners }) =>
      pMap(jostled(owners, random), (owner) => spend(worker, owner), { concurrency: AT_ONCE }),
    ),
  );
  return results.flat();
}
type Polled = Awaited<ReturnType<typeof polled>>[number];

describe('many listeners whose tokens end, and 4 workers that notice at once', () => {
  it(
    'spend each refresh token once: nobody is cut off, and every caller gets a token that works',
    async () => {
      const { simulator, hire, signIn } = crew();
      const users = await signIn(LISTENERS, MINUTE);
      const clock = watch(systemClock);
      const workers = Array.from({ length: WORKERS }, () => hire({ wayMs: 30, clock }));
      const tokens = await race(workers, [...users.values()], freshToken);

      // Otherwise they have not raced, and this test has shown nothing.
      expect(clock.sleeps).toBeGreaterThan(LISTENERS.length);
      const all = LISTENERS.length;
      expect(simulator.control.tokenTotals()).toEqual({ families: all, dead: 0, refreshes: all, reuses: 0 });
      const auditor = hire();
      const rows = await auditor.db.user.findMany({ orderBy: { id: 'asc' } });
      const stored = rows.map(({ id, spotifyId, refreshToken, tokenVersion, refreshLeaseUntil }) => ({
        listener: spotifyId,
        refreshToken: auditor.seal.open(refreshToken ?? '', { userId: id, column: 'refresh_token' }),
        tokenVersion,
        refreshLeaseUntil,
      }));
      const current = LISTENERS.map((listener) => ({
        listener,
        refreshToken: simulator.control.tokenState(listener).currentRefreshToken,
        tokenVersion: 1,
        refreshLeaseUntil: null,
      }));
      expect(stored).toEqual(current);

      expect(tokens).toHaveLength(LISTENERS.length * WORKERS);
      const answers = await pMap(
        tokens,
        async (token) => token.ok && (await auditor.spotify.recentlyPlayed(token.value.accessToken)).ok,
        { concurrency: AT_ONCE },
      );
      expect(answers.filter((worked) => !worked)).toEqual([]);
    },
    RACE_TIMEOUT_MS,
  );

  it(
    'would be cut off without the lease: the stage does punish the second use',
    async () => {
      const { simulator, hire, signIn } = crew();
      const users = await signIn(LISTENERS, MINUTE);
      const workers = Array.from({ length: WORKERS }, () => hire({ wayMs: 30 }));
      await race(workers, [...users.values()], ({ seal, spotify }, { id, refreshToken }) =>
        spotify.refresh(seal.open(refreshToken, { userId: id, column: 'refresh_token' })),
      );
      expect(simulator.control.tokenTotals().dead).toBe(LISTENERS.length);
    },
    RACE_TIMEOUT_MS,
  );
});

describe('a refresh', () => {
  it('is taken over when its worker died before asking, but not before the lease has ended', async () => {
    const stage = crew();
    const users = await stage.signIn(['ada'], MINUTE);
    const clock = watch(createShiftedClock());
    const dying = stage.hire();
    const heir = stage.hire({ clock });
    const listener = await onlyListener(heir, users.get('ada'));
    void freshToken(
      { ...dying, spotify: { ...dying.spotify, refresh: () => new Promise(() => {}) } },
      listener,
    );
    await waitUntil('the lease to be taken', async () => {
      const row = await heir.db.user.findUniqueOrThrow({ where: { id: listener.id } });
      return row.refreshLeaseUntil !== null;
    });

    const taken = freshToken(heir, listener);
    await waitUntil('the waiting worker to have polled three times', () => clock.sleeps >= 3);
    expect(callsTo(stage, '/api/token')).toBe(0);
    clock.advance(61 * SECOND);
    const token = await taken;

    expect(token.ok && (await heir.spotify.recentlyPlayed(token.value.accessToken)).ok).toBe(true);
    expect(stage.simulator.control.tokenTotals()).toMatchObject({ dead: 0, refreshes: 1, reuses: 0 });
  });

  it('never overwrites the tokens of a sign-in that came meanwhile', async () => {
    const stage = crew();
    const users = await stage.signIn(['ada'], MINUTE);
    let release = () => {};
    const released = new Promise<void>((resolve) => {
      release = resolve;
    });
    const worker = stage.hire({ hold: (path) => (path === '/api/token' ? released : Promise.resolve()) });
    const listener = await onlyListener(worker, users.get('ada'));
    const refreshing = freshToken(worker, listener);
    await waitUntil('the refresh to reach Spotify', () => callsTo(stage, '/api/token') === 1);
    const signedIn = await signInAgain(stage, worker, listener.id);
    release();
    const token = await refreshing;

    const row = await worker.db.user.findUniqueOrThrow({ where: { id: listener.id } });
    const opened = {
      accessToken: worker.seal.open(row.accessToken ?? '', { userId: row.id, column: 'access_token' }),
      refreshToken: worker.seal.open(row.refreshToken ?? '', { userId: row.id, column: 'refresh_token' }),
    };
    expect(opened).toEqual({ accessToken: signedIn.accessToken, refreshToken: signedIn.refreshToken });
    expect(row).toMatchObject({ tokenVersion: listener.tokenVersion + 1, refreshLeaseUntil: null });
    expect(token.ok && (await worker.spotify.recentlyPlayed(token.value.accessToken)).ok).toBe(true);
    expect(stage.simulator.control.tokenState('ada').currentRefreshToken).toBe(signedIn.refreshToken);
  });

  it('answers a 401 for a token believed good: one refresh and one retry', async () => {
    const stage = crew();
    const users = await stage.signIn(['ada'], HOUR);
    const worker = stage.hire();
    stage.simulator.control.addFault({ match: { path: 'recently-played' }, fault: { kind: 'unauthorized' } });
    const reading = await readListener(worker, await onlyListener(worker, users.get('ada')));

    expect(reading).toMatchObject({ tokenVersion: 1, outcome: { ok: true } });
    expect(callsTo(stage, '/v1/me/player/recently-played')).toBe(2);
    expect(callsTo(stage, '/api/token')).toBe(1);
  });

  it('is one, too, when every worker meets the 401 at once', async () => {
    const stage = crew();
    const users = await stage.signIn(['ada'], HOUR);
    const workers = Array.from({ length: WORKERS }, () => stage.hire({ wayMs: 30 }));
    stage.simulator.control.expireAccessTokens('ada');
    const readings = await race(workers, [...users.values()], readListener);

    expect(readings.map(({ outcome }) => outcome.ok)).toEqual([true, true, true, true]);
    expect(stage.simulator.control.tokenTotals()).toMatchObject({ dead: 0, refreshes: 1, reuses: 0 });
  });

  it('is not tried a second time when the retry meets a 401 again', async () => {
    const stage = crew();
    const users = await stage.signIn(['ada'], HOUR);
    const worker = stage.hire();
    const fault = {
      match: { path: 'recently-played' },
      times: 'forever',
      fault: { kind: 'unauthorized' },
    } as const;
    stage.simulator.control.addFault(fault);
    const { outcome } = await readListener(worker, await onlyListener(worker, users.get('ada')));

    expect(outcome).toEqual({ ok: false, error: { kind: 'unauthorized' } });
    expect(callsTo(stage, '/v1/me/player/recently-played')).toBe(2);
    expect(callsTo(stage, '/api/token')).toBe(1);
  });
});

async function signInAgain({ simulator }: TokenCrew, { db, seal }: WorkerDeps, id: number) {
  const tokens = simulator.control.issueTokens('ada');
  await storeSignIn(db, id, {
    spotifyId: 'ada',
    spotifyAccountId: null,
    name: 'Ada',
    email: null,
    image: null,
    accessToken: seal.seal(tokens.accessToken, { userId: id, column: 'access_token' }),
    refreshToken: seal.seal(tokens.refreshToken, { userId: id, column: 'refresh_token' }),
    tokenExpiresAt: new Date(tokens.expiresAt),
    authorizedAt: new Date(),
    scope: '',
  });
  return tokens;
}
