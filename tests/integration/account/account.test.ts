import { describe, expect, it } from 'vitest';
import { cookiesWeSet } from '@/app/(public)/cookies-we-set';
import * as clear from '@/app/api/cache/clear/route';
import * as stats from '@/app/api/stats/route';
import * as removal from '@/app/api/user/delete/route';
import * as disconnect from '@/app/api/user/disconnect/route';
import * as user from '@/app/api/user/route';
import * as session from '@/app/api/user/sessions/[id]/route';
import * as sessions from '@/app/api/user/sessions/route';
import { DAY, HOUR } from '@/lib/shared/time';
import type { RouteHandler } from '@/middleware/route';
import { scheduleArchive } from '@/services/archival/tick';
import { archiveUserTracks, latestArchiveRequest } from '@/services/archival-service';
import { deliver } from '../../support/deliver-messages';
import { APP, type Browser, call, signedInBrowser, useHttpStage } from '../../support/http-stage';
import { keepPlays } from '../../support/keep-plays';

const stage = useHttpStage();

async function signedIn(listener = 'regular'): Promise<Browser> {
  return signedInBrowser(stage(), listener);
}

/** A request as one of our own pages makes it. */
function ask(
  browser: Browser,
  handler: RouteHandler,
  [method, path]: [string, string],
  body?: unknown,
  params: unknown = {},
): Promise<Response> {
  const headers = { cookie: browser.cookieHeader(), origin: APP, 'content-type': 'application/json' };
  return call(
    handler,
    path,
    { method, headers, body: body === undefined ? null : JSON.stringify(body) },
    params,
  );
}

const account = async (browser: Browser) => (await ask(browser, user.GET, ['GET', '/api/user'])).json();
const isSignedIn = async (browser: Browser) =>
  (await ask(browser, stats.GET, ['GET', '/api/stats'])).status === 200;
const onlyUser = () => stage().deps.db.user.findFirstOrThrow();

describe('the settings of an account', () => {
  it('begin as the device and the browser have it, and stay as they are chosen', async () => {
    const browser = await signedIn();
    expect((await account(browser)).settings).toEqual({
      timeZone: 'UTC',
      locale: null,
      theme: 'system',
      countsFromMs: 30_000,
    });
    const patch = (body: unknown) => ask(browser, user.PATCH, ['PATCH', '/api/user'], body);
    expect((await patch({ theme: 'dark' })).status).toBe(204);
    expect((await patch({ locale: 'de-DE' })).status).toBe(204);
    expect((await account(browser)).settings).toMatchObject({ locale: 'de-DE', theme: 'dark' });
    expect((await patch({ locale: null })).status).toBe(204);
    expect((await account(browser)).settings).toMatchObject({ locale: null, theme: 'dark' });
  });

  it.each([
    [{}, 'body'],
    [{ theme: 'sepia' }, 'body.theme'],
    [{ locale: 'xx' }, 'body.locale'],
    [{ isActive: false }, 'body'],
  ])('refuses %j and names the field', async (body, field) => {
    const answer = await ask(await signedIn(), user.PATCH, ['PATCH', '/api/user'], body);
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({ code: 'VALIDATION_ERROR', field });
    expect(await onlyUser()).toMatchObject({ theme: 'system', locale: null, isActive: true });
  });

  it('are listed without anything that grants access', async () => {
    const browser = await signedIn();
    const text = JSON.stringify(await account(browser));
    const { accessToken, refreshToken } = await onlyUser();
    const { tokenHash } = await stage().deps.db.session.findFirstOrThrow();
    for (const secret of [accessToken, refreshToken, tokenHash]) expect(text).not.toContain(secret);
  });
});

