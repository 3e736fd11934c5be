import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type Fault, type FaultRule, ODD_ITEMS, type OddItem } from '../../../simulator/faults/fault-rules';
import { HOUR } from '../../../simulator/life/time-zone';
import { askForToken, NOW, refreshWith, request, signIn, stillSimulator } from './signed-in-listener';

const RECENT = '/v1/me/player/recently-played?limit=50';

/** A listener whose next request meets a fault. */
function facing(fault: FaultRule['fault'], rule: Partial<FaultRule> = {}) {
  const simulator = stillSimulator();
  const listener = signIn(simulator, 'regular');
  simulator.control.addFault({ fault, ...rule });
  return { simulator, listener };
}

describe('answers that a fault gives instead', () => {
  it.each<[FaultRule['fault'], number, unknown]>([
    [{ kind: 'unauthorized' }, 401, { error: { status: 401, message: 'Invalid access token' } }],
    [
      { kind: 'rate_limited', retryAfterSeconds: 80_000 },
      429,
      { error: { status: 429, message: 'API rate limit exceeded' } },
    ],
    [
      { kind: 'quota_exceeded' },
      429,
      { error: { status: 429, message: 'Too many requests', reason: 'QUOTA_EXCEEDED' } },
    ],
    [
      { kind: 'premium_required' },
      403,
      { error: { status: 403, message: expect.stringContaining('Active premium subscription required') } },
    ],
  ])('%o is a %i', async (fault, status, body) => {
    const { listener } = facing(fault);
    const answer = await listener.get(RECENT);
    expect(answer.status).toBe(status);
    expect(await answer.json()).toEqual(body);
    expect((await listener.get(RECENT)).status).toBe(200);
  });

  it('say in seconds when to come back', async () => {
    const { listener } = facing({ kind: 'rate_limited', retryAfterSeconds: 80_000 });
    expect((await listener.get(RECENT)).headers.get('retry-after')).toBe('80000');
  });

  it('are HTML where Spotify’s own are', async () => {
    const { listener } = facing({ kind: 'server_error', status: 503, body: '<h1>Oops</h1>' });
    const answer = await listener.get(RECENT);
    expect([answer.status, await answer.text()]).toEqual([503, '<h1>Oops</h1>']);
    expect(answer.headers.get('content-type')).toContain('text/html');
  });

  it('are plain text for a listener who is not on the list', async () => {
    const { listener } = facing({ kind: 'forbidden_not_registered' });
    const answer = await listener.get(RECENT);
    expect(answer.status).toBe(403);
    expect(await answer.text()).toContain('User not registered in the Developer Dashboard');
  });

  it.each(['Refresh token revoked', 'Refresh token expired', 'Invalid refresh token'])(
    'may be a false invalid_grant: %s',
    async (text) => {
      const { simulator, listener } = facing(
        { kind: 'invalid_grant', text },
        { match: { path: '/api/token' } },
      );
      expect(await refreshWith(simulator, listener.refreshToken)).toEqual({
        status: 400,
        body: { error: 'invalid_grant', error_description: text },
      });
      expect((await refreshWith(simulator, listener.refreshToken)).status).toBe(200);
    },
  );

  it('strike the token endpoint with 5xx HTML, and leave the token good', async () => {
    const { simulator, listener } = facing({ kind: 'server_error' }, { match: { path: '^/api/token$' } });
    expect((await listener.get('/v1/me')).status).toBe(200);
    const form = new URLSearchParams({ grant_type: 'refresh_token', refresh_token: listener.refreshToken });
    const answer = await simulator.handle(request('/api/token', undefined, { method: 'POST', body: form }));
    expect(answer.status).toBe(502);
    expect(await answer.text()).toContain('<html>');
    expect((await refreshWith(simulator, listener.refreshToken)).status).toBe(200);
  });
});

describe('answers that break', () => {
  it('before anything was done', async () => {
    const { simulator, listener } = facing({ kind: 'cut', at: 'before' });
    await expect(refreshWith(simulator, listener.refreshToken)).rejects.toThrow('fetch failed');
    expect(simulator.control.tokenState('regular').refreshes).toBe(0);
  });

  it('after it was done, so that the answer is lost', async () => {
    const { simulator, listener } = facing({ kind: 'cut', at: 'after' });
    await expect(refreshWith(simulator, listener.refreshToken)).rejects.toThrow('fetch failed');
    expect(simulator.control.tokenState('regular').refreshes).toBe(1);
  });

  it('in the middle of the body', async () => {
    const { listener } = facing({ kind: 'cut' });
    const answer = await listener.get(RECENT);
    expect(answer.status).toBe(200);
    await expect(answer.text()).rejects.toThrow();
  });

  it('by ending early, or with JSON that is none', async () => {
    for (const fault of [{ kind: 'cut', at: 'truncated' } as const, { kind: 'malformed_json' } as const]) {
      const { listener } = facing(fault);
      const body = await (await listener.get(RECENT)).text();
      expect(body.startsWith('{"items":[')).toBe(true);
      expect(() => JSON.parse(body)).toThrow(SyntaxError);
    }
  });

  it('by being slow, until the caller gives up', async () => {
    const { simulator, listener } = facing({ kind: 'slow', ms: 60_000 });
    const signal = AbortSignal.timeout(20);
    await expect(simulator.handle(request(RECENT, listener.accessToken, { signal }))).rejects.toThrow(
      /timeout/,
    );
  });

  it('by being slow and then right', async () => {
    const { listener } = facing({ kind: 'slow', ms: 20 });
    const started = performance.now();
    expect((await listener.get(RECENT)).status).toBe(200);
    expect(performance.now() - started).toBeGreaterThanOrEqual(18);
  });
});

