import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EVERY_PLAY } from '@/lib/shared/history/plays-filter';
import { HOUR, MINUTE } from '@/lib/shared/time';
import {
  findCountedMilestones,
  findTrackMilestones,
  type MilestoneRow,
} from '@/repositories/analytics/look-back/find-milestones';
import { changeCountsFrom } from '@/services/analytics/change-counts-from';
import { getMilestones } from '@/services/analytics/look-back/milestones';
import { spanOf } from '@/services/analytics/read-deps';
import { getHistory } from '@/services/history/history';
import { removePlays } from '@/services/history/remove-plays';
import { listenerWho, readDeps } from '../../statistics/listener-stage';
import { lives } from '../../statistics/lives';
import * as naive from '../../statistics/recount';
import { repetitions } from '../../support/depth';
import { keepPlays, type PlayedTrack } from '../../support/keep-plays';
import { useStageDatabase } from '../../support/stage-database';

const stage = useStageDatabase();

const keyOf = ({ playedAt, name }: Pick<MilestoneRow, 'playedAt' | 'name'>) =>
  `${playedAt.toISOString()} ${name}`;
const naiveKey = ({ at, track }: naive.Counted) => `${new Date(at).toISOString()} ${track}`;

describe('a milestone is the play with which the number was reached', () => {
  it('in every zone, on days that come in two pieces too', async () => {
    await fc.assert(
      fc.asyncProperty(lives, async ({ timeZone, now, played }) => {
        await stage.reset();
        const user = await listenerWho(stage.db(), 'ada', { timeZone, now, played });
        const deps = readDeps(stage.db(), now);
        const ids = new Map((await stage.db().track.findMany()).map(({ name, id }) => [name, id]));
        const all = naive.countedPlays(played, timeZone, (name) => ids.get(name) ?? 0);
        const numbers = Array.from({ length: all.length + 2 }, (_, index) => index + 1);
        const hours = [1, 2, 3];
        const found = await findCountedMilestones(deps.db, user, spanOf(deps, user), {
          plays: numbers,
          hours,
        });
        const countedTo = (of: 'plays' | 'hours') =>
          new Map(found.filter((row) => row.of === of).map((row) => [row.number, keyOf(row)]));
        expect(countedTo('plays')).toEqual(
          new Map(all.map((play, index) => [index + 1, naiveKey(play)]).reverse() as [number, string][]),
        );
        const msTo = (end: number) => all.slice(0, end).reduce((ms, play) => ms + play.listenedMs, 0);
        const reached = hours.flatMap((number) => {
          const play = all.find((_, index) => msTo(index + 1) >= number * HOUR);
          return play ? [[number, naiveKey(play)]] : [];
        });
        expect([...countedTo('hours')].sort()).toEqual(reached);

        const ofTracks = await findTrackMilestones(deps.db, user.id, { number: 2, below: 4, limit: 50 });
        const expected = [...new Set(all.map(({ recording }) => recording))].flatMap((recording) => {
          const mine = all.filter((play) => play.recording === recording);
          return mine[1] && mine.length < 4 ? [naiveKey(mine[1])] : [];
        });
        expect(ofTracks.map(keyOf).sort()).toEqual(expected.sort());
      }),
      { numRuns: repetitions(3, 40), seed: 20261129 },
    );
  });
});

describe('milestones', () => {
  const now = new Date('2026-11-29T12:00:00Z');
  const plays = (count: number, first: string, msPlayed?: number): PlayedTrack[] =>
    Array.from({ length: count }, (_, index) => ({
      track: 'loved',
      artists: ['a'],
      album: 'b',
      durationMs: 3 * MINUTE,
      endedAt: new Date(Date.parse(first) + index * HOUR),
      ...(msPlayed === undefined ? {} : { msPlayed }),
    }));

  const meet = async (played: PlayedTrack[]) => {
    await stage.reset();
    const user = await listenerWho(stage.db(), 'ada', { timeZone: 'Asia/Kathmandu', now, played });
    const deps = readDeps(stage.db(), now);
    const named = async () => {
      const { milestones } = await getMilestones(deps, user);
      return milestones.map(({ of, number, playedAt }) => `${of} ${number} ${playedAt}`);
    };
    return { user, deps, named };
  };

  it('lead to their play, and to no other', async () => {
    const { user, deps } = await meet(plays(120, '2026-01-01T00:00:00Z'));
    const { milestones } = await getMilestones(deps, user);
    expect(milestones.map(({ of, number }) => [of, number])).toEqual([
      ['plays', 100],
      ['track', 100],
      ['plays', 1],
    ]);
    for (const { playedAt, track } of milestones) {
      const filter = { ...EVERY_PLAY, at: playedAt, entity: { kind: 'release' as const, id: track.id } };
      const listed = await getHistory(deps, user, { filter, limit: 10 });
      expect(listed.plays.map((play) => [play.playedAt, play.trackId])).toEqual([[playedAt, track.id]]);
    }
  });

  it('move when plays are imported into the past, and when plays are removed or count no more', async () => {
    const { user, deps, named } = await meet([
      ...plays(99, '2026-01-01T00:00:00Z'),
      ...plays(1, '2026-06-01T00:00:00Z', 40_000),
    ]);
    expect(await named()).toEqual([
      'plays 100 2026-06-01T00:00:00.000Z',
      'track 100 2026-06-01T00:00:00.000Z',
      'plays 1 2026-01-01T00:00:00.000Z',
    ]);
    await keepPlays(stage.db(), user.id, now, plays(1, '2020-05-05T00:00:00Z'));
    expect(await named()).toEqual([
      'plays 100 2026-01-05T02:00:00.000Z',
      'track 100 2026-01-05T02:00:00.000Z',
      'plays 1 2020-05-05T00:00:00.000Z',
    ]);
    const { trackId } = await stage.db().playEvent.findFirstOrThrow();
    const playedAt = new Date('2026-01-01T00:00:00Z');
    await removePlays({ ...deps, db: stage.db() }, user.id, { what: 'play', playedAt, trackId });
    expect((await named())[0]).toBe('plays 100 2026-06-01T00:00:00.000Z');
    await changeCountsFrom({ db: stage.db() }, user.id, 60);
    expect(await named()).toEqual(['plays 1 2020-05-05T00:00:00.000Z']);
  });
});
