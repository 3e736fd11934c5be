import { describe, expect, it } from 'vitest';
import { readTrack, readTracks } from '@/lib/spotify/track-answers';

const isPicture = () => true;
const answer = (values: object) => ({
  id: 'asked',
  name: 'Song',
  artists: [{ id: 'ada', name: 'Ada' }],
  ...values,
});

describe('what Spotify says of a track', () => {
  it('is taken as it lists the track after a play', () => {
    expect(readTrack(answer({ duration_ms: 1000 }), 'asked', isPicture)).toEqual({
      spotifyId: 'asked',
      name: 'Song',
      durationMs: 1000,
      isrc: null,
      explicit: null,
      album: null,
      discNumber: null,
      trackNumber: null,
      artists: [{ spotifyId: 'ada', name: 'Ada' }],
    });
    const album = { id: 'a', name: 'A', total_tracks: 12 };
    expect(readTrack(answer({ disc_number: 1, track_number: 3, album }), 'asked', isPicture)).toMatchObject({
      discNumber: 1,
      trackNumber: 3,
      album: { totalTracks: 12 },
    });
    const odd = { disc_number: 0, track_number: 'three', album: { ...album, total_tracks: 1e9 } };
    expect(readTrack(answer(odd), 'asked', isPicture)).toMatchObject({
      discNumber: null,
      trackNumber: null,
      album: { totalTracks: null },
    });
  });

  it('stays under the id that was asked for, where Spotify plays another release', () => {
    const relinked = answer({ id: 'another', linked_from: { id: 'asked' } });
    expect(readTrack(relinked, 'asked', isPicture)).toMatchObject({ spotifyId: 'asked', name: 'Song' });
  });

  it.each([
    ['null', null],
    ['an error', { error: { status: 404, message: 'Resource not found' } }],
    ['a track that was taken down', answer({ name: '' })],
    ['a track that nobody asked for', answer({ id: 'another' })],
    ['a text beyond 10,000 characters', answer({ name: 'x'.repeat(10_001) })],
  ])('is nothing: %s', (_, body) => {
    expect(readTrack(body, 'asked', isPicture)).toBeNull();
  });
});

describe('what Spotify says of several tracks', () => {
  it('is read one by one, in the order that was asked', () => {
    const body = { tracks: [null, answer({ id: 'b' }), answer({ id: 'somebody else' })] };
    expect(readTracks(body, ['a', 'b', 'c'], isPicture)?.map(({ spotifyId }) => spotifyId)).toEqual(['b']);
  });

  it.each([null, [], { tracks: null }, { albums: [] }])(
    'is null where the answer has another shape: %j',
    (body) => {
      expect(readTracks(body, ['a'], isPicture)).toBeNull();
    },
  );
});
