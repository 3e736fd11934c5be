import { NextRequest } from 'next/server';
import { describe, expect, it } from 'vitest';
import { provideRuntime, runtime } from '@/lib/build-deps';
import { connectDatabase } from '@/lib/db/client';
import { proxy } from '@/proxy';
import { signedInBrowser, useHttpStage } from '../../support/http-stage';
import { keepPlays } from '../../support/keep-plays';

const stage = useHttpStage();

async function signedIn(): Promise<string> {
  const browser = await signedInBrowser(stage(), 'regular');
  return browser.cookieHeader();
}

const open = (path: string, headers: Record<string, string> = {}, method = 'GET') =>
  proxy(new NextRequest(`${runtime().env.appUrl}${path}`, { headers, method }));

const shownInstead = (response: Response) => response.headers.get('x-middleware-rewrite');

function loseDatabase(): void {
  const current = runtime();
  const db = connectDatabase('postgresql://nobody@127.0.0.1:1/nowhere');
  provideRuntime({ ...current, deps: { ...current.deps, db } });
}

describe('the check before pages', { timeout: 60_000 }, () => {
  it('lets every page through while the database answers', async () => {
    const cookie = await signedIn();
    for (const path of ['/', '/privacy', '/dashboard', '/history?kind=artist', '/no-such-page']) {
      const response = await open(path, { cookie });
      expect([path, response.status, shownInstead(response)]).toEqual([path, 200, null]);
    }
  });

  it('answers 503 with an error page and Retry-After while the database is down', async () => {
    const cookie = await signedIn();
    loseDatabase();
    for (const path of ['/dashboard?range=7d', '/history', '/me', '/share/new', '/artist/7']) {
      const response = await open(path, { cookie });
      expect([path, response.status, response.headers.get('retry-after')]).toEqual([path, 503, '10']);
      expect(shownInstead(response)).toMatch(/\/unavailable$/);
    }
  });

  it('still serves pages that need no database, and the landing page without a session', async () => {
    const cookie = await signedIn();
    loseDatabase();
    for (const path of ['/', '/privacy', '/terms', '/developers', '/developers/getApiStats'])
      expect([path, (await open(path, { cookie })).status]).toEqual([path, 200]);
    expect((await open('/dashboard')).status).toBe(200);
  });

  it('refuses OPTIONS on pages as any method that nothing takes, and leaves it to routes', async () => {
    for (const path of ['/', '/dashboard', '/share/nobodyknowsx', '/no-such-page']) {
      const response = await open(path, {}, 'OPTIONS');
      expect([path, response.status, response.headers.get('allow')]).toEqual([path, 405, 'GET, HEAD']);
      expect(await response.json()).toMatchObject({ code: 'METHOD_NOT_ALLOWED' });
    }
    const route = await open('/api/stats', { origin: 'https://elsewhere.example' }, 'OPTIONS');
    expect(route.headers.get('x-middleware-next')).toBe('1');
  });

  it('shows pages that stand in for others only in their place: their own addresses are a 404', async () => {
    for (const path of ['/unavailable', '/missing', '/missing/days'])
      expect(shownInstead(await open(path))).toMatch(/\/gone$/);
  });

  it('answers 404 for an artist, album or track that this listener never played', async () => {
    const cookie = await signedIn();
    const { db, clock } = stage().deps;
    const { id: userId } = await db.user.findFirstOrThrow();
    const endedAt = new Date('2026-11-20T12:00:00Z');
    const played = { endedAt, track: 'Alaska', artists: ['Low'], album: 'Ones', durationMs: 200_000 };
    await keepPlays(db, userId, clock.now(), [played]);
    const { id } = await db.artist.findFirstOrThrow();
    const shown = async (path: string, headers: Record<string, string> = {}) =>
      shownInstead(await open(path, { cookie, ...headers }));
    for (const path of [`/artist/${id}`, `/history?kind=artist&id=${id}`])
      expect([path, await shown(path)]).toEqual([path, null]);
    for (const path of [`/artist/${id + 1}`, '/track/0', '/album/x', `/history?kind=artist&id=${id + 1}`])
      expect([path, await shown(path)]).toEqual([path, expect.stringMatching(/\/missing$/)]);
    expect((await open('/album/x', { cookie })).status).toBe(404);
    // The page itself answers a script, which then shows it in its place.
    expect(await shown('/album/x', { 'sec-fetch-dest': 'empty' })).toBeNull();
    expect(shownInstead(await open('/album/x'))).toBeNull();
  });

  it('answers 404 for a year or month in review without plays, ahead, or that cannot be read', async () => {
    const cookie = await signedIn();
    const { db, clock } = stage().deps;
    const { id: userId } = await db.user.findFirstOrThrow();
    const played = { track: 'Alaska', artists: ['Low'], album: 'Ones', durationMs: 200_000 };
    await keepPlays(db, userId, clock.now(), [{ ...played, endedAt: new Date('2024-02-29T12:00:00Z') }]);
    const shown = async (path: string) => shownInstead(await open(path, { cookie }));
    for (const path of ['/year/2024', '/year/2024/02'])
      expect([path, await shown(path)]).toEqual([path, null]);
    for (const path of [
      '/year/2023',
      '/year/2024/03',
      '/year/2024/2',
      '/year/2024/13',
      '/year/2099',
      '/year/x',
      '/year/1024',
    ])
      expect([path, await shown(path)]).toEqual([path, expect.stringMatching(/\/missing\/days$/)]);
    expect(shownInstead(await open('/year/2024'))).toBeNull();
  });

  it('answers 404 for a report that nobody may see, and 503 while the database is away', async () => {
    expect(shownInstead(await open('/share/nobodyknowsx'))).toMatch(/\/gone$/);
    loseDatabase();
    const away = await open('/share/nobodyknowsx');
    expect([away.status, shownInstead(away)]).toEqual([503, expect.stringMatching(/\/unavailable$/)]);
  });

  it('lets a page through that it cannot check: the page itself then says that it failed', async () => {
    const { db } = stage().deps;
    await db.$executeRaw`ALTER TABLE shareable_reports RENAME TO put_aside`;
    try {
      const response = await open('/share/nobodyknowsx');
      expect([response.status, shownInstead(response)]).toEqual([200, null]);
    } finally {
      await db.$executeRaw`ALTER TABLE put_aside RENAME TO shareable_reports`;
    }
  });
});
