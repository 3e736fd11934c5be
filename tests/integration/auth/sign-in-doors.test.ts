import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { provideRuntime, runtime } from '@/lib/build-deps';
import { authRoute } from '@/middleware/auth/auth-route';
import { Browser, call, signedInBrowser, useHttpStage } from '../../support/http-stage';

const stage = useHttpStage();
const COOKIE = 'next-auth.session-token';

const locationOf = (response: Response) => response.headers.get('location');

describe('a failed sign-in gives the reason and signs no one in', () => {
  const fails = async (
    path: string,
    fault: 'forbidden_not_registered' | 'server_error' | 'malformed_json' | 'cut',
  ) => {
    stage().simulator.simulator.control.addFault({
      match: { path },
      times: 'forever',
      fault: { kind: fault },
    });
    const browser = new Browser();
    const response = await browser.signIn(stage(), 'regular');
    expect(browser.cookies.has(COOKIE)).toBe(false);
    expect(await stage().deps.db.user.count()).toBe(0);
    return locationOf(response);
  };

  it('when Spotify does not serve this listener: not on the allow-list', async () => {
    expect(await fails('/v1/me$', 'forbidden_not_registered')).toBe('/?error=NotAllowed');
  });

  it('when Spotify is down', async () => {
    expect(await fails('/v1/me$', 'server_error')).toBe('/?error=Unavailable');
    expect(await fails('/api/token$', 'server_error')).toBe('/?error=Unavailable');
  });

  it('when Spotify breaks off while it gives the tokens', async () => {
    expect(await fails('/api/token$', 'cut')).toBe('/?error=Unavailable');
  });

  it('when Spotify does not know the installation: a mistyped secret', async () => {
    const { env } = runtime();
    provideRuntime({ ...runtime(), env: { ...env, spotify: { ...env.spotify, clientSecret: 'mistyped' } } });
    const response = await new Browser().signIn(stage(), 'regular');
    expect(locationOf(response)).toBe('/?error=Misconfigured');
    expect(stage().logged.some((line) => JSON.parse(line).code === 'invalid_client')).toBe(true);
  });

  it('when Spotify’s answer is malformed', async () => {
    expect(await fails('/v1/me$', 'malformed_json')).toBe('/?error=Callback');
  });

  it('when the listener declines', async () => {
    const response = await new Browser().auth('callback/spotify?error=access_denied&state=x');
    expect(locationOf(response)).toBe('/?error=AccessDenied');
  });

  it.each([
    ['/history?q=blink', '/?error=AccessDenied&next=%2Fhistory%3Fq%3Dblink'],
    ['/dashboard', '/?error=AccessDenied'],
    ['https://evil.example/history', '/?error=AccessDenied'],
  ])('and the next one ends on the page that it was for: %s', async (callbackUrl, location) => {
    const browser = new Browser();
    await browser.auth('signin/spotify', { method: 'POST', body: new URLSearchParams({ callbackUrl }) });
    expect(locationOf(await browser.auth('callback/spotify?error=access_denied&state=x'))).toBe(location);
  });

  it.each([
    ['server_error', 'Unavailable', 'server_error'],
    ['temporarily_unavailable', 'Unavailable', 'temporarily_unavailable'],
    ['invalid_scope', 'Callback', 'invalid_scope'],
    ['The database was deleted by admin', 'Callback', 'unknown'],
  ])('when Spotify answers with the error %s', async (error, failure, code) => {
    const query = new URLSearchParams({ error, error_description: error, state: 'x' });
    const response = await new Browser().auth(`callback/spotify?${query}`);
    expect(locationOf(response)).toBe(`/?error=${failure}`);
    const line = stage().logged.find((text) => text.includes('spotify refused sign-in'));
    expect(JSON.parse(line ?? '{}')).toMatchObject({ level: 40, code });
  });

  it('and the log never has text from the caller’s address', async () => {
    const browser = new Browser();
    await browser.auth('signin/spotify', { method: 'POST' });
    const words = 'The database was deleted by admin';
    for (const name of ['error', 'error_description', 'state', 'code', 'iss', 'response', 'scope']) {
      const query = new URLSearchParams({ code: 'c', state: 's', [name]: words });
      await browser.auth(`callback/spotify?${query}`);
      await browser.auth('signin/spotify', { method: 'POST' });
    }
    expect(stage().logged.join('\n')).not.toContain(words);
    expect(stage().logged.map((line) => JSON.parse(line).level)).not.toContain(50);
  });

  it('when the answer has another state than the one that was sent', async () => {
    const browser = new Browser();
    await browser.auth('signin/spotify', { method: 'POST' });
    const response = await browser.auth('callback/spotify?code=stolen&state=forged');
    expect(locationOf(response)).toBe('/?error=Callback');
    expect(browser.cookies.has(COOKIE)).toBe(false);
  });
});

describe('the sign-in routes', () => {
  it.each(['signin/spotify', 'signout'])('refuse a form of another site: %s', async (path) => {
    const browser = await signedInBrowser(stage(), 'regular');
    const headers = { origin: 'https://evil.example' };
    const response = await browser.auth(path, { method: 'POST', headers });
    expect(response.status).toBe(403);
    expect(await response.json()).toMatchObject({ code: 'FORBIDDEN' });
    expect(await stage().deps.db.session.count()).toBe(1);
  });

  it('require a CSRF token from a client that does not send its origin', async () => {
    const browser = new Browser();
    const { csrfToken } = z
      .object({ csrfToken: z.string() })
      .parse(await (await browser.auth('csrf')).json());
    const post = (token: string) => {
      const body = new URLSearchParams({ csrfToken: token, json: 'true' });
      const init = { method: 'POST', body, headers: { cookie: browser.cookieHeader() } };
      return call(authRoute, '/api/auth/signin/spotify', init, { nextauth: ['signin', 'spotify'] });
    };
    expect(JSON.stringify(await (await post(csrfToken)).json())).toContain(
      `${stage().simulator.url}/authorize?`,
    );
    expect(JSON.stringify(await (await post('forged')).json())).not.toContain(stage().simulator.url);
  });

  it('redirect to our own pages only', async () => {
    const browser = new Browser();
    const body = new URLSearchParams({ callbackUrl: 'https://evil.example/' });
    const response = await browser.auth('signout', { method: 'POST', body });
    expect(locationOf(response)).toBe('http://127.0.0.1:3000/dashboard');
  });

  it.each([
    ['POST', '_log'],
    ['GET', 'nothing'],
    ['POST', 'callback/spotify'],
  ])('are the known ones: %s %s is not there', async (method, path) => {
    expect((await new Browser().auth(path, { method })).status).toBe(404);
  });
});
