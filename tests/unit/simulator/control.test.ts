import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Simulator } from '../../../simulator/simulator';
import { NOW, request, signIn, stillSimulator } from './signed-in-listener';

async function control(simulator: Simulator, method: string, path: string, body?: unknown) {
  const init = body === undefined ? { method } : { method, body: JSON.stringify(body) };
  const answer = await simulator.handle(request(`/control/${path}`, undefined, init));
  return { status: answer.status, body: z.record(z.string(), z.unknown()).parse(await answer.json()) };
}

describe('the clock', () => {
  it('can be moved and set, and continues from there', async () => {
    let real = NOW;
    const simulator = stillSimulator({ now: () => real });
    expect((await control(simulator, 'GET', 'clock')).body).toEqual({ now: NOW });
    await control(simulator, 'POST', 'clock', { moveMs: 5000 });
    real += 10;
    expect(simulator.control.now()).toBe(NOW + 5010);
    await control(simulator, 'POST', 'clock', { set: '2030-01-01T00:00:00Z' });
    real += 10;
    expect(simulator.control.now()).toBe(Date.UTC(2030, 0, 1) + 10);
  });
});

describe('listeners made by hand', () => {
  it('have the plays that they were given, made-up tracks too', async () => {
    const simulator = stillSimulator();
    await control(simulator, 'POST', 'listeners', {
      id: 'made',
      displayName: 'Made by Hand',
      plays: [
        {
          playedAt: NOW - 1000,
          track: { name: 'Second', artists: ['Nobody', { name: 'Somebody' }], album: 'LP' },
        },
        {
          playedAt: '2026-11-22T12:00:00.500Z',
          track: { name: 'First', artists: ['Nobody'], durationMs: 61_000 },
        },
      ],
    });
    const listener = signIn(simulator, 'made');
    const page = await listener.recent();
    expect(page.items.map((item) => item.track.name)).toEqual(['Second', 'First']);
    expect(page.items[1]).toMatchObject({
      played_at: '2026-11-22T12:00:00.500Z',
      track: {
        duration_ms: 61_000,
        external_ids: { isrc: expect.stringMatching(/^[A-Z]{2}[A-Z0-9]{3}\d{7}$/) },
      },
    });
    const [nobody, somebody] = page.items[0]?.track.artists.map(({ id }) => id) ?? [];
    expect(page.items[1]?.track.artists[0]?.id).toBe(nobody);
    expect(await listener.json(`/v1/artists?ids=${nobody},${somebody}`)).toMatchObject({
      artists: [{ name: 'Nobody', genres: expect.any(Array) }, { name: 'Somebody' }],
    });
    expect(await listener.json('/v1/me')).toMatchObject({ display_name: 'Made by Hand' });
  });

  it('can be given more plays, and so can those with a life of their own', async () => {
    const simulator = stillSimulator();
    const before = await signIn(simulator, 'regular').recent();
    await control(simulator, 'POST', 'plays', {
      listener: 'regular',
      plays: [{ playedAt: NOW - 3, track: 17, context: { type: 'album', uri: 'spotify:album:x' } }],
    });
    const after = await signIn(simulator, 'regular').recent();
    expect(Date.parse(after.items[0]?.played_at ?? '')).toBe(NOW - 3);
    expect(after.items.slice(1)).toEqual(before.items.slice(0, 49));
  });

  it('can have a pace', async () => {
    const simulator = stillSimulator();
    const hours = Array.from({ length: 24 }, () => 1);
    simulator.control.addListener({
      id: 'paced',
      timeZone: 'Pacific/Chatham',
      startsAt: NOW - 10 * 86_400_000,
      pace: { playsPerDay: 20, silentDays: 0, skips: 0, hours: { weekday: hours, weekend: hours } },
    });
    const plays = simulator.control.playsBetween('paced', 0, NOW);
    expect(plays.length).toBeGreaterThan(60);
    expect(plays[0]?.playedAt).toBeGreaterThan(NOW - 10 * 86_400_000);
  });

  it('are listed', async () => {
    const answer = await stillSimulator().handle(request('/control/listeners'));
    expect(await answer.json()).toMatchObject([{ id: 'regular' }, {}, {}, {}, {}, {}, { id: 'lifelong' }]);
  });
});

