import { describe, expect, it } from 'vitest';
import * as unknownRoute from '@/app/api/[[...unknown]]/route';
import * as archive from '@/app/api/archive/route';
import * as cron from '@/app/api/cron/archive/route';
import * as cspReport from '@/app/api/csp-report/route';
import * as batch from '@/app/api/queue/archive-batch/route';
import * as archiveUser from '@/app/api/queue/archive-user/route';
import * as enrich from '@/app/api/queue/enrich-artists/route';
import * as lookUp from '@/app/api/queue/look-up-tracks/route';
import * as musicbrainz from '@/app/api/queue/musicbrainz-genres/route';
import * as stats from '@/app/api/stats/route';
import { provideRuntime, runtime } from '@/lib/build-deps';
import { connectDatabase } from '@/lib/db/client';
import { isDatabaseUnavailable } from '@/lib/db/database-unavailable';
import { APP, call, type HttpStage, signed, signedInBrowser, useHttpStage } from '../../support/http-stage';

const stage = useHttpStage();

async function signedIn(): Promise<{ cookie: string }> {
  const browser = await signedInBrowser(stage(), 'regular');
  return { cookie: browser.cookieHeader() };
}

/** From now on the database of this stage does not answer. */
function cutDatabase(): void {
  const current = runtime();
  const db = connectDatabase('postgresql://nobody@127.0.0.1:1/nowhere');
  provideRuntime({ ...current, deps: { ...current.deps, db } });
}

const deliver = async (on: HttpStage, handler: typeof cron.POST, path: string, body: string) =>
  call(handler, path, { method: 'POST', body, headers: await signed(on, path, body) });

describe('a route for listeners', () => {
  it('answers 401 to all others, as a problem document with a request id', async () => {
    for (const [handler, path] of [
      [stats.GET, '/api/stats'],
      [archive.GET, '/api/archive'],
    ] as const) {
      const response = await call(handler, path, { headers: { 'x-request-id': 'trace-0001' } });
      expect(response.status).toBe(401);
      expect(response.headers.get('content-type')).toBe('application/problem+json');
      expect(response.headers.get('x-request-id')).toBe('trace-0001');
      expect(await response.json()).toEqual({
        type: 'about:blank',
        title: 'Sign-in needed',
        status: 401,
        detail: 'Please sign in with Spotify first.',
        code: 'UNAUTHORIZED',
        requestId: 'trace-0001',
      });
    }
  });

  it('answers the listener, and no cache answers in its place', async () => {
    const response = await call(stats.GET, '/api/stats', { headers: await signedIn() });
    expect(response.status).toBe(200);
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(await response.json()).toMatchObject({ totalPlays: 0, firstPlayAt: null });
  });

  it('takes a request for an archive from our own pages, and follows it', async () => {
    const { cookie } = await signedIn();
    const asked = await call(archive.POST, '/api/archive', {
      method: 'POST',
      headers: { cookie, origin: APP },
    });
    expect(asked.status).toBe(202);
    const status = await asked.json();
    expect(status).toMatchObject({ status: 'queued', failure: null });
    const followed = await call(archive.GET, '/api/archive', { headers: { cookie } });
    expect(await followed.json()).toEqual({ request: status });
  });

  it('takes nothing that another site made the browser send', async () => {
    const { cookie } = await signedIn();
    const published = stage().queue.published.length;
    for (const [name, value] of [
      ['origin', 'https://evil.example'],
      ['origin', 'null'],
      ['sec-fetch-site', 'cross-site'],
    ] as const) {
      const headers = new Headers({ cookie, [name]: value });
      const response = await call(archive.POST, '/api/archive', { method: 'POST', headers });
      expect(response.status).toBe(403);
    }
    expect(stage().queue.published).toHaveLength(published);
  });
});

