import { describe, expect, it } from 'vitest';
import { createWorld } from '../../../simulator/life/world';
import { spotifyDescriptions } from '../../support/recordings';
import { describedShapes } from '../../support/routes/openapi-shapes';
import { signIn, stillSimulator } from './signed-in-listener';

describe.each(spotifyDescriptions)('the shapes of $name', ({ text }) => {
  const misfits = describedShapes(text);
  const { artists, albums, tracks } = createWorld(1).catalogue;
  const ids = (items: readonly { id: string }[]) => items.slice(0, 20).map(({ id }) => id);

  it.each([
    ['/me', '/v1/me'],
    ['/me/player/recently-played', '/v1/me/player/recently-played?limit=50'],
    ['/me/player/currently-playing', '/v1/me/player/currently-playing'],
    ['/artists/{id}', `/v1/artists/${artists[0]?.id}`],
    ['/artists', `/v1/artists?ids=${ids(artists)}`],
    ['/albums/{id}', `/v1/albums/${albums[0]?.id}`],
    ['/albums', `/v1/albums?ids=${ids(albums)}`],
    ['/tracks/{id}', `/v1/tracks/${tracks[0]?.id}`],
    ['/tracks', `/v1/tracks?ids=${ids(tracks)}`],
    ['/me/top/artists', '/v1/me/top/artists'],
    ['/me/top/tracks', '/v1/me/top/tracks'],
  ])('hold for %s', async (path, asked) => {
    const simulator = stillSimulator({ pace: 'live' });
    simulator.control.moveClock(30_000);
    const body = await signIn(simulator, 'regular').json(asked);
    expect(misfits(path, body)).toEqual([]);
  });

  it('would not hold for a page that is spoilt', async () => {
    const simulator = stillSimulator();
    simulator.control.addFault({ fault: { kind: 'odd_items', items: ['local_file', 'album_id_null'] } });
    const body = await signIn(simulator, 'regular').json('/v1/me/player/recently-played');
    const wrong = misfits('/me/player/recently-played', body);
    expect(wrong).toContain('body.items[0].track.id: should be string, is null');
    expect(wrong).toContain('body.items[1].track.album.id: should be string, is null');
  });
});