describe('the sessions of an account', () => {
  it('are listed, the one that asks first, with when each began and ends', async () => {
    const [first, second] = [await signedIn(), await signedIn()];
    const list = (await account(first)).sessions;
    expect(list).toHaveLength(2);
    expect(list.map((s: { isCurrent: boolean }) => s.isCurrent)).toEqual([true, false]);
    const ends = new Date(list[0].expiresAt).getTime() - new Date(list[0].startedAt).getTime();
    expect(ends).toBe(30 * DAY);
    expect((await account(second)).sessions[0].id).toBe(list[1].id);
  });

  it('end one by one, and never those of somebody else', async () => {
    const [mine, other, stranger] = [await signedIn(), await signedIn(), await signedIn('heavy')];
    const { id } = (await account(other)).sessions[0];
    const end = (browser: Browser, which: string) =>
      ask(browser, session.DELETE, ['DELETE', `/api/user/sessions/${which}`], undefined, { id: which });
    expect((await end(stranger, id)).status).toBe(404);
    expect((await end(mine, '%')).status).toBe(400);
    expect(await isSignedIn(other)).toBe(true);
    expect(await (await end(mine, id)).json()).toEqual({ ended: 1 });
    expect(await isSignedIn(other)).toBe(false);
    expect(await isSignedIn(mine)).toBe(true);
    expect((await end(mine, id)).status).toBe(404);
  });

  it('end everywhere at once, and the browser forgets its cookie', async () => {
    const [mine, other, stranger] = [await signedIn(), await signedIn(), await signedIn('heavy')];
    const answer = await ask(mine, sessions.DELETE, ['DELETE', '/api/user/sessions']);
    expect(await answer.json()).toEqual({ ended: 2 });
    expect(answer.headers.getSetCookie().join()).toMatch(/next-auth\.session-token=;.*Max-Age=0/);
    expect(await Promise.all([mine, other, stranger].map(isSignedIn))).toEqual([false, false, true]);
  });
});

describe('disconnecting Spotify', () => {
  const goOn = async () => {
    const at = new Date(stage().clock.now().getTime() + HOUR);
    await scheduleArchive(stage().deps, { scheduledFor: at });
  };

  it('deletes the tokens at once, keeps the plays, and ends polling', async () => {
    const browser = await signedIn();
    const { id } = await onlyUser();
    const played = { track: 'a', artists: ['b'], album: null, durationMs: 60_000 };
    await keepPlays(stage().deps.db, id, stage().clock.now(), [{ ...played, endedAt: new Date(0) }]);
    const answer = await ask(browser, disconnect.POST, ['POST', '/api/user/disconnect']);
    expect(answer.status).toBe(204);
    expect(await onlyUser()).toMatchObject({
      accessToken: null,
      refreshToken: null,
      tokenExpiresAt: null,
      scope: null,
      isActive: false,
      disconnectedReason: 'by_listener',
    });
    const published = stage().queue.published.length;
    await goOn();
    expect(stage().queue.published).toHaveLength(published);
    expect(await stage().deps.db.playEvent.count({ where: { userId: id } })).toBe(1);
    const { connection } = await account(browser);
    expect(connection).toMatchObject({ state: 'needs_reconnect', byListener: true });
  });

  it('ends a poll requested before with the failure reconnect_needed', async () => {
    const browser = await signedIn();
    const { id } = await onlyUser();
    const [message] = stage().queue.published;
    await ask(browser, disconnect.POST, ['POST', '/api/user/disconnect']);
    if (!message) throw new Error('A sign-in queues a poll.');
    await deliver(stage().deps, message);
    expect(await latestArchiveRequest(stage().deps, id)).toMatchObject({
      status: 'failed',
      failure: 'reconnect_needed',
    });
  });

  it('is not undone by a worker that was just refreshing or reading', async () => {
    const browser = await signedIn();
    const { id } = await onlyUser();
    await stage().deps.db.user.update({ where: { id }, data: { tokenExpiresAt: new Date(0) } });
    let refreshed = 0;
    const spotify = { ...stage().deps.spotify };
    spotify.refresh = async (token) => {
      const answer = await stage().deps.spotify.refresh(token);
      await ask(browser, disconnect.POST, ['POST', '/api/user/disconnect']);
      refreshed += 1;
      return answer;
    };
    const slot = stage().clock.now();
    const nextRegularAt = new Date(slot.getTime() + HOUR);
    await archiveUserTracks(
      { ...stage().deps, spotify },
      { slot, batch: 0, userIds: [id], attempt: 0, nextRegularAt },
    );
    expect(refreshed).toBe(1);
    expect(await onlyUser()).toMatchObject({ accessToken: null, refreshToken: null, isActive: false });
  });

  it('is mended by signing in again', async () => {
    const browser = await signedIn();
    await ask(browser, disconnect.POST, ['POST', '/api/user/disconnect']);
    await browser.signIn(stage(), 'regular');
    expect(await onlyUser()).toMatchObject({ isActive: true, disconnectedAt: null });
    expect((await account(browser)).connection.state).toBe('connected');
  });
});

