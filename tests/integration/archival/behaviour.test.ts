import { describe, expect, it } from 'vitest';
import { getConnectionCheck } from '@/services/archival/connection-check';
import { scheduleArchive } from '@/services/archival/tick';
import { archiveUserTracks, requestArchive } from '@/services/archival-service';
import type { ArchiveStage } from '../../support/archive-stage';
import { deliverUntil } from '../../support/deliver-messages';
import { expectRollupsEqualRecount } from '../../support/expect-archive';
import { lastPollOf } from '../../support/last-poll';
import { useArchiveStage } from '../../support/stage-database';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const stage = useArchiveStage();

const anHour = async (s: ArchiveStage) => {
  await scheduleArchive(s.deps, {});
  await deliverUntil(s, new Date(s.clock.now().getTime() + HOUR));
};

/** Plays of one track each, `apart` ms, the newest ending at `until`. */
const plays = (count: number, until: number, apart: number) =>
  Array.from({ length: count }, (_, i) => ({
    playedAt: until - i * apart,
    track: i % 40,
    listenedMs: Math.min(apart, 60_000),
  }));

describe('the tick', () => {
  it('spreads the batches of 50 evenly over the hour', async () => {
    const s = stage();
    await s.deps.db.user.createMany({
      data: Array.from({ length: 130 }, (_, i) => ({
        spotifyId: `u${i}`,
        accessToken: 'sealed',
        refreshToken: 'sealed',
        tokenExpiresAt: new Date(0),
        authorizedAt: new Date('2026-03-01T10:00:00Z'),
      })),
    });
    const report = await scheduleArchive(s.deps, {});
    expect(report).toMatchObject({ batches: 3, users: 130, repeated: false });
    expect(s.queue.published.map((m) => m.delaySeconds)).toEqual([0, 1200, 2400]);
    expect(s.queue.published.map((m) => m.deduplicationId)).toEqual(
      [0, 1, 2].map((n) => `archive:2026-03-02T10:00:00.000Z:${n}`),
    );
    const { id } = await s.deps.db.user.findFirstOrThrow({ where: { spotifyId: 'u0' } });
    const { archive } = await getConnectionCheck(s.deps, id);
    expect(archive.nextSync).toMatchObject({ by: '2026-03-02T11:00:00.000Z', waitsFor: 'schedule' });
  });

  it('promises its moment where one batch holds everybody', async () => {
    const s = stage();
    const id = await s.signIn('quiet');
    await scheduleArchive(s.deps, {});
    const { archive } = await getConnectionCheck(s.deps, id);
    expect(archive.nextSync).toEqual({ at: '2026-03-02T11:00:00.000Z', waitsFor: 'schedule' });
  });

  it('deduplicates a doubled tick, and counts missed ticks', async () => {
    const s = stage();
    await s.signIn('quiet');
    await scheduleArchive(s.deps, {});
    expect(await scheduleArchive(s.deps, {})).toMatchObject({ repeated: true });
    expect(s.queue.published).toHaveLength(1);
    s.clock.advance(4 * HOUR);
    await scheduleArchive(s.deps, {});
    const runs = await s.deps.db.archiveRun.findMany({ orderBy: { scheduledFor: 'asc' } });
    expect(runs.map((r) => [r.ticks, r.missedBefore])).toEqual([
      [2, 0],
      [1, 3],
    ]);
  });

  it('belongs to its scheduled hour, however late it arrives', async () => {
    const s = stage();
    s.clock.advance(37 * MINUTE);
    expect(await scheduleArchive(s.deps, {})).toMatchObject({ scheduledFor: '2026-03-02T10:00:00.000Z' });
  });
});

