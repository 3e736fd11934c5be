import fc from 'fast-check';
import { expect, it } from 'vitest';
import { ALL_TIME } from '@/lib/shared/analytics/range-presets';
import { MINUTE } from '@/lib/shared/time';
import { verifyArchive } from '@/services/analytics/archive-verification';
import { getSessions } from '@/services/analytics/sessions';
import { listenerWho, readDeps } from '../../statistics/listener-stage';
import { countedPlays, sessions } from '../../statistics/recount';
import { repetitions } from '../../support/depth';
import { keepPlays, type PlayedTrack } from '../../support/keep-plays';
import { useStageDatabase } from '../../support/stage-database';

const stage = useStageDatabase();
const START = Date.parse('2026-03-27T22:00:00Z');
const NOW = new Date('2026-04-02T00:00:00Z');
const DAYS = { preset: null, from: '2026-03-20', to: '2026-04-05' } as const;

// Crowded around midnights of UTC, with pauses of about half an hour, and plays that overlap.
const play = fc.record({
  at: fc.oneof(
    fc.integer({ min: 0, max: 300 }).map((minutes) => minutes * MINUTE),
    fc
      .tuple(fc.integer({ min: 0, max: 3 }), fc.integer({ min: 60, max: 180 }))
      .map(([day, m]) => (day * 1440 + m) * MINUTE),
    fc.integer({ min: 0, max: 4 * 1440 }).map((minutes) => minutes * MINUTE),
  ),
  track: fc.integer({ min: 0, max: 3 }),
  msPlayed: fc.option(
    fc.integer({ min: 0, max: 90 }).map((minutes) => minutes * MINUTE),
    { nil: undefined },
  ),
});

const toPlayed = ({
  at,
  track,
  msPlayed,
}: {
  at: number;
  track: number;
  msPlayed: number | undefined;
}): PlayedTrack => ({
  endedAt: new Date(START + at),
  track: `track ${track}`,
  artists: ['somebody'],
  album: null,
  durationMs: 4 * MINUTE,
  ...(msPlayed === undefined ? {} : { msPlayed }),
});

const plays = fc.uniqueArray(play, { maxLength: 40, selector: ({ at, track }) => `${at} ${track}` });

it('the sessions of all time agree with the plays, across midnight and for any order of arrival', async () => {
  await fc.assert(
    fc.asyncProperty(plays, fc.integer({ min: 0, max: 40 }), async (made, early) => {
      await stage.reset();
      const played = made.map(toPlayed);
      const user = await listenerWho(stage.db(), 'ada', {
        timeZone: 'America/Lima',
        now: NOW,
        played: played.slice(early),
      });
      if (early > 0 && played.length > 0) await keepPlays(stage.db(), user.id, NOW, played.slice(0, early));
      const tracks = await stage.db().track.findMany({ select: { id: true, name: true } });
      const keys = new Map(tracks.map(({ id, name }) => [name, id]));
      const counted = countedPlays(played, user.timeZone, (name) => keys.get(name) ?? 0);
      const deps = readDeps(stage.db(), NOW);
      const { range: _, ...all } = await getSessions(deps, user, ALL_TIME);
      expect(all).toEqual(sessions(counted));
      const { range: __, ...days } = await getSessions(deps, user, DAYS);
      expect(all).toEqual(days);
      expect((await verifyArchive(deps)).differences).toEqual([]);
    }),
    { numRuns: repetitions(4, 40), seed: 20261122 },
  );
});

it('follow plays that are corrected or taken away', async () => {
  const user = await listenerWho(stage.db(), 'ada', {
    timeZone: 'UTC',
    now: NOW,
    played: [0, 10, 70, 130, 131].map((at) => toPlayed({ at: at * MINUTE, track: 0, msPlayed: MINUTE })),
  });
  const counts = async () => {
    const { sessions: count, longest } = await getSessions(readDeps(stage.db(), NOW), user, ALL_TIME);
    return [count, longest?.plays];
  };
  expect(await counts()).toEqual([3, 2]);
  await stage.db()
    .$executeRaw`UPDATE play_events SET listened_ms = ${58 * MINUTE} WHERE played_at = ${new Date(START + 130 * MINUTE)}`;
  expect(await counts()).toEqual([2, 3]);
  await stage.db().$executeRaw`DELETE FROM play_events WHERE played_at > ${new Date(START + 20 * MINUTE)}`;
  expect(await counts()).toEqual([1, 2]);
  await stage.db().user.delete({ where: { id: user.id } });
  expect(await stage.db().userSessionDays.count()).toBe(0);
});