describe('a route for the queue', () => {
  const routes = [
    [cron.POST, '/api/cron/archive', '{}'],
    [batch.POST, '/api/queue/archive-batch', '{"userIds":[1]}'],
    [archiveUser.POST, '/api/queue/archive-user', '{"requestId":1}'],
    [enrich.POST, '/api/queue/enrich-artists', '{}'],
    [lookUp.POST, '/api/queue/look-up-tracks', '{}'],
    [musicbrainz.POST, '/api/queue/musicbrainz-genres', '{}'],
  ] as const;

  it.each(routes)(
    'runs nothing without a signature, whatever is sent: %o %s',
    async (handler, path, body) => {
      const attempts: RequestInit[] = [
        { body },
        { body: 'garbage', headers: { 'upstash-signature': 'garbage' } },
        { body: '', headers: { 'upstash-signature': 'a.b.c' } },
        { body, headers: { 'upstash-signature': 'eyJhbGciOiJub25lIn0.e30.' } },
        { body, headers: await signed(stage(), '/api/another', body) },
        { body: `${body} `, headers: await signed(stage(), path, body) },
      ];
      for (const init of attempts) {
        const response = await call(handler, path, { method: 'POST', ...init });
        expect([401, 403]).toContain(response.status);
        expect(response.headers.get('content-type')).toBe('application/problem+json');
      }
      expect(await stage().deps.db.archiveRun.count()).toBe(0);
      expect(stage().queue.published).toEqual([]);
    },
  );

  it('runs the tick that the queue signed, once', async () => {
    await signedIn();
    const body = '{"scheduledFor":"2026-03-02T10:00:00.000Z"}';
    const headers = await signed(stage(), '/api/cron/archive', body);
    const deliverAgain = () => call(cron.POST, '/api/cron/archive', { method: 'POST', body, headers });
    const first = await deliverAgain();
    expect(first.status).toBe(200);
    expect(await first.json()).toMatchObject({ scheduledFor: '2026-03-02T10:00:00.000Z', users: 1 });
    expect((await deliverAgain()).status).toBe(403);
    expect(await stage().deps.db.archiveRun.findMany()).toMatchObject([{ ticks: 1, users: 1 }]);
  });

  it('archives plays, from sign-in through the queue to the totals', async () => {
    const headers = await signedIn();
    const [message] = stage().queue.published;
    const body = JSON.stringify(message?.body);
    const response = await deliver(stage(), archiveUser.POST, '/api/queue/archive-user', body);
    expect(await response.json()).toMatchObject({ status: 'succeeded', failure: null, newPlays: 50 });
    const totals = await call(stats.GET, '/api/stats', { headers });
    expect(await totals.json()).toMatchObject({ totalPlays: 50 });
  });

  it('names the field of a signed message that it cannot read', async () => {
    const response = await deliver(
      stage(),
      batch.POST,
      '/api/queue/archive-batch',
      '{"slot":"2026-03-02","batch":-1}',
    );
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ code: 'VALIDATION_ERROR', field: 'body.batch' });
  });

  it('answers 503 while the database is away, and takes the same message again afterwards', async () => {
    const restored = runtime();
    const headers = await signed(stage(), '/api/cron/archive', '{}');
    const attempt = () => call(cron.POST, '/api/cron/archive', { method: 'POST', body: '{}', headers });
    cutDatabase();
    const response = await attempt();
    expect(response.status).toBe(503);
    // The queue has a back-off of its own.
    expect(response.headers.get('retry-after')).toBeNull();
    expect(await response.json()).toMatchObject({ code: 'UNAVAILABLE' });
    provideRuntime(restored);
    expect((await attempt()).status).toBe(200);
  });
});

describe('an error of ours', () => {
  it('is a 500 that reveals nothing, and is logged in full under the same request id', async () => {
    const headers = await signedIn();
    const current = runtime();
    const db = new Proxy(current.deps.db, {
      get: (target, name) => {
        if (name === 'userTotals') throw new Error('a bug with a secret in it');
        if (name === '$queryRaw') return () => Promise.reject(new Error('a bug with a secret in it'));
        return Reflect.get(target, name);
      },
    });
    provideRuntime({ ...current, deps: { ...current.deps, db } });
    const response = await call(stats.GET, '/api/stats', { headers });
    const problem = await response.json();
    expect(response.status).toBe(500);
    expect(problem).toMatchObject({ code: 'INTERNAL_ERROR' });
    expect(JSON.stringify(problem)).not.toContain('secret');
    const line = stage().logged.find((entry) => entry.includes('a bug with a secret in it'));
    expect(line).toContain(problem.requestId);
  });

  it('is not what an absent database is taken for', async () => {
    const db = connectDatabase('postgresql://nobody@127.0.0.1:1/nowhere');
    const error = await db.user.findFirst().catch((e: unknown) => e);
    expect(isDatabaseUnavailable(error)).toBe(true);
  });
});

describe('the rest of the surface', () => {
  it('answers a wrong address in JSON', async () => {
    const response = await call(unknownRoute.GET, '/api/nothing/here');
    expect(response.status).toBe(404);
    expect(await response.json()).toMatchObject({ code: 'NOT_FOUND' });
  });

  it.each([
    ['stats', stats.POST, 'GET'],
    ['archive', archive.DELETE, 'GET, POST'],
    ['cron', cron.GET, 'POST'],
  ])('answers a wrong method with what it takes: %s', async (_, handler, allow) => {
    const response = await call(handler, '/api/x', { method: 'PUT' });
    expect(response.status).toBe(405);
    expect(response.headers.get('allow')).toBe(allow);
  });

  it("takes a browser's report of a violation from anyone, up to 10 kB", async () => {
    const report = (body: string) => call(cspReport.POST, '/api/csp-report', { method: 'POST', body });
    expect((await report('{"csp-report":{"blocked-uri":"inline"}}')).status).toBe(204);
    expect(stage().logged.join()).toContain('"blocked":"inline"');
    expect((await report('x'.repeat(10_001))).status).toBe(400);
    expect((await report('{"no":"report"}')).status).toBe(400);
  });

  it('logs only a few of many reports, and without query strings', async () => {
    const body = JSON.stringify([{ body: { documentURL: `${APP}/search?q=secret`, blockedURL: 'inline' } }]);
    for (let i = 0; i < 30; i += 1)
      expect((await call(cspReport.POST, '/api/csp-report', { method: 'POST', body })).status).toBe(204);
    const lines = stage().logged.filter((line) => line.includes('csp violation reported'));
    // Ten a window; the window may end meanwhile.
    expect(lines.length).toBeGreaterThanOrEqual(10);
    expect(lines.length).toBeLessThanOrEqual(20);
    expect(lines.join()).not.toContain('secret');
  });
});