describe('a gap', () => {
  it('is opened when the oldest play of a full page is new, and bounds what may be missing', async () => {
    const s = stage();
    const start = s.clock.now().getTime();
    s.simulator.control.addListener({ id: 'skipper', plays: plays(3, start, 5 * MINUTE) });
    const userId = await s.signIn('skipper');
    await anHour(s);
    s.simulator.control.addPlays('skipper', plays(80, s.clock.now().getTime() - 2 * MINUTE, 40_000));
    await anHour(s);
    const truth = s.simulator.control.playsBetween('skipper', 0, s.clock.now().getTime());
    expect(truth).toHaveLength(83);
    expect(await s.deps.db.playEvent.count({ where: { userId } })).toBe(53);
    const gaps = await s.deps.db.archiveGap.findMany();
    expect(gaps).toHaveLength(1);
    const [gap] = gaps;
    expect(gap?.from.getTime()).toBe(start);
    expect(gap?.missedAtMost).toBeGreaterThanOrEqual(30);
    expect(gap?.to.getTime()).toBe(truth.at(-50)?.playedAt);
  });

  it('is one, though an earlier page is written after a later one', async () => {
    const s = stage();
    const start = s.clock.now().getTime();
    s.simulator.control.addListener({ id: 'skipper', plays: plays(3, start, 5 * MINUTE) });
    await s.signIn('skipper');
    await anHour(s);
    s.simulator.control.addPlays('skipper', plays(140, s.clock.now().getTime() - 2 * MINUTE, 20_000));
    const truth = s.simulator.control.playsBetween('skipper', 0, s.clock.now().getTime());
    for (const newest of [143, 103]) {
      const items = truth.slice(newest - 50, newest).map(({ playedAt, trackId }) => ({
        played_at: new Date(playedAt).toISOString(),
        track: { id: trackId, name: trackId, artists: [] },
      }));
      s.simulator.control.setRecordedPage('skipper', { items });
      await anHour(s);
    }
    expect(await s.deps.db.archiveGap.findMany()).toMatchObject([{ from: new Date(start), closedAt: null }]);
  });

  it('is not opened for a new listener, nor where nothing can hide between two plays', async () => {
    const s = stage();
    const start = s.clock.now().getTime();
    s.simulator.control.addListener({ id: 'steady', plays: plays(50, start, 50_000) });
    await s.signIn('steady');
    await anHour(s);
    s.simulator.control.addPlays('steady', plays(50, start + 50 * 50_000, 50_000));
    await anHour(s);
    expect(await s.deps.db.playEvent.count()).toBe(100);
    expect(await s.deps.db.archiveGap.count()).toBe(0);
  });

  it('is closed by plays that arrive late and leave no room for more', async () => {
    const s = stage();
    const start = s.clock.now().getTime();
    s.simulator.control.addListener({ id: 'late', plays: plays(2, start, 5 * MINUTE) });
    await s.signIn('late');
    await anHour(s);
    const after = start + 40 * MINUTE;
    s.simulator.control.addPlays('late', plays(50, after, 40_000));
    await anHour(s);
    expect(await s.deps.db.archiveGap.findMany({ select: { closedAt: true } })).toEqual([{ closedAt: null }]);
    const oldest = after - 49 * 40_000;
    const hidden = plays(Math.ceil((oldest - start) / 50_000) - 1, oldest - 50_000, 50_000).map((play) => ({
      ...play,
      arrivesAt: s.clock.now().getTime(),
    }));
    s.simulator.control.setRecordedPage('late', null);
    s.simulator.control.addListener({ id: 'late', plays: hidden });
    s.clock.advance(MINUTE);
    await anHour(s);
    const [gap] = await s.deps.db.archiveGap.findMany();
    expect(gap).toMatchObject({ missedAtMost: 0, closedBy: 'late_arrivals' });
    await expectRollupsEqualRecount(s.deps.db, 'after late arrivals');
  });
});

describe('a heavy listener', () => {
  it('is polled again within the hour, and nothing is lost at a pace of 45 seconds a play', async () => {
    const s = stage();
    const start = s.clock.now().getTime();
    const life = plays(4 * 80, start + 4 * HOUR - 10_000, 45_000);
    s.simulator.control.addListener({ id: 'heavy-now', plays: life });
    const userId = await s.signIn('heavy-now');
    for (let hour = 0; hour < 4; hour++) await anHour(s);
    const kept = await s.deps.db.playEvent.findMany({ orderBy: { playedAt: 'asc' } });
    const from = kept[0]?.playedAt.getTime() ?? 0;
    const polledAt = (await lastPollOf(s.deps.db, userId))?.getTime() ?? 0;
    const truth = s.simulator.control.playsBetween('heavy-now', from, polledAt + 1);
    expect(kept).toHaveLength(truth.length);
    expect(truth.length).toBeGreaterThan(250);
    expect(await s.deps.db.archiveGap.count()).toBe(0);
  });
});

