import { hash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { Simulator } from '../../../simulator/simulator';
import { askForToken, refreshWith, request, signIn, stillSimulator } from './signed-in-listener';

const CALLBACK = 'http://127.0.0.1:3000/cb';
const VERIFIER = 'a-verifier-that-is-long-enough-to-be-one-0123456789';
const CHALLENGE = hash('sha256', VERIFIER, 'base64url');
const MINUTE = 60_000;

async function codeFor(simulator: Simulator, listener = 'regular'): Promise<string> {
  const query = new URLSearchParams({
    client_id: 'simulator-client',
    response_type: 'code',
    redirect_uri: CALLBACK,
    state: 's',
    scope: 'user-read-recently-played',
    code_challenge: CHALLENGE,
    code_challenge_method: 'S256',
  });
  const body = new URLSearchParams({ listener });
  const answer = await simulator.handle(request(`/authorize?${query}`, undefined, { method: 'POST', body }));
  return new URL(answer.headers.get('location') ?? '').searchParams.get('code') ?? '';
}

const exchange = (code: string, changes: Record<string, string> = {}) => ({
  grant_type: 'authorization_code',
  code,
  redirect_uri: CALLBACK,
  code_verifier: VERIFIER,
  ...changes,
});

describe('a code for tokens', () => {
  it('gives tokens of an hour that work', async () => {
    const simulator = stillSimulator();
    const { status, body } = await askForToken(simulator, exchange(await codeFor(simulator)));
    expect(status).toBe(200);
    expect(body).toMatchObject({
      token_type: 'Bearer',
      expires_in: 3600,
      scope: 'user-read-recently-played',
    });
    expect(body.refresh_token).toEqual(expect.any(String));
    const me = await simulator.handle(request('/v1/me', String(body.access_token)));
    expect(await me.json()).toMatchObject({ id: 'regular' });
  });

  it('works once', async () => {
    const simulator = stillSimulator();
    const code = await codeFor(simulator);
    await askForToken(simulator, exchange(code));
    expect(await askForToken(simulator, exchange(code))).toMatchObject({
      status: 400,
      body: { error: 'invalid_grant' },
    });
  });

  it('works for ten minutes', async () => {
    const simulator = stillSimulator();
    const [early, late] = [await codeFor(simulator), await codeFor(simulator)];
    simulator.control.moveClock(9 * MINUTE);
    expect((await askForToken(simulator, exchange(early))).status).toBe(200);
    simulator.control.moveClock(2 * MINUTE);
    expect((await askForToken(simulator, exchange(late))).body.error).toBe('invalid_grant');
  });

  it.each([
    ['another redirect URI', { redirect_uri: 'http://127.0.0.1:3000/other' }, 'invalid_grant'],
    ['a wrong verifier', { code_verifier: 'wrong' }, 'invalid_grant'],
    ['an empty verifier', { code_verifier: '' }, 'invalid_request'],
    ['another grant', { grant_type: 'password' }, 'unsupported_grant_type'],
  ])('is refused for %s', async (_, changes, error) => {
    const simulator = stillSimulator();
    const answer = await askForToken(simulator, exchange(await codeFor(simulator), changes));
    expect(answer).toMatchObject({ status: 400, body: { error } });
  });

  it('needs the client and its secret', async () => {
    const simulator = stillSimulator();
    const basic = (text: string) => `Basic ${Buffer.from(text).toString('base64')}`;
    for (const wrong of [basic('simulator-client:no'), basic('other:simulator-secret'), 'Basic ???', null]) {
      const answer = await askForToken(simulator, { grant_type: 'refresh_token', refresh_token: 'x' }, wrong);
      expect(answer).toMatchObject({ status: 400, body: { error: 'invalid_client' } });
    }
  });

  it('can be had without a browser', async () => {
    const simulator = stillSimulator();
    const { code } = simulator.control.authorise('heavy');
    const { body } = await askForToken(simulator, exchange(code, { redirect_uri: 'http://127.0.0.1:1/any' }));
    const me = await simulator.handle(request('/v1/me', String(body.access_token)));
    expect(await me.json()).toMatchObject({ id: 'heavy', email: expect.stringContaining('@') });
  });
});

describe('refreshing', () => {
  it('gives a new access token and says nothing of the refresh token', async () => {
    const simulator = stillSimulator();
    const { refreshToken, accessToken } = signIn(simulator, 'regular');
    const { status, body } = await refreshWith(simulator, refreshToken);
    expect(status).toBe(200);
    expect(body).not.toHaveProperty('refresh_token');
    expect(body.access_token).not.toBe(accessToken);
    expect((await refreshWith(simulator, refreshToken)).status).toBe(200);
    expect(simulator.control.tokenState('regular')).toMatchObject({ refreshes: 2, familyRevoked: false });
  });

  it('ends six months after the authorisation, however often it was used', async () => {
    const simulator = stillSimulator();
    const { refreshToken } = signIn(simulator, 'regular');
    for (let month = 0; month < 5; month++) {
      simulator.control.moveClock(30 * 86_400_000);
      expect((await refreshWith(simulator, refreshToken)).status).toBe(200);
    }
    simulator.control.setClock(Date.UTC(2027, 4, 22, 12, 59));
    expect((await refreshWith(simulator, refreshToken)).status).toBe(200);
    simulator.control.setClock(Date.UTC(2027, 4, 22, 13, 0));
    expect(await refreshWith(simulator, refreshToken)).toMatchObject({
      status: 400,
      body: { error: 'invalid_grant', error_description: 'Refresh token expired' },
    });
  });

  it('fails once the listener has removed the app, for access tokens too', async () => {
    const simulator = stillSimulator();
    const listener = signIn(simulator, 'regular');
    const other = signIn(simulator, 'quiet');
    expect(simulator.control.revoke('regular')).toBe(1);
    expect((await refreshWith(simulator, listener.refreshToken)).body.error).toBe('invalid_grant');
    expect((await listener.get('/v1/me')).status).toBe(401);
    expect((await other.get('/v1/me')).status).toBe(200);
    expect((await refreshWith(simulator, 'never-issued')).body.error).toBe('invalid_grant');
  });

  it('works again after signing in again', async () => {
    const simulator = stillSimulator();
    signIn(simulator, 'regular');
    simulator.control.revoke('regular');
    const again = signIn(simulator, 'regular');
    expect((await refreshWith(simulator, again.refreshToken)).status).toBe(200);
    expect(simulator.control.tokenState('regular')).toMatchObject({
      currentRefreshToken: again.refreshToken,
      familyRevoked: false,
      refreshes: 1,
    });
  });
});

describe('refreshing where tokens rotate', () => {
  it('hands out a new refresh token each time', async () => {
    const simulator = stillSimulator({ rotation: 'always' });
    const { refreshToken } = signIn(simulator, 'regular');
    const { body } = await refreshWith(simulator, refreshToken);
    expect(body.refresh_token).toEqual(expect.any(String));
    expect(body.refresh_token).not.toBe(refreshToken);
    expect(simulator.control.tokenState('regular').currentRefreshToken).toBe(body.refresh_token);
    expect((await refreshWith(simulator, String(body.refresh_token))).status).toBe(200);
  });

  it('ends the whole family when a spent token comes back', async () => {
    const simulator = stillSimulator({ rotation: 'always' });
    const { refreshToken } = signIn(simulator, 'regular');
    const [first, second] = await Promise.all([
      refreshWith(simulator, refreshToken),
      refreshWith(simulator, refreshToken),
    ]);
    expect([first.status, second.status].sort()).toEqual([200, 400]);
    const winner = first.status === 200 ? first : second;
    expect((await refreshWith(simulator, String(winner.body.refresh_token))).body.error).toBe(
      'invalid_grant',
    );
    const me = await simulator.handle(request('/v1/me', String(winner.body.access_token)));
    expect(me.status).toBe(401);
    expect(simulator.control.tokenState('regular').familyRevoked).toBe(true);
    expect(simulator.control.tokenTotals()).toEqual({ families: 1, dead: 1, refreshes: 1, reuses: 1 });
  });
});

describe('access tokens', () => {
  it('last an hour of the simulator’s time', async () => {
    const simulator = stillSimulator();
    const listener = signIn(simulator, 'regular');
    simulator.control.moveClock(60 * MINUTE - 1);
    expect((await listener.get('/v1/me')).status).toBe(200);
    simulator.control.moveClock(1);
    const answer = await listener.get('/v1/me');
    expect(answer.status).toBe(401);
    expect(await answer.json()).toEqual({ error: { status: 401, message: 'The access token expired' } });
  });

  it('can be ended ahead of time, of one listener or of all', async () => {
    const simulator = stillSimulator();
    const [one, other] = [signIn(simulator, 'regular'), signIn(simulator, 'quiet')];
    expect(simulator.control.expireAccessTokens('regular')).toBe(1);
    expect([(await one.get('/v1/me')).status, (await other.get('/v1/me')).status]).toEqual([401, 200]);
    expect(simulator.control.expireAccessTokens()).toBe(1);
    expect((await other.get('/v1/me')).status).toBe(401);
    expect((await refreshWith(simulator, one.refreshToken)).status).toBe(200);
  });

  it('are asked for, and must be real', async () => {
    const simulator = stillSimulator();
    expect((await simulator.handle(request('/v1/me'))).status).toBe(401);
    expect((await simulator.handle(request('/v1/me', 'bogus'))).status).toBe(401);
  });

  it('open only what the listener agreed to', async () => {
    const listener = signIn(stillSimulator(), 'regular', ['user-read-recently-played']);
    expect((await listener.get('/v1/me/player/recently-played')).status).toBe(200);
    expect((await listener.get('/v1/me/top/artists')).status).toBe(403);
    expect(await listener.json('/v1/me')).not.toHaveProperty('email');
  });
});
