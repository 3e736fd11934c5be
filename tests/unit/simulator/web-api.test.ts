import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { playsBetween } from '../../../simulator/life/plays';
import { createWorld } from '../../../simulator/life/world';
import { NOW, request, signIn, stillSimulator } from './signed-in-listener';

const { artists, albums, tracks } = createWorld(1).catalogue;
const ids = (items: readonly { id: string }[], count: number) =>
  items
    .slice(0, count)
    .map((item) => item.id)
    .join(',');
const forbidden = { error: { status: 403, message: 'Forbidden' } };

describe('the profile', () => {
  it('returns everything under extended quota', async () => {
    expect(await signIn(stillSimulator(), 'regular').json('/v1/me')).toMatchObject({
      id: 'regular',
      account_id: expect.stringMatching(/^[0-9A-Za-z]{22}$/),
      display_name: 'Hannah Voss',
      email: 'hannah.voss@simulator.example',
      country: 'DE',
      product: 'premium',
      followers: { total: expect.any(Number) },
    });
  });

  it('leaves out country, email, product and followers in development mode', async () => {
    const profile = await signIn(stillSimulator({ quota: 'development' }), 'regular').json('/v1/me');
    expect(profile).toMatchObject({ id: 'regular', account_id: expect.any(String) });
    for (const key of ['country', 'email', 'product', 'followers']) expect(profile).not.toHaveProperty(key);
  });

  it('has an account id that is the listener’s own and stays', async () => {
    const of = async (id: string) =>
      z.object({ account_id: z.string() }).parse(await signIn(stillSimulator(), id).json('/v1/me'))
        .account_id;
    expect(await of('regular')).toBe(await of('regular'));
    expect(await of('regular')).not.toBe(await of('quiet'));
  });
});

describe('looking entities up under extended quota', () => {
  const listener = signIn(stillSimulator(), 'regular');

  it('gives artists with genres, one or fifty at a time', async () => {
    const one = artists.find((artist) => artist.genres.length > 1);
    expect(await listener.json(`/v1/artists/${one?.id}`)).toMatchObject({
      name: one?.name,
      genres: one?.genres,
    });
    const many = await listener.json(`/v1/artists?ids=${ids(artists, 50)}`);
    expect(many).toMatchObject({ artists: artists.slice(0, 50).map(({ id, name }) => ({ id, name })) });
  });

  it('gives tracks and albums, whole', async () => {
    const [track, album] = [tracks[40], albums[3]];
    expect(await listener.json(`/v1/tracks/${track?.id}`)).toMatchObject({
      name: track?.name,
      duration_ms: track?.durationMs,
      external_ids: { isrc: track?.isrc },
      album: { id: track?.album.id, images: [{ width: 640 }, { width: 300 }, { width: 64 }] },
    });
    expect(await listener.json(`/v1/albums/${album?.id}`)).toMatchObject({
      name: album?.name,
      total_tracks: album?.tracks.length,
      tracks: { items: album?.tracks.map(({ id }) => ({ id })) },
    });
    expect((await listener.get(`/v1/tracks?ids=${ids(tracks, 50)}`)).status).toBe(200);
    expect((await listener.get(`/v1/albums?ids=${ids(albums, 20)}`)).status).toBe(200);
  });

  it('answers null for what it does not know in a batch, 404 alone, 400 for nonsense', async () => {
    const unknown = '0000000000000000000000';
    expect(await listener.json(`/v1/artists?ids=${unknown},${artists[0]?.id}`)).toMatchObject({
      artists: [null, { id: artists[0]?.id }],
    });
    expect((await listener.get(`/v1/artists/${unknown}`)).status).toBe(404);
    expect((await listener.get('/v1/artists/short')).status).toBe(400);
    expect((await listener.get('/v1/artists')).status).toBe(400);
    expect((await listener.get(`/v1/artists?ids=${ids(artists, 51)}`)).status).toBe(400);
    expect((await listener.get('/v1/nothing')).status).toBe(404);
    expect((await listener.get('/elsewhere')).status).toBe(404);
  });
});

