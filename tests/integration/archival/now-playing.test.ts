import { beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '@/lib/clock';
import { KeyValueUnavailable, listenerKeys } from '@/lib/kv/key-value';
import { createLogger } from '@/lib/logger';
import { DAY, HOUR, MINUTE, SECOND } from '@/lib/shared/time';
import { getNowPlaying } from '@/services/archival/now-playing';
import { enrichArtists } from '@/services/catalogue/enrich';
import type { ArchiveStage } from '../../support/archive-stage';
import { readLog } from '../../support/read-log';
import { useArchiveStage } from '../../support/stage-database';

const stage = useArchiveStage();
const NOTHING = { track: null };
const PATH = '/v1/me/player/currently-playing';

let s: ArchiveStage;
let userId: number;

/** A listener in the middle of a track, who allowed to ask for it. */
beforeEach(async () => {
  s = stage();
  const now = s.clock.now().getTime();
  const plays = Array.from({ length: 40 }, (_, track) => ({
    playedAt: now + (track + 1) * 90_000,
    listenedMs: 90_000,
    track,
  }));
  s.simulator.control.addListener({ id: 'listens', plays });
  userId = await s.signIn('listens');
  await allow('user-read-recently-played user-read-currently-playing');
});

const allow = (scope: string) => s.deps.db.user.update({ where: { id: userId }, data: { scope } });
const asked = () => s.simulator.control.requests().recent.filter(({ path }) => path === PATH).length;
const wait = (ms: number) => s.clock.advance(ms);

describe('what plays now', () => {
  it('is asked of Spotify every 30 s at most, however many pages ask', async () => {
    const first = await getNowPlaying(s.deps, userId);
    expect(first.track).toMatchObject({
      spotifyId: expect.stringMatching(/^\w{22}$/),
      artists: expect.arrayContaining([expect.any(String)]),
    });
    expect(await Promise.all([1, 2, 3].map(() => getNowPlaying(s.deps, userId)))).toEqual([
      first,
      first,
      first,
    ]);
    expect(asked()).toBe(1);
    wait(91 * SECOND);
    expect((await getNowPlaying(s.deps, userId)).track?.spotifyId).not.toBe(first.track?.spotifyId);
    expect(asked()).toBe(2);
  });

  it('is the same on pages that open at once: they wait for the one question, and ask no other', async () => {
    const deps = { ...s.deps, clock: { now: s.clock.now, sleep: systemClock.sleep } };
    const [first, ...others] = await Promise.all([1, 2, 3].map(() => getNowPlaying(deps, userId)));
    expect(first?.track).not.toBeNull();
    expect(others).toEqual([first, first]);
    expect(asked()).toBe(1);
  });

  it('is nothing on a page whose question another server never answers, after 3 s', async () => {
    await s.deps.kv.setIfAbsent(`${listenerKeys(userId)}now-playing:asked`, '1', 30);
    const before = s.clock.now().getTime();
    expect(await getNowPlaying(s.deps, userId)).toEqual(NOTHING);
    expect(s.clock.now().getTime() - before).toBe(3 * SECOND);
    expect(asked()).toBe(0);
  });

  it('is nothing when nothing plays, and nothing of it is archived', async () => {
    await getNowPlaying(s.deps, userId);
    wait(2 * 60 * MINUTE);
    expect(await getNowPlaying(s.deps, userId)).toEqual(NOTHING);
    expect([await s.deps.db.track.count(), await s.deps.db.playEvent.count()]).toEqual([0, 0]);
  });

  it('is not asked of who did not allow it', async () => {
    await allow('user-read-recently-played');
    expect(await getNowPlaying(s.deps, userId)).toEqual(NOTHING);
    expect(asked()).toBe(0);
  });

  it('is not asked while the breaker is open, nor without a connection', async () => {
    const until = new Date(s.clock.now().getTime() + DAY);
    await s.deps.db.user.update({ where: { id: userId }, data: { circuitOpenUntil: until } });
    expect(await getNowPlaying(s.deps, userId)).toEqual(NOTHING);
    wait(31 * SECOND);
    await s.deps.db.user.update({ where: { id: userId }, data: { circuitOpenUntil: null, isActive: false } });
    expect(await getNowPlaying(s.deps, userId)).toEqual(NOTHING);
    expect(asked()).toBe(0);
  });

  it('is not asked while Spotify rate-limits the application, and shares the pause that it meets', async () => {
    const fault = { kind: 'rate_limited', retryAfterSeconds: 600 } as const;
    s.simulator.control.addFault({ match: { path: 'currently-playing' }, fault });
    expect(await getNowPlaying(s.deps, userId)).toEqual(NOTHING);
    expect(asked()).toBe(1);
    s.restart();
    wait(31 * SECOND);
    expect(await getNowPlaying(s.deps, userId)).toEqual(NOTHING);
    expect(asked()).toBe(1);
  });

  it.each([
    ['this question', () => getNowPlaying(s.deps, userId)],
    ['a question about artists', () => enrichArtists(s.deps, { round: 0 })],
  ])('shares the pause that the refresh of its token meets, for %s', async (_, ask) => {
    const { log, lines } = readLog();
    s.deps.logger = createLogger('info', log);
    wait(2 * HOUR);
    const fault = { kind: 'rate_limited', retryAfterSeconds: 600 } as const;
    s.simulator.control.addFault({ match: { path: '/api/token' }, fault });
    await ask();
    expect(await s.deps.db.spotifyPause.count()).toBe(1);
    expect(lines('rate-limit pause')).toMatchObject([
      { userId, kind: 'RATE_LIMIT', reason: 'rate_limited', pausedUntil: expect.any(String) },
    ]);
  });

  it('stays far below the quota of development mode, which polls need', async () => {
    await s.deps.kv.set('spotify:batches-forbidden', '1', DAY / SECOND);
    for (let page = 0; page < 300; page++) {
      await getNowPlaying(s.deps, userId);
      wait(31 * SECOND);
    }
    expect(asked()).toBe(240);
  });

  it('is not asked when the store is down, and a failure moves no breaker', async () => {
    s.simulator.control.addFault({
      match: { path: 'currently-playing' },
      fault: { kind: 'server_error', status: 500 },
      times: 'forever',
    });
    expect(await getNowPlaying(s.deps, userId)).toEqual(NOTHING);
    const user = await s.deps.db.user.findUniqueOrThrow({ where: { id: userId } });
    expect(user.consecutiveFailures).toBe(0);
    const before = asked();
    s.deps.kv = {
      ...s.deps.kv,
      setIfAbsent: () => Promise.reject(new KeyValueUnavailable(new Error('down'))),
    };
    expect(await getNowPlaying(s.deps, userId)).toEqual(NOTHING);
    expect(asked()).toBe(before);
  });
});