describe('over HTTP', () => {
  it('does what the programmatic control does', async () => {
    const simulator = stillSimulator();
    const { body } = await control(simulator, 'POST', 'tokens', { listener: 'regular' });
    const get = (path: string) => simulator.handle(request(path, String(body.accessToken)));
    await control(simulator, 'POST', 'faults', [
      { match: { path: '/v1/me$' }, fault: { kind: 'rate_limited', retryAfterSeconds: 9 } },
    ]);
    expect((await get('/v1/me')).status).toBe(429);
    await control(simulator, 'POST', 'faults', { fault: { kind: 'unauthorized' }, times: 'forever' });
    await control(simulator, 'DELETE', 'faults');
    expect((await get('/v1/me')).status).toBe(200);
    await control(simulator, 'POST', 'quota', { quota: 'development' });
    expect((await get('/v1/artists?ids=0000000000000000000000')).status).toBe(403);
    expect((await control(simulator, 'POST', 'authorise', { listener: 'quiet' })).body.code).toBeTruthy();
    expect((await control(simulator, 'POST', 'expire', {})).body).toEqual({ expired: 1 });
    expect((await control(simulator, 'POST', 'revoke', { listener: 'regular' })).body).toEqual({
      revoked: 1,
    });
    expect((await control(simulator, 'GET', 'tokens?listener=regular')).body).toMatchObject({
      currentRefreshToken: body.refreshToken,
      familyRevoked: true,
    });
    expect((await control(simulator, 'GET', 'tokens')).body).toMatchObject({ families: 1, dead: 1 });
    const plays = await control(
      simulator,
      'GET',
      `plays?listener=regular&from=${NOW - 86_400_000}&to=${NOW}`,
    );
    expect(plays.body.plays).toEqual(simulator.control.playsBetween('regular', NOW - 86_400_000, NOW));
  });

  it('says what is wrong with what it cannot do', async () => {
    const simulator = stillSimulator();
    const nobody = await control(simulator, 'POST', 'tokens', { listener: 'nobody' });
    expect(nobody).toMatchObject({
      status: 400,
      body: { error: expect.stringContaining('There are: regular') },
    });
    const fault = await control(simulator, 'POST', 'faults', { fault: { kind: 'nonsense' } });
    expect(fault.status).toBe(400);
    expect(fault.body.error).toContain('kind');
    const track = await control(simulator, 'POST', 'plays', {
      listener: 'quiet',
      plays: [{ playedAt: 1, track: 'x' }],
    });
    expect(track.body.error).toContain('no track "x"');
    const misspelt = await control(simulator, 'POST', 'listeners', { id: 'nora', name: 'Nora' });
    expect(misspelt).toMatchObject({ status: 400, body: { error: expect.stringContaining('"name"') } });
    const unknown = await control(simulator, 'POST', 'nothing', {});
    expect(unknown).toMatchObject({ status: 404, body: { error: expect.stringContaining('POST faults') } });
    const broken = await simulator.handle(
      request('/control/quota', undefined, { method: 'POST', body: '{' }),
    );
    expect(broken.status).toBe(400);
  });
});

describe('the request log', () => {
  it('counts by method, path, listener and status, with ids taken out', async () => {
    const simulator = stillSimulator();
    const [one, other] = [signIn(simulator, 'regular'), signIn(simulator, 'quiet')];
    for (const id of ['0000000000000000000000', '0000000000000000000001']) await one.get(`/v1/artists/${id}`);
    await other.get('/v1/me');
    await simulator.handle(request('/v1/me', 'bogus'));
    simulator.control.addFault({ fault: { kind: 'cut', at: 'after' } });
    await expect(other.get('/v1/me')).rejects.toThrow();
    const { total, counts, recent } = simulator.control.requests();
    expect(total).toBe(5);
    expect(counts).toEqual([
      { method: 'GET', path: '/v1/artists/{id}', listener: 'regular', status: 404, count: 2, lastAt: NOW },
      { method: 'GET', path: '/v1/me', listener: 'quiet', status: 200, count: 1, lastAt: NOW },
      { method: 'GET', path: '/v1/me', listener: null, status: 401, count: 1, lastAt: NOW },
      { method: 'GET', path: '/v1/me', listener: 'quiet', status: 0, count: 1, lastAt: NOW },
    ]);
    expect(recent.at(-1)).toEqual({
      at: NOW,
      method: 'GET',
      path: '/v1/me',
      listener: 'quiet',
      status: 0,
      fault: 'cut',
    });
    expect((await control(simulator, 'GET', 'requests')).body.total).toBe(5);
    await control(simulator, 'POST', 'requests/reset', {});
    expect(simulator.control.requests()).toEqual({ total: 0, counts: [], recent: [] });
  });

  it('knows whose token was refreshed', async () => {
    const simulator = stillSimulator();
    const { refreshToken } = signIn(simulator, 'heavy');
    const body = new URLSearchParams({ grant_type: 'refresh_token', refresh_token: refreshToken });
    await simulator.handle(request('/api/token', undefined, { method: 'POST', body }));
    expect(simulator.control.requests().counts).toMatchObject([{ path: '/api/token', listener: 'heavy' }]);
  });
});
