import fc from 'fast-check';
import { expect, it } from 'vitest';
import { albumOrder, countPlaces } from '@/components/catalogue/album-places';
import type { TrackOfAlbum } from '@/lib/shared/catalogue/entity-page';

const track = (id: number, trackNumber: number | null, discNumber: number | null = 1): TrackOfAlbum => ({
  id,
  name: `track ${id}`,
  spotifyId: null,
  plays: 1,
  status: 'played',
  discNumber,
  trackNumber,
});

const places = (tracks: TrackOfAlbum[], total: number | null) =>
  albumOrder(tracks, total).discs.map(({ disc, places: own }) => [
    disc,
    own.map(({ number, track: known }) => (known ? number : [number])),
  ]);

it('has every place of one disc once, in order, and each known track in its own', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 40 }),
      fc.uniqueArray(fc.integer({ min: 1, max: 40 }), { minLength: 1 }),
      (total, found) => {
        const numbers = found.filter((number) => number <= total);
        fc.pre(numbers.length > 0);
        const tracks = numbers.map((number) => track(number * 10, number));
        const { discs, more } = albumOrder(tracks, total);
        const [only] = discs;
        expect(only?.places.map(({ number }) => number)).toEqual(
          Array.from({ length: total }, (_, index) => index + 1),
        );
        const known = only?.places.flatMap((place) => (place.track ? [place.number] : []));
        expect(known).toEqual(numbers.toSorted((a, b) => a - b));
        expect([discs.length, more, countPlaces(tracks)]).toEqual([1, 0, numbers.length]);
      },
    ),
  );
});

it('has no empty place where the number of a track is beyond the total', () => {
  expect(places([track(1, 2)], 1)).toEqual([[1, [2]]]);
  expect(places([track(1, 2), track(2, 9)], 5)).toEqual([[1, [2, 9]]]);
});

it('lists and counts as many places as Spotify told, on however many discs', () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.tuple(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 30 })), {
        minLength: 1,
        selector: String,
      }),
      fc.integer({ min: 0, max: 20 }),
      (found, unknown) => {
        const tracks = found.map(([disc, number], index) => track(index + 1, number, disc));
        const ends = new Map<number, number>();
        for (const [disc, number] of found) ends.set(disc, Math.max(number, ends.get(disc) ?? 0));
        const sure = [...ends.values()].reduce((sum, end) => sum + end, 0);
        const { discs, more } = albumOrder(tracks, sure + unknown);
        const listed = discs.flatMap(({ places: own }) => own).length;
        expect(listed + more).toBe(sure + unknown);
        expect(discs.map(({ disc }) => disc)).toEqual([...ends.keys()].sort((a, b) => a - b));
      },
    ),
  );
});

it('has an empty place of several discs only before one that is known', () => {
  expect(places([track(1, 2), track(2, 1, 2), track(3, 3, 2)], 20)).toEqual([
    [1, [[1], 2]],
    [2, [1, [2], 3]],
  ]);
  expect(albumOrder([track(1, 2), track(2, 1, 2), track(3, 3, 2)], 20).more).toBe(15);
});

it('has none where a track of unknown place may fill it, and counts what is missing', () => {
  expect(places([track(1, 3), track(2, null)], 20)).toEqual([[1, [3, null]]]);
  expect(albumOrder([track(1, 3), track(2, null)], 20).more).toBe(18);
});

it('knows nothing after the last track where Spotify gave no total', () => {
  expect(places([track(1, 2)], null)).toEqual([[1, [[1], 2]]]);
  expect(albumOrder([track(1, 2)], null).more).toBe(0);
});

it('has no thousands of empty places, whatever was answered', () => {
  expect(places([track(1, 32_767)], 32_767)).toEqual([[1, [32_767]]]);
  expect(albumOrder([track(1, 1)], 32_767)).toMatchObject({
    discs: [{ places: [{ number: 1 }] }],
    more: 32_766,
  });
});

it('counts two answers about one place once', () => {
  const tracks = [track(1, 1), track(2, 1), track(3, null), track(4, null)];
  expect(countPlaces(tracks)).toBe(3);
  expect(albumOrder(tracks, 5).more).toBe(2);
});
