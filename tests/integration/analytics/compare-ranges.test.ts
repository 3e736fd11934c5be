import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Range } from '@/lib/shared/analytics/range';
import { daysOf, localDay } from '@/lib/shared/analytics/range-instants';
import { ALL_TIME } from '@/lib/shared/analytics/range-presets';
import { getActivity } from '@/services/analytics/activity';
import { compareRanges } from '@/services/analytics/look-back/compare-ranges';
import { getStreaks } from '@/services/analytics/streaks';
import { listenerWho, readDeps, settledListener } from '../../statistics/listener-stage';
import { lives } from '../../statistics/lives';
import * as naive from '../../statistics/recount';
import { repetitions } from '../../support/depth';
import { useStageDatabase } from '../../support/stage-database';

const stage = useStageDatabase();

it('has the totals of both ranges, and of each one’s most played the rank in the other, as a recount says', async () => {
  await fc.assert(
    fc.asyncProperty(lives, async (life) => {
      await stage.reset();
      const { timeZone, now, played, ranges } = life;
      const { deps, user } = await settledListener(stage.db(), life);
      const [tracks, artists] = [await stage.db().track.findMany(), await stage.db().artist.findMany()];
      const ids = {
        release: new Map(tracks.map(({ name, id }) => [name, id])),
        track: new Map(tracks.map(({ name, recordingId }) => [name, recordingId])),
        artist: new Map(artists.map(({ name, id }) => [name, id])),
      };
      const all = naive.countedPlays(played, timeZone, (name) => ids.release.get(name) ?? 0);
      const [a = ranges[0], b = a] = ranges;
      if (!a || !b) return;
      const pair = await compareRanges(deps, user, { a, b });
      const { archivedFrom } = await stage.db().user.findUniqueOrThrow({ where: { id: user.id } });
      const polledFrom = archivedFrom && localDay(archivedFrom, timeZone);
      const today = localDay(now, timeZone);
      const playedOn = new Set(all.map(({ day }) => day));
      const archivedOf = (range: Range) => {
        const [from, to] = [range.from ?? all[0]?.day ?? '9999', range.to ?? today];
        const past = from <= to ? daysOf(from, to < today ? to : today, timeZone) : [];
        const archived = past.filter((day) => playedOn.has(day) || (polledFrom && day >= polledFrom));
        return { days: past.length, archivedDays: archived.length };
      };
      for (const side of [pair.a, pair.b]) {
        expect(side).toMatchObject(archivedOf(side.counted));
        expect(await getActivity(deps, user, side.range)).toMatchObject(archivedOf(side.range));
      }
      expect(await getStreaks(deps, user)).toMatchObject(archivedOf(ALL_TIME));
      const { plays: change } = pair.change;
      const isWhole =
        pair.a.days === pair.b.days &&
        [pair.a, pair.b].every(({ days, archivedDays }) => days === archivedDays);
      const ofB = pair.b.totals.plays;
      expect(change).toBe(isWhole && ofB > 0 ? pair.a.totals.plays / ofB - 1 : null);
      const ranked = (side: typeof pair.a, kind: 'artist' | 'track') =>
        naive.ranking(naive.within(all, side.counted), kind, 'plays', (name) => ids[kind].get(name) ?? 0);
      for (const [side, other] of [
        [pair.a, pair.b],
        [pair.b, pair.a],
      ] as const) {
        expect(side.totals).toEqual(naive.totals(naive.within(all, side.counted)));
        for (const kind of ['artist', 'track'] as const) {
          const there = ranked(other, kind).map(({ name }) => name);
          const placeThere = (name: string) => (there.includes(name) ? there.indexOf(name) + 1 : null);
          const listed = kind === 'artist' ? side.artists : side.tracks;
          expect(listed.map(({ name, plays, previousRank }) => [name, plays, previousRank])).toEqual(
            ranked(side, kind)
              .slice(0, 10)
              .map(({ name, plays }) => [name, plays, placeThere(name)]),
          );
        }
      }
    }),
    { numRuns: repetitions(3, 20), seed: 20261129 },
  );
});

it('has no averages of a day of which no quarter of an hour has passed', async () => {
  await stage.reset();
  const now = new Date('2026-11-30T00:03:00Z');
  const played = ['2026-11-27T12:00:00Z', '2026-11-29T00:01:00Z', '2026-11-30T00:02:00Z'].map((at) => ({
    endedAt: new Date(at),
    track: 'Blink',
    artists: ['Hiroshi Yoshimura'],
    album: null,
    durationMs: 60_000,
  }));
  const user = await listenerWho(stage.db(), 'ada', { timeZone: 'UTC', now, played });
  const day = (on: string) => ({ preset: null, from: on, to: on });
  const ranges = { a: day('2026-11-30'), b: day('2026-11-29') };
  const { a, b } = await compareRanges(readDeps(stage.db(), now), user, ranges);
  expect(a).toMatchObject({ counted: { until: null }, totals: { plays: 1 } });
  expect(a.perDay?.plays).toBeCloseTo(480);
  expect(b).toMatchObject({ counted: { until: '2026-11-29T00:00:00.000Z' }, totals: { plays: 0 } });
  expect(b.perDay).toBeNull();
  const ahead = await compareRanges(readDeps(stage.db(), now), user, { ...ranges, b: day('2027-01-01') });
  expect(ahead.b.perDay).toBeNull();
});