describe('artists', () => {
  it('are looked up one by one where Spotify refuses the batch, and the refusal is remembered', async () => {
    const s = stage({ quota: 'development' });
    await s.signIn('quiet');
    await anHour(s);
    const counts = () =>
      s.simulator.control.requests().counts.filter((c) => c.path.startsWith('/v1/artists'));
    expect(
      counts()
        .filter((c) => c.path === '/v1/artists')
        .reduce((n, c) => n + c.count, 0),
    ).toBe(1);
    expect(await s.deps.db.artist.count({ where: { detailsFetchedAt: { not: null } } })).toBeGreaterThan(0);
  });

  it('leave the quota of development mode to the polls, however many of them wait for their details', async () => {
    const s = stage({ quota: 'development' });
    await s.signIn('regular');
    const waiting = Array.from({ length: 1_000 }, (_, i) => `${i}`.padStart(22, '0'));
    await s.deps.db.artist.createMany({
      data: waiting.map((spotifyId) => ({ spotifyId, name: spotifyId, searchName: spotifyId })),
    });
    for (let hour = 0; hour < 24; hour++) await anHour(s);
    const asked = s.simulator.control
      .requests()
      .counts.filter(({ path }) => path.startsWith('/v1/artists/'))
      .reduce((calls, { count }) => calls + count, 0);
    expect(asked).toBeGreaterThan(200);
    expect(asked).toBeLessThanOrEqual(240);
  });

  it('never lose their genres to an answer that lacks them', async () => {
    const s = stage();
    await s.signIn('quiet');
    await anHour(s);
    const known = await s.deps.db.artist.findFirstOrThrow({ where: { genres: { isEmpty: false } } });
    s.simulator.control.setQuota('development');
    s.clock.advance(31 * 24 * HOUR);
    await s.deps.db.artist.updateMany({
      where: { id: { not: known.id } },
      data: { detailsFetchedAt: s.clock.now(), detailsAskedAt: s.clock.now() },
    });
    s.simulator.control.addPlays('quiet', [{ playedAt: s.clock.now().getTime() - MINUTE, track: 1 }]);
    await anHour(s);
    await anHour(s);
    const after = await s.deps.db.artist.findUniqueOrThrow({ where: { id: known.id } });
    expect(after.genres).toEqual(known.genres);
    expect(after.genresSource).toBe('spotify');
  });
});

describe('a requested archive', () => {
  it('runs although the hour is done already, and its status ends', async () => {
    const s = stage();
    s.simulator.control.addListener({ id: 'me', plays: plays(2, s.clock.now().getTime(), 5 * MINUTE) });
    const userId = await s.signIn('me');
    await anHour(s);
    s.simulator.control.addPlays('me', [{ playedAt: s.clock.now().getTime() - 1000, track: 3 }]);
    expect(await requestArchive(s.deps, userId, 'manual')).toMatchObject({ status: 'queued' });
    await deliverUntil(s, new Date(s.clock.now().getTime() + MINUTE));
    expect(await s.deps.db.archiveRequest.findFirst()).toMatchObject({ status: 'succeeded', newPlays: 1 });
  });

  it('is the same request when requested twice', async () => {
    const s = stage();
    const userId = await s.signIn('quiet');
    const first = await requestArchive(s.deps, userId, 'manual');
    expect((await requestArchive(s.deps, userId, 'manual')).id).toBe(first.id);
  });
});

describe('a track that Spotify first lists without its artists', () => {
  it('leaves every figure equal to a recount when the artists come later', async () => {
    const s = stage();
    const start = s.clock.now().getTime();
    s.simulator.control.addListener({ id: 'odd', plays: [{ playedAt: start - MINUTE, track: 1 }] });
    await s.signIn('odd');
    s.simulator.control.addFault({
      match: { path: 'recently-played' },
      fault: { kind: 'odd_items', items: ['artists_empty'] },
    });
    await anHour(s);
    s.simulator.control.addPlays('odd', [{ playedAt: s.clock.now().getTime() - 1000, track: 1 }]);
    await anHour(s);
    expect(await s.deps.db.playEvent.count()).toBe(2);
    await expectRollupsEqualRecount(s.deps.db, 'after artists came late');
  });
});

describe('an answer without plays', () => {
  it('is recorded for a listener who had plays, and is no failure', async () => {
    const s = stage();
    const userId = await s.signIn('regular');
    await anHour(s);
    s.simulator.control.setRecordedPage('regular', {
      items: [],
      next: null,
      cursors: null,
      limit: 50,
      href: '',
    });
    const slot = new Date('2026-03-02T11:00:00Z');
    await s.deps.db.archiveRun.create({ data: { scheduledFor: slot, startedAt: slot } });
    const nextRegularAt = new Date('2026-03-02T12:00:00Z');
    const report = await archiveUserTracks(s.deps, {
      slot,
      batch: 0,
      userIds: [userId],
      attempt: 0,
      nextRegularAt,
    });
    expect(report).toMatchObject({ successful: 1, failed: 0 });
    expect(await s.deps.db.archiveRun.findUnique({ where: { scheduledFor: slot } })).toMatchObject({
      emptyAnswers: 1,
    });
  });
});
