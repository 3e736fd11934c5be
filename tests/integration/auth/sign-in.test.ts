import { hash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { DAY } from '@/lib/shared/time';
import { Browser, signedInBrowser, useHttpStage } from '../../support/http-stage';

const stage = useHttpStage();
const COOKIE = 'next-auth.session-token';

const onlyUser = () => stage().deps.db.user.findFirstOrThrow();
/** What the sign-in form sends along. */
const tellZone = (browser: Browser, tz: string) =>
  browser.auth('signin/spotify', { method: 'POST', body: new URLSearchParams({ tz }) });
const locationOf = (response: Response) => response.headers.get('location');

describe('signing in for the first time', () => {
  it('sends the listener to Spotify with state, PKCE and the scopes of the archive', async () => {
    const response = await new Browser().auth('signin/spotify', { method: 'POST' });
    expect(response.status).toBe(302);
    const url = new URL(locationOf(response) ?? '');
    expect(url.origin).toBe(stage().simulator.url);
    expect(Object.fromEntries(url.searchParams)).toMatchObject({
      response_type: 'code',
      redirect_uri: 'http://127.0.0.1:3000/api/auth/callback/spotify',
      code_challenge_method: 'S256',
      scope: 'user-read-recently-played user-read-currently-playing user-read-private user-read-email',
    });
    expect(url.searchParams.get('state')).toMatch(/.{20,}/);
    expect(url.searchParams.get('code_challenge')).toMatch(/.{20,}/);
  });

  it('creates the user in the time zone of the browser and opens the dashboard', async () => {
    const browser = new Browser();
    await tellZone(browser, 'Asia/Kathmandu');
    const before = Date.now();
    const response = await browser.signIn(stage(), 'regular');
    expect(locationOf(response)).toBe('http://127.0.0.1:3000/dashboard');
    const user = await onlyUser();
    expect(user).toMatchObject({
      spotifyId: 'regular',
      name: 'Hannah Voss',
      timeZone: 'Asia/Kathmandu',
      isActive: true,
      tokenVersion: 1,
    });
    expect(user.spotifyAccountId).toMatch(/^\w{22}$/);
    expect(user.scope).toContain('user-read-recently-played');
    expect(user.authorizedAt?.getTime()).toBeGreaterThanOrEqual(before);
    expect(user.tokenExpiresAt?.getTime()).toBeGreaterThan(before + 3_000_000);
  });

  it.each(['+05:45', 'Mars/Olympus', '', 'x; Path=/elsewhere'])(
    'takes UTC for a time zone that is none (%s)',
    async (tz) => {
      const browser = new Browser();
      await tellZone(browser, tz);
      await browser.signIn(stage(), 'regular');
      expect((await onlyUser()).timeZone).toBe('UTC');
    },
  );

  it('starts the first archive at once', async () => {
    await new Browser().signIn(stage(), 'regular');
    expect(stage().queue.published).toMatchObject([{ path: '/api/queue/archive-user', delaySeconds: 0 }]);
    expect(await stage().deps.db.archiveRequest.findMany()).toMatchObject([{ trigger: 'sign_in' }]);
  });

  it('succeeds even when the archive cannot be started', async () => {
    stage().queue.publish = async () => {
      throw new Error('the queue is down');
    };
    const response = await new Browser().signIn(stage(), 'regular');
    expect(locationOf(response)).toBe('http://127.0.0.1:3000/dashboard');
    expect(stage().logged.join()).toContain('could not be queued');
  });
});

describe('what the database stores of a sign-in', () => {
  it('knows the session by its hash only', async () => {
    const browser = await signedInBrowser(stage(), 'regular');
    const token = browser.cookies.get(COOKIE) ?? '';
    expect(token).toMatch(/^[\w-]{43}$/);
    const rows = await stage().deps.db.session.findMany();
    expect(rows).toHaveLength(1);
    expect(rows[0]?.tokenHash).toBe(hash('sha256', token));
    expect(JSON.stringify(rows)).not.toContain(token);
  });

  it('holds the tokens sealed, bound to their user and column, and nowhere in clear', async () => {
    await new Browser().signIn(stage(), 'regular');
    const { deps, simulator } = stage();
    const user = await onlyUser();
    const access = deps.seal.open(user.accessToken ?? '', { userId: user.id, column: 'access_token' });
    const refresh = deps.seal.open(user.refreshToken ?? '', { userId: user.id, column: 'refresh_token' });
    const me = await fetch(`${simulator.url}/v1/me`, { headers: { authorization: `Bearer ${access}` } });
    expect(await me.json()).toMatchObject({ id: 'regular' });
    for (const row of [user, await deps.db.session.findMany(), await deps.db.archiveRequest.findMany()]) {
      expect(JSON.stringify(row)).not.toContain(access);
      expect(JSON.stringify(row)).not.toContain(refresh);
    }
    expect(() =>
      deps.seal.open(user.accessToken ?? '', { userId: user.id + 1, column: 'access_token' }),
    ).toThrow();
  });

  it('leaves tokens, session and address out of the log', async () => {
    const browser = await signedInBrowser(stage(), 'regular');
    const { deps, logged } = stage();
    const user = await onlyUser();
    const access = deps.seal.open(user.accessToken ?? '', { userId: user.id, column: 'access_token' });
    for (const secret of [access, browser.cookies.get(COOKIE) ?? '-', user.email ?? '-']) {
      expect(logged.join('\n')).not.toContain(secret);
    }
  });
});

describe('signing in again', () => {
  it('repairs a broken connection and closes the breaker', async () => {
    await new Browser().signIn(stage(), 'regular');
    const { deps } = stage();
    const { id } = await onlyUser();
    const broken = {
      isActive: false,
      disconnectedReason: 'invalid_grant',
      consecutiveFailures: 4,
      lastFailureType: 'AUTH',
      lastFailedAt: new Date(),
      circuitOpenUntil: new Date(Date.now() + DAY),
      circuitOpenedCount: 2,
      refreshLeaseUntil: new Date(Date.now() + 60_000),
      authorizedAt: new Date('2020-01-01'),
      timeZone: 'Europe/Lisbon',
    } as const;
    await deps.db.user.update({ where: { id }, data: broken });
    await new Browser().signIn(stage(), 'regular');
    expect(await onlyUser()).toMatchObject({
      id,
      isActive: true,
      disconnectedReason: null,
      consecutiveFailures: 0,
      lastFailureType: null,
      lastFailedAt: null,
      circuitOpenUntil: null,
      circuitOpenedCount: 0,
      refreshLeaseUntil: null,
      tokenVersion: 2,
      // Chosen by the listener meanwhile: a sign-in from a hotel does not move their days.
      timeZone: 'Europe/Lisbon',
    });
    expect((await onlyUser()).authorizedAt?.getFullYear()).toBeGreaterThan(2020);
  });

  it('finds the listener by the account id when Spotify has changed the other one', async () => {
    await new Browser().signIn(stage(), 'regular');
    const { id } = await onlyUser();
    await stage().deps.db.user.update({ where: { id }, data: { spotifyId: 'an-older-id' } });
    await new Browser().signIn(stage(), 'regular');
    expect(await stage().deps.db.user.findMany()).toMatchObject([{ id, spotifyId: 'regular' }]);
  });

  it('adds the account id to a listener who was stored without one', async () => {
    await new Browser().signIn(stage(), 'regular');
    const { id } = await onlyUser();
    await stage().deps.db.user.update({ where: { id }, data: { spotifyAccountId: null } });
    await new Browser().signIn(stage(), 'regular');
    expect((await onlyUser()).spotifyAccountId).toMatch(/^\w{22}$/);
  });

  it('never opens the archive of another account that has the same Spotify id', async () => {
    await new Browser().signIn(stage(), 'regular');
    const { id, accessToken } = await onlyUser();
    await stage().deps.db.user.update({ where: { id }, data: { spotifyAccountId: 'somebody-else' } });
    const browser = new Browser();
    expect(locationOf(await browser.signIn(stage(), 'regular'))).toBe('/?error=AccountMismatch');
    expect(browser.cookies.has(COOKIE)).toBe(false);
    expect((await onlyUser()).accessToken).toBe(accessToken);
  });

  it('as somebody else makes a second user, and never puts their tokens into the first', async () => {
    const browser = await signedInBrowser(stage(), 'regular');
    const first = await onlyUser();
    const oldToken = browser.cookies.get(COOKIE);
    await browser.signIn(stage(), 'heavy');
    const users = await stage().deps.db.user.findMany({ orderBy: { id: 'asc' } });
    expect(users.map((u) => u.spotifyId)).toEqual(['regular', 'heavy']);
    expect(users[0]?.accessToken).toBe(first.accessToken);
    expect(browser.cookies.get(COOKIE)).not.toBe(oldToken);
    // The first session ended in this browser; nothing is left of it to be stolen.
    expect(await stage().deps.db.session.findMany()).toMatchObject([{ userId: users[1]?.id }]);
  });
});

describe('a session', () => {
  const sessionOf = async (browser: Browser) => (await browser.auth('session')).json();

  it('gives the page the user, without an e-mail address', async () => {
    const browser = new Browser();
    expect(await sessionOf(browser)).toEqual({});
    await browser.signIn(stage(), 'regular');
    expect(await sessionOf(browser)).toMatchObject({ user: { name: 'Hannah Voss' } });
    expect(JSON.stringify(await sessionOf(browser))).not.toContain('@');
  });

  it('lasts 30 days from the last visit, counted once a day', async () => {
    const browser = await signedInBrowser(stage(), 'regular');
    const expiry = async () => (await stage().deps.db.session.findFirstOrThrow()).expiresAt.getTime();
    const first = await expiry();
    await sessionOf(browser);
    expect(await expiry()).toBe(first);
    stage().clock.advance(DAY + 1000);
    await sessionOf(browser);
    expect((await expiry()) - first).toBeGreaterThanOrEqual(DAY);
    stage().clock.advance(30 * DAY + 1000);
    expect(await sessionOf(browser)).toEqual({});
  });

  it('ends in the database when the listener signs out: a copy of the cookie is worthless', async () => {
    const browser = await signedInBrowser(stage(), 'regular');
    const copy = new Browser();
    copy.cookies.set(COOKIE, browser.cookies.get(COOKIE) ?? '');
    const response = await browser.auth('signout', { method: 'POST' });
    expect(locationOf(response)).toBe('http://127.0.0.1:3000/');
    expect(browser.cookies.has(COOKIE)).toBe(false);
    expect(await stage().deps.db.session.count()).toBe(0);
    expect(await sessionOf(copy)).toEqual({});
  });
});