describe('looking entities up in development mode', () => {
  const listener = signIn(stillSimulator({ quota: 'development' }), 'regular');

  it.each(['artists', 'tracks', 'albums'])('refuses batches of %s', async (kind) => {
    const answer = await listener.get(`/v1/${kind}?ids=${ids(artists, 2)}`);
    expect(answer.status).toBe(403);
    expect(await answer.json()).toEqual(forbidden);
  });

  it('gives an artist without the keys genres, followers and popularity', async () => {
    const artist = await listener.json(`/v1/artists/${artists[0]?.id}`);
    expect(artist).toMatchObject({ id: artists[0]?.id, name: artists[0]?.name });
    for (const key of ['genres', 'followers', 'popularity']) expect(artist).not.toHaveProperty(key);
  });

  it('gives tracks with fewer keys, but the ISRC', async () => {
    const track = await listener.json(`/v1/tracks/${tracks[0]?.id}`);
    expect(track).toMatchObject({ external_ids: { isrc: tracks[0]?.isrc } });
    for (const key of ['popularity', 'available_markets']) expect(track).not.toHaveProperty(key);
    expect((await listener.get(`/v1/albums/${albums[0]?.id}`)).status).toBe(200);
  });

  it('can be switched while it runs', async () => {
    const simulator = stillSimulator();
    const switched = signIn(simulator, 'regular');
    const batch = `/v1/artists?ids=${ids(artists, 2)}`;
    expect((await switched.get(batch)).status).toBe(200);
    simulator.control.setQuota('development');
    expect((await switched.get(batch)).status).toBe(403);
    expect((await switched.recent('limit=1')).items[0]?.track).not.toHaveProperty('popularity');
  });
});

describe('what plays now', () => {
  it('is the play that has begun and not ended', async () => {
    const simulator = stillSimulator();
    simulator.control.addListener({
      id: 'now',
      plays: [{ playedAt: NOW + 60_000, listenedMs: 90_000, track: 5 }],
    });
    expect(await signIn(simulator, 'now').json('/v1/me/player/currently-playing')).toMatchObject({
      is_playing: true,
      progress_ms: 30_000,
      item: { id: tracks[5]?.id },
    });
  });

  it('is 204 while nothing plays or the player is offline', async () => {
    const simulator = stillSimulator();
    simulator.control.addListener({
      id: 'offline',
      plays: [{ playedAt: NOW + 60_000, arrivesAt: NOW + 9_000_000, listenedMs: 90_000, track: 5 }],
    });
    simulator.control.addListener({ id: 'silent', plays: [{ playedAt: NOW, track: 5 }] });
    for (const id of ['offline', 'silent']) {
      const answer = await signIn(simulator, id).get('/v1/me/player/currently-playing');
      expect(answer.status).toBe(204);
      expect(await answer.text()).toBe('');
    }
  });
});

describe('top items', () => {
  const top = z.object({
    items: z.array(z.looseObject({ id: z.string() })),
    total: z.number(),
    next: z.string().nullable(),
    previous: z.string().nullable(),
  });

  it('are the most played of the life itself', async () => {
    const simulator = stillSimulator();
    const counts = new Map<string, number>();
    const life = simulator.control.listener('regular');
    for (const { trackId } of playsBetween(createWorld(1), life, NOW - 28 * 86_400_000, NOW))
      counts.set(trackId, (counts.get(trackId) ?? 0) + 1);
    const listener = signIn(simulator, 'regular');
    const page = top.parse(await listener.json('/v1/me/top/tracks?time_range=short_term&limit=5'));
    expect(page.items).toHaveLength(5);
    const played = page.items.map((item) => counts.get(item.id) ?? 0);
    expect(played).toEqual([...played].sort((a, b) => b - a));
    expect(played[0]).toBe(Math.max(...counts.values()));
  });

  it('come in pages', async () => {
    const listener = signIn(stillSimulator(), 'regular');
    const first = top.parse(await listener.json('/v1/me/top/artists?limit=10'));
    const second = top.parse(await listener.json(`${first.next?.replace(/^https?:\/\/[^/]+/, '')}`));
    expect(second.items[0]?.id).not.toBe(first.items[0]?.id);
    expect([first.previous, second.previous]).toEqual([null, expect.stringContaining('offset=0')]);
    for (const wrong of ['limit=51', 'offset=-1', 'time_range=ever'])
      expect((await listener.get(`/v1/me/top/artists?${wrong}`)).status).toBe(400);
  });
});

describe('album art', () => {
  it('is a square picture, the same every time, another for another album', async () => {
    const simulator = stillSimulator();
    const art = async (id?: string) => simulator.handle(request(`/image/${id}?size=64`));
    const answer = await art(albums[0]?.id);
    expect(answer.headers.get('content-type')).toBe('image/svg+xml');
    const svg = await answer.text();
    expect(svg).toContain('width="64" height="64"');
    expect(await (await art(albums[0]?.id)).text()).toBe(svg);
    expect(await (await art(albums[1]?.id)).text()).not.toBe(svg);
    expect((await art('../etc')).status).toBe(404);
  });
});