describe('when a fault strikes', () => {
  const fault: Fault = { kind: 'unauthorized' };

  async function statuses(rule: Partial<FaultRule>, count = 5): Promise<number[]> {
    const { listener } = facing(fault, rule);
    const seen: number[] = [];
    for (let asked = 0; asked < count; asked++) seen.push((await listener.get('/v1/me')).status);
    return seen;
  }

  it('is once, so often, for ever, or after some that pass', async () => {
    expect(await statuses({})).toEqual([401, 200, 200, 200, 200]);
    expect(await statuses({ times: 3 })).toEqual([401, 401, 401, 200, 200]);
    expect(await statuses({ times: 'forever' })).toEqual([401, 401, 401, 401, 401]);
    expect(await statuses({ times: 1, skip: 2 })).toEqual([200, 200, 401, 200, 200]);
  });

  it('is by chance, but the same chance for the same seed', async () => {
    const first = await statuses({ times: 'forever', chance: 0.5 }, 40);
    expect(new Set(first)).toEqual(new Set([200, 401]));
    expect(await statuses({ times: 'forever', chance: 0.5 }, 40)).toEqual(first);
  });

  it('is for a time by the simulator’s clock', async () => {
    const { simulator, listener } = facing(fault, { times: 'forever', forMs: HOUR / 2 });
    simulator.control.moveClock(HOUR / 2 - 1);
    expect((await listener.get('/v1/me')).status).toBe(401);
    simulator.control.moveClock(1);
    expect((await listener.get('/v1/me')).status).toBe(200);
  });

  it('is on the path, the listener and the method that the rule names', async () => {
    expect(await statuses({ match: { path: 'recently-played' } }, 1)).toEqual([200]);
    expect(await statuses({ match: { path: /^\/v1\/me$/ } }, 1)).toEqual([401]);
    expect(await statuses({ match: { listener: 'quiet' } }, 1)).toEqual([200]);
    expect(await statuses({ match: { listener: 'regular' } }, 1)).toEqual([401]);
    expect(await statuses({ match: { method: 'POST' } }, 1)).toEqual([200]);
    const { simulator, listener } = facing({ kind: 'invalid_grant' }, { match: { listener: 'regular' } });
    const other = signIn(simulator, 'quiet');
    expect((await refreshWith(simulator, other.refreshToken)).status).toBe(200);
    expect((await refreshWith(simulator, listener.refreshToken)).status).toBe(400);
    const { code } = simulator.control.authorise('regular');
    expect((await askForToken(simulator, { grant_type: 'authorization_code', code })).status).toBe(200);
  });

  it('is never again once the rules are cleared', async () => {
    const { simulator, listener } = facing(fault, { times: 'forever' });
    const id = simulator.control.addFault({ fault: { kind: 'premium_required' }, times: 'forever' });
    await listener.get('/v1/me');
    expect(simulator.control.faults().map((rule) => [rule.id, rule.struck])).toEqual([
      [1, 1],
      [id, 0],
    ]);
    simulator.control.removeFault(1);
    expect((await listener.get('/v1/me')).status).toBe(403);
    simulator.control.clearFaults();
    expect((await listener.get('/v1/me')).status).toBe(200);
  });
});

describe('odd items', () => {
  const page = z.object({ items: z.array(z.record(z.string(), z.unknown()).nullable()) });

  async function spoilt(items: OddItem[], mode: 'replace' | 'add' = 'replace') {
    const { listener } = facing({ kind: 'odd_items', items, mode });
    const odd = page.parse(await listener.json(RECENT)).items;
    const sound = page.parse(await listener.json(RECENT)).items;
    return { odd, sound };
  }

  it.each<[OddItem, unknown]>([
    ['track_null', { track: null }],
    ['local_file', { track: { id: null, is_local: true, uri: expect.stringMatching(/^spotify:local:/) } }],
    ['album_id_null', { track: { album: { id: null } } }],
    [
      'artist_ids_null',
      { track: { artists: expect.arrayContaining([expect.objectContaining({ id: null })]) } },
    ],
    ['artists_empty', { track: { artists: [] } }],
    ['name_empty', { track: { name: '' } }],
    ['episode', { track: { type: 'episode', show: expect.anything() } }],
    ['context_null', { context: null }],
    ['isrc_missing', { track: { external_ids: {} } }],
    ['played_at_unparsable', { played_at: 'a while ago' }],
  ])('"%s" spoils one item and leaves the other 49', async (kind, shape) => {
    const { odd, sound } = await spoilt([kind]);
    expect(odd).toHaveLength(50);
    expect(odd[0]).toMatchObject(Object(shape));
    expect(odd.slice(1)).toEqual(sound.slice(1));
  });

  it('can miss keys or be null altogether', async () => {
    const { odd } = await spoilt(['album_missing', 'duration_missing', 'item_null']);
    expect(odd[0]?.track).not.toHaveProperty('album');
    expect(odd[1]?.track).not.toHaveProperty('duration_ms');
    expect(odd[2]).toBeNull();
  });

  it('can stand in the page twice', async () => {
    const { odd, sound } = await spoilt(['same_item_twice']);
    expect(odd).toEqual([sound[0], ...sound]);
  });

  it('can be added beside the sound ones, a millisecond before them', async () => {
    const kinds = ODD_ITEMS.filter((kind) => kind !== 'same_item_twice' && kind !== 'item_null');
    const { odd, sound } = await spoilt([...kinds], 'add');
    expect(odd).toHaveLength(50 + kinds.length);
    expect(sound.every((item) => odd.some((other) => JSON.stringify(other) === JSON.stringify(item)))).toBe(
      true,
    );
    const first = Date.parse(String(sound[0]?.played_at));
    expect(Date.parse(String(odd[1]?.played_at))).toBe(first - 1);
    expect(first).toBeLessThanOrEqual(NOW);
  });
});
