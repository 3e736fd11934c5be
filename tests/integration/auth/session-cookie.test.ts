import { NextRequest } from 'next/server';
import { describe, expect, it } from 'vitest';
import { runtime } from '@/lib/build-deps';
import { DAY } from '@/lib/shared/time';
import { renewSessionCookie } from '@/middleware/renew-session-cookie';
import { APP, signedInBrowser, useHttpStage } from '../../support/http-stage';

const stage = useHttpStage();

/** The cookies that a browser gets when it opens a page. */
async function openPage(cookie: string, headers: Record<string, string> = {}): Promise<string[]> {
  const all = { cookie, 'sec-fetch-dest': 'document', ...headers };
  const response = new Response();
  await renewSessionCookie(new NextRequest(`${APP}/dashboard`, { headers: all }), response, runtime());
  return response.headers.getSetCookie();
}

async function signIn(): Promise<string> {
  const browser = await signedInBrowser(stage(), 'regular');
  return browser.cookieHeader();
}

const tokenIn = (cookie: string) => /next-auth\.session-token=([\w-]+)/.exec(cookie)?.[1] ?? 'none';

describe('the cookie of a session', () => {
  it('is renewed for 30 days when a page is opened, once a day', async () => {
    const cookie = await signIn();
    expect(await openPage(cookie)).toEqual([
      `next-auth.session-token=${tokenIn(cookie)}; Max-Age=2592000; Path=/; HttpOnly; SameSite=Lax`,
      'session-renewed=1; Max-Age=86400; Path=/; HttpOnly; SameSite=Lax',
    ]);
    expect(await openPage(`${cookie}; session-renewed=1`)).toEqual([]);
    expect(await openPage(cookie, { 'sec-fetch-dest': 'image' })).toEqual([]);
  });

  it.each([
    ['has expired', () => stage().clock.advance(31 * DAY)],
    ['was ended', () => stage().deps.db.session.deleteMany()],
  ])('is cleared, and never renewed, when the session %s', async (_how, end) => {
    const cookie = await signIn();
    await end();
    const cleared = await openPage(cookie);
    expect(cleared).toHaveLength(2);
    for (const header of cleared)
      expect(header).toMatch(/^(next-auth\.session-token|session-renewed)=; Max-Age=0;/);
  });

  it('is cleared when somebody made it up', async () => {
    expect((await openPage('next-auth.session-token=invented'))[0]).toContain('Max-Age=0');
    expect(await openPage('other=1')).toEqual([]);
  });

  it('stays unchanged while the database cannot say whether the session is over', async () => {
    const cookie = await signIn();
    const { deps } = stage();
    const db = new Proxy(deps.db, {
      get: () => {
        throw new Error('the database is down');
      },
    });
    const response = new Response();
    const request = new NextRequest(APP, { headers: { cookie, 'sec-fetch-dest': 'document' } });
    await renewSessionCookie(request, response, { ...runtime(), deps: { ...deps, db } });
    expect(response.headers.getSetCookie()).toEqual([]);
    expect(stage().logged.join()).toContain('session lookup failed');
  });
});
