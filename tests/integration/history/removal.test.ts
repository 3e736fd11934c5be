import { describe, expect, it } from 'vitest';
import { ALL_TIME } from '@/lib/shared/analytics/range-presets';
import { DAY, HOUR, MINUTE } from '@/lib/shared/time';
import { findStatisticsVersion } from '@/repositories/analytics/find-statistics-version';
import { getSessions } from '@/services/analytics/sessions';
import { scheduleArchive } from '@/services/archival/tick';
import { listRemovals, removePlays, undoRemoval } from '@/services/history/remove-plays';
import type { ArchiveStage } from '../../support/archive-stage';
import { deliverUntil } from '../../support/deliver-messages';
import { expectRollupsEqualRecount } from '../../support/expect-archive';
import { keepPlays } from '../../support/keep-plays';
import { useArchiveStage } from '../../support/stage-database';

const stage = useArchiveStage();

const anHour = async (s: ArchiveStage) => {
  await scheduleArchive(s.deps, {});
  await deliverUntil(s, new Date(s.clock.now().getTime() + HOUR));
};

/** Polled plays, `apart` ms, the newest ending at `until`. */
const listed = (count: number, until: number, apart: number) =>
  Array.from({ length: count }, (_, i) => ({
    playedAt: until - i * apart,
    track: i % 40,
    listenedMs: MINUTE,
  }));

const rowsOf = ({ deps }: ArchiveStage) =>
  deps.db.playEvent.findMany({
    orderBy: [{ userId: 'asc' }, { playedAt: 'asc' }, { trackId: 'asc' }],
    omit: { originId: true },
    include: { origin: { select: { sources: true, firstId: true } }, reports: true },
  });

const choiceOf = ({ playedAt, trackId }: { playedAt: Date; trackId: number }, what: 'play' | 'session') => ({
  what,
  playedAt,
  trackId,
});

/** Ada played two sessions of two artists, the second of them twice; each entry is minutes before now, track and artist. */
async function library(s: ArchiveStage): Promise<number> {
  const now = s.clock.now();
  const { id } = await s.deps.db.user.create({ data: { spotifyId: 'ada', timeZone: 'Asia/Kathmandu' } });
  const played: [minutes: number, track: string, artist: string, msPlayed?: number][] = [
    [300, 'one', 'Ada'],
    [296, 'two', 'Bea'],
    [294, 'three', 'Ada', 2_000],
    [292, 'one', 'Ada', 180_000],
    [120, 'two', 'Bea'],
    [60, 'one', 'Ada'],
    [55, 'four', 'Cara'],
  ];
  await keepPlays(
    s.deps.db,
    id,
    now,
    played.map(([minutes, track, artist, msPlayed]) => ({
      endedAt: new Date(now.getTime() - minutes * MINUTE),
      track,
      artists: [artist],
      album: 'an album',
      durationMs: 4 * MINUTE,
      ...(msPlayed === undefined ? {} : { msPlayed }),
    })),
  );
  return id;
}

async function playAt(s: ArchiveStage, minutes: number) {
  const playedAt = new Date(s.clock.now().getTime() - minutes * MINUTE);
  return s.deps.db.playEvent.findFirstOrThrow({ where: { playedAt } });
}

