import { expect, it } from 'vitest';
import { isSpotifyImage } from '@/lib/shared/catalogue/spotify-image';
import { readRecentPage } from '@/lib/spotify/recently-played';

const END = '2026-02-25T20:20:20.497Z';
const played = (id: string, over: object = {}, played_at = END) => ({
  played_at,
  track: {
    id,
    name: 'Song',
    duration_ms: 211_333,
    artists: [{ id: 'ada', name: 'Ada' }],
    album: null,
    ...over,
  },
});
const isrc = { external_ids: { isrc: 'GXF972482646' } };

function read(...items: unknown[]) {
  const body = { items, next: null };
  const found = readRecentPage(
    { body, text: JSON.stringify(body) },
    { limit: 50, isPicture: isSpotifyImage, now: new Date('2026-03-01') },
  );
  return { ids: found?.plays.map(({ track }) => track.spotifyId), rejected: found?.rejectedItems };
}

it('two tracks that ended at one instant are one play, the same in any order, and the other is kept whole', () => {
  const [one, two] = [played('one'), played('two', { name: 'Else' })];
  const later = played('later', { name: 'Later' }, '2026-02-25T20:30:00.000Z');
  const rejected = [{ reason: 'same_moment', payload: JSON.stringify(two), playedAt: new Date(END) }];
  expect(read(one, two, later)).toMatchObject({ ids: ['later', 'one'], rejected });
  expect(read(two, null, one)).toMatchObject({
    ids: ['one'],
    rejected: [...rejected, { reason: 'unreadable', payload: 'null', playedAt: null }],
  });
});

it.each([
  ['the same item twice', [played('one'), played('one')]],
  ['another id of the recording', [played('one', isrc), played('two', { name: 'Chanson', ...isrc })]],
  ['a track that was taken down meanwhile', [played('one'), played('one', { name: '', artists: [] })]],
])('%s is no other track', (_what, items) => {
  expect(read(...items).rejected).toEqual([]);
});
