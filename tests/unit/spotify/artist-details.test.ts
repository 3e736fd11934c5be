import { expect, it } from 'vitest';
import { isSpotifyImage } from '@/lib/shared/catalogue/spotify-image';
import { readArtists } from '@/lib/spotify/artist-details';

const PICTURE = 'https://i.scdn.co/image/a';
const artist = (over: object = {}) => ({
  id: 'ada',
  name: 'Ada',
  genres: ['art pop'],
  images: [{ url: PICTURE }],
  ...over,
});
const details = { spotifyId: 'ada', name: 'Ada', genres: ['art pop'], imageUrl: PICTURE };

it.each<[string, object, object]>([
  ['genre', { genres: [null, 7, '', '\u0000', 'x'.repeat(10_001), 'art pop'] }, {}],
  ['picture', { images: [null, {}, { url: 7 }, { url: 'https://evil.example' }, { url: PICTURE }] }, {}],
  ['address of a picture', { images: [{ url: `${PICTURE}\u0000\ud800` }] }, { imageUrl: `${PICTURE}\ufffd` }],
  ['id', { id: 'a\u0000da\ud800' }, { spotifyId: 'ada\ufffd' }],
  ['list', { genres: 'art pop', images: {} }, { genres: undefined, imageUrl: null }],
])('an odd %s of an artist costs nothing else, and no other artist', (_, over, expected) => {
  const found = readArtists({ artists: [artist(), artist(over), null, artist()] }, isSpotifyImage);
  expect(found).toEqual([details, { ...details, ...expected }, details]);
});