describe('a removal', () => {
  it('takes one play out of the list and every figure, and undoing it brings everything back', async () => {
    const s = stage();
    const userId = await library(s);
    const before = await rowsOf(s);
    const version = await findStatisticsVersion(s.deps.db, userId);
    const removed = await removePlays(s.deps, userId, choiceOf(await playAt(s, 120), 'play'));
    expect(removed).toMatchObject({ label: '“two” by Bea', plays: 1 });
    expect(await rowsOf(s)).toHaveLength(before.length - 1);
    await expectRollupsEqualRecount(s.deps.db, 'without the play');
    expect(await findStatisticsVersion(s.deps.db, userId)).not.toBe(version);

    expect(await undoRemoval(s.deps, userId, removed.id)).toEqual({ plays: 1 });
    expect(await rowsOf(s)).toEqual(before);
    await expectRollupsEqualRecount(s.deps.db, 'with the play again');
    expect((await listRemovals(s.deps, userId)).removals).toEqual([]);
  });

  it('takes a listening session, skipped plays within it too, and nothing of its neighbours', async () => {
    const s = stage();
    const userId = await library(s);
    const first = await removePlays(s.deps, userId, choiceOf(await playAt(s, 296), 'session'));
    expect(first).toMatchObject({ label: 'A session of 4 plays', plays: 4 });
    await expectRollupsEqualRecount(s.deps.db, 'without the session');
    const deps = { ...s.deps, clock: s.clock };
    const { sessions } = await getSessions(deps, { id: userId, timeZone: 'Asia/Kathmandu' }, ALL_TIME);
    expect(sessions).toBe(2);
    const last = await removePlays(s.deps, userId, choiceOf(await playAt(s, 55), 'session'));
    expect(last).toMatchObject({ plays: 2 });
    expect(await rowsOf(s)).toHaveLength(1);
  });

  it('takes all plays of an artist, and the last play that there is', async () => {
    const s = stage();
    const userId = await library(s);
    const before = await rowsOf(s);
    const ids: number[] = [];
    for (const name of ['Ada', 'Bea', 'Cara']) {
      const artist = await s.deps.db.artist.findFirstOrThrow({ where: { name } });
      const removal = await removePlays(s.deps, userId, { what: 'artist', artistId: artist.id });
      ids.push(removal.id);
      expect(removal.label).toBe(`All plays of ${name}`);
      await expectRollupsEqualRecount(s.deps.db, `without ${name}`);
    }
    expect(await rowsOf(s)).toEqual([]);
    expect(await s.deps.db.userTotals.count()).toBe(0);
    for (const id of ids) await undoRemoval(s.deps, userId, id);
    expect(await rowsOf(s)).toEqual(before);
    await expectRollupsEqualRecount(s.deps.db, 'with all again');
  });

  it('is refused for plays of somebody else, and so is its undoing', async () => {
    const s = stage();
    const userId = await library(s);
    const { id: other } = await s.deps.db.user.create({ data: { spotifyId: 'eve' } });
    const play = choiceOf(await playAt(s, 120), 'play');
    const { artistId } = await s.deps.db.trackArtist.findFirstOrThrow();
    for (const choice of [play, { ...play, what: 'session' as const }, { what: 'artist' as const, artistId }])
      await expect(removePlays(s.deps, other, choice)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    const { id } = await removePlays(s.deps, userId, play);
    await expect(undoRemoval(s.deps, other, id)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(removePlays(s.deps, userId, play)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('can be undone for 30 days; afterwards its plays stay removed', async () => {
    const s = stage();
    const userId = await library(s);
    const play = choiceOf(await playAt(s, 120), 'play');
    const { id } = await removePlays(s.deps, userId, play);
    s.clock.advance(30 * DAY + 1);
    await expect(undoRemoval(s.deps, userId, id)).rejects.toMatchObject({ code: 'CONFLICT' });
    expect((await listRemovals(s.deps, userId)).removals).toMatchObject([{ id, plays: 1, undoUntil: null }]);
    expect(await s.deps.db.removedPlay.count()).toBe(1);
  });
});

describe('a poll', () => {
  it('does not bring a removed play back, and compares with the plays as they are then', async () => {
    const s = stage();
    const start = s.clock.now().getTime();
    s.simulator.control.addListener({ id: 'skipper', plays: listed(5, start, 5 * MINUTE) });
    const userId = await s.signIn('skipper');
    await anHour(s);
    const [, second] = await rowsOf(s);
    if (!second) throw new Error('There are five plays.');
    await removePlays(s.deps, userId, choiceOf(second, 'play'));
    s.simulator.control.addPlays('skipper', [{ playedAt: start + 10 * MINUTE, track: 1 }]);
    await anHour(s);
    expect((await rowsOf(s)).map(({ playedAt }) => playedAt)).not.toContainEqual(second.playedAt);
    expect(await rowsOf(s)).toHaveLength(5);
    await expectRollupsEqualRecount(s.deps.db, 'after the poll');
  });

  it('opens no gap beside a removed play: it shows that its time was archived', async () => {
    const s = stage();
    const start = s.clock.now().getTime();
    s.simulator.control.addListener({ id: 'steady', plays: listed(3, start, 5 * MINUTE) });
    const userId = await s.signIn('steady');
    await anHour(s);
    const newest = (await rowsOf(s)).at(-1);
    if (!newest) throw new Error('There are three plays.');
    await removePlays(s.deps, userId, choiceOf(newest, 'play'));
    // The page of 50 begins with the removed play.
    s.simulator.control.addPlays('steady', listed(49, start + 55 * MINUTE, 65_000));
    await anHour(s);
    expect(await s.deps.db.playEvent.count()).toBe(51);
    expect(await s.deps.db.archiveGap.count()).toBe(0);
    // It begins after a removed play: only what lies between the two may be missing.
    const last = (await rowsOf(s)).at(-1);
    if (!last) throw new Error('There are 51 plays.');
    await removePlays(s.deps, userId, choiceOf(last, 'play'));
    s.simulator.control.addPlays('steady', listed(50, s.clock.now().getTime() - 5 * MINUTE, 40_000));
    await anHour(s);
    expect(await s.deps.db.archiveGap.findMany()).toMatchObject([{ from: last.playedAt }]);
  });

  it('narrows an open gap as if nothing had been removed', async () => {
    const s = stage();
    const { id: userId } = await s.deps.db.user.create({ data: { spotifyId: 'ada' } });
    const now = s.clock.now();
    const ending = (minutes: number) => ({
      endedAt: new Date(now.getTime() - minutes * MINUTE),
      track: `at ${minutes}`,
      artists: ['Ada'],
      album: null,
      durationMs: MINUTE,
    });
    await keepPlays(s.deps.db, userId, now, [ending(60), ending(20)]);
    const span = { from: ending(60).endedAt, to: ending(20).endedAt };
    await s.deps.db.archiveGap.create({ data: { userId, ...span, missedAtMost: 79, openedAt: now } });
    await removePlays(s.deps, userId, choiceOf(await playAt(s, 60), 'play'));
    await keepPlays(s.deps.db, userId, now, [ending(50)]);
    expect(await s.deps.db.archiveGap.findMany()).toMatchObject([{ missedAtMost: 19 + 59, closedAt: null }]);
  });
});