describe('deleting an account over HTTP', () => {
  it('compares the phrase that was typed on the page, and names the field', async () => {
    const browser = await signedIn();
    for (const confirmation of ['', 'yes', 5]) {
      const answer = await ask(browser, removal.DELETE, ['DELETE', '/api/user/delete'], { confirmation });
      expect(answer.status).toBe(400);
      expect(await answer.json()).toMatchObject({ field: 'body.confirmation' });
    }
    expect(await isSignedIn(browser)).toBe(true);
  });

  it('needs no phrase of a program: the method and the address are the order', async () => {
    const browser = await signedIn();
    const answer = await ask(browser, removal.DELETE, ['DELETE', '/api/user/delete']);
    expect(answer.status).toBe(200);
    expect(await answer.json()).toMatchObject({ deleted: { rows: { account: 1 } } });
    expect(await stage().deps.db.user.count()).toBe(0);
  });

  it('takes no order from another site', async () => {
    const browser = await signedIn();
    const headers = { cookie: browser.cookieHeader(), origin: 'https://evil.example' };
    const body = JSON.stringify({ confirmation: 'delete my account' });
    const answer = await call(removal.DELETE, '/api/user/delete', { method: 'DELETE', headers, body });
    expect(answer.status).toBe(403);
    expect(await stage().deps.db.user.count()).toBe(1);
  });

  it('says what will be deleted, then what was deleted, and ends every session', async () => {
    const [mine, other, stranger] = [await signedIn(), await signedIn(), await signedIn('heavy')];
    const { rows } = await (await ask(mine, removal.GET, ['GET', '/api/user/delete'])).json();
    expect(rows).toMatchObject({ sessions: 2, account: 1, plays: 0 });
    const body = { confirmation: 'delete my account' };
    const answer = await ask(mine, removal.DELETE, ['DELETE', '/api/user/delete'], body);
    expect(answer.status).toBe(200);
    expect((await answer.json()).deleted.rows).toEqual(rows);
    expect(answer.headers.getSetCookie().join()).toContain('Max-Age=0');
    expect(await Promise.all([mine, other, stranger].map(isSignedIn))).toEqual([false, false, true]);
    const again = await ask(other, removal.DELETE, ['DELETE', '/api/user/delete'], body);
    expect(again.status).toBe(401);
  });

  it('allows a new start with an empty archive', async () => {
    const browser = await signedIn();
    const { id } = await onlyUser();
    const body = { confirmation: 'delete my account' };
    await ask(browser, removal.DELETE, ['DELETE', '/api/user/delete'], body);
    await browser.signIn(stage(), 'regular');
    expect((await onlyUser()).id).not.toBe(id);
    expect(await isSignedIn(browser)).toBe(true);
  });
});

describe('clearing the cache', () => {
  it('recalculates every figure', async () => {
    const browser = await signedIn();
    const { id } = await onlyUser();
    const played = { track: 'a', artists: ['b'], album: null, durationMs: 60_000 };
    await keepPlays(stage().deps.db, id, stage().clock.now(), [{ ...played, endedAt: new Date(0) }]);
    const cacheOf = async () => {
      const answer = await ask(browser, stats.GET, ['GET', '/api/stats?range=7d']);
      return answer.headers.get('server-timing')?.match(/cache;desc=(\w+)/)?.[1];
    };
    expect([await cacheOf(), await cacheOf()]).toEqual(['miss', 'hit']);
    expect((await ask(browser, clear.POST, ['POST', '/api/cache/clear'])).status).toBe(204);
    expect([await cacheOf(), await cacheOf()]).toEqual(['miss', 'hit']);
  });
});

describe('the cookies that the privacy page names', () => {
  it('are exactly those that a sign-in sets, by plain http and by https', async () => {
    const browser = await signedIn();
    const form = new URLSearchParams({ tz: 'Asia/Kathmandu' });
    await browser.auth('signin/spotify', { method: 'POST', body: form });
    const set = new Set(browser.seen);
    const named = cookiesWeSet({ appUrl: APP, webAnalytics: false }).map(({ name }) => name);
    for (const name of set) expect(named).toContain(name);
    // Set when a page is opened, and when a notice is dismissed.
    expect(named.filter((name) => !set.has(name))).toEqual(['session-renewed', 'seen-gaps']);
    const secure = cookiesWeSet({ appUrl: 'https://a.example', webAnalytics: true }).map(({ name }) => name);
    expect(secure).toContain('__Secure-next-auth.session-token');
    expect(secure).toContain('__Host-next-auth.csrf-token');
    expect(secure).toContain('analytics-consent');
  });
});
