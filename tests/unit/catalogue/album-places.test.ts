import fc from 'fast-check';
import { expect, it } from 'vitest';
import { albumPlaces, playedPlaces } from '@/components/catalogue/album-places';
import type { TrackOfAlbum } from '@/lib/shared/catalogue/entity-page';

const track = (id: number, trackNumber: number | null, discNumber: number | null = 1): TrackOfAlbum => ({
  ...{ id, name: `track ${id}`, plays: 1, isLeftOut: false },
  ...{ discNumber, trackNumber },
});

it('has every place once, in order, and each played track in its own', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 40 }),
      fc.uniqueArray(fc.integer({ min: 1, max: 40 })),
      (total, found) => {
        const numbers = found.filter((number) => number <= total);
        const tracks = numbers.map((number) => track(number * 10, number)).sort((a, b) => a.id - b.id);
        const places = albumPlaces(tracks, total);
        expect(places.map(({ number }) => number)).toEqual(
          Array.from({ length: total }, (_, index) => index + 1),
        );
        expect(places.filter(({ track: played }) => played).map(({ number }) => number)).toEqual(
          numbers.toSorted((a, b) => a - b),
        );
        expect(playedPlaces(tracks)).toBe(numbers.length);
      },
    ),
  );
});

it('names no empty place where it cannot know: of several discs, without a total, or where a place is unknown', () => {
  expect(albumPlaces([track(1, 1), track(2, 1, 2)], 20)).toHaveLength(2);
  expect(albumPlaces([track(1, 1), track(2, 1, 2)], 20).map(({ disc }) => disc)).toEqual([1, 2]);
  expect(albumPlaces([track(1, 1)], null)).toHaveLength(1);
  expect(albumPlaces([track(1, 1), track(2, null)], 20)).toHaveLength(2);
});

it('counts two answers about one place once', () => {
  expect(playedPlaces([track(1, 1), track(2, 1), track(3, null), track(4, null)])).toBe(3);
});
