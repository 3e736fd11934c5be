import { describe, expect, it } from 'vitest';
import { dashboardPage } from '@/app/dashboard/dashboard-page';
import { GET } from '@/app/dashboard/route';
import { provideRuntime, runtime } from '@/lib/build-deps';
import { connectDatabase } from '@/lib/db/client';
import { HOUR, MINUTE } from '@/lib/shared/time';
import { type ListenerPage, listenerDocument } from '@/middleware/listener-document';
import { Browser, call, useHttpStage } from '../support/http-stage';
import { keepPlays } from '../support/keep-plays';

const stage = useHttpStage();

async function signedIn() {
  const browser = new Browser();
  await browser.signIn(stage(), 'regular');
  const { id } = await stage().deps.db.user.findUniqueOrThrow({ where: { spotifyId: 'regular' } });
  return { id, headers: { cookie: browser.cookieHeader(), 'x-nonce': 'n0nce' } };
}

const open = (headers: HeadersInit = {}, path = '/dashboard', page: ListenerPage = dashboardPage) =>
  call(listenerDocument(page), path, { headers });

/** A page that comes, or fails, when the test says so. */
function pageToCome() {
  let resolve = (_html: string) => {};
  let reject = (_error: Error) => {};
  const promise = new Promise<string>((res, rej) => {
    resolve = res;
    reject = rej;
  });
  return { promise, resolve, reject };
}

describe('the document of the dashboard', { timeout: 60_000 }, () => {
  it('sends everybody who is not signed in to the landing page, without a word about anyone', async () => {
    const response = await call(GET, '/dashboard');
    expect([response.status, response.headers.get('location')]).toEqual([307, '/']);
    expect(await response.text()).toBe('');
  });

  it('is one answer that no cache keeps: style, script, figures, and links with the chosen days', async () => {
    const { id, headers } = await signedIn();
    const now = stage().deps.clock.now();
    const endedAt = new Date(now.getTime() - HOUR);
    const play = { endedAt, track: 'Kept', artists: ['Nala'], album: 'Space', durationMs: 3 * MINUTE };
    await keepPlays(stage().deps.db, id, now, [play]);
    const response = await call(GET, '/dashboard?range=7d', { headers });
    expect([
      response.status,
      response.headers.get('content-type'),
      response.headers.get('cache-control'),
    ]).toEqual([200, 'text/html; charset=utf-8', 'no-store']);
    const html = await response.text();
    expect(html).toMatch(/^<!DOCTYPE html><html lang="en"><head>/);
    expect(html).toMatch(/<\/script><\/body><\/html>$/);
    for (const part of [
      '<style nonce="n0nce">',
      '<script nonce="n0nce">',
      '>Kept</a>',
      '<a href="/top?range=7d"',
      '<h1',
    ])
      expect(html).toContain(part);
  });

  it('shows no skeleton to whoever need not wait', async () => {
    const { headers } = await signedIn();
    const quick = { ...dashboardPage, page: async () => '<p>the page</p>' };
    const html = await (await open(headers, '/dashboard', quick)).text();
    expect(html).toMatch(/<body><p>the page<\/p><script/);
  });

  it('tells a person what happened when the database does not answer, under the status of the failure', async () => {
    const { headers } = await signedIn();
    const current = runtime();
    const db = connectDatabase('postgresql://nobody@127.0.0.1:1/nowhere');
    provideRuntime({ ...current, deps: { ...current.deps, db } });
    const response = await open({ ...headers, 'x-request-id': 'trace-0001' }, '/dashboard?range=7d');
    expect([response.status, response.headers.get('retry-after')]).toEqual([503, '10']);
    expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
    const html = await response.text();
    for (const part of ['This page did not load', 'trace-0001', 'href="/dashboard?range=7d"'])
      expect(html).toContain(part);
  });

  it('begins with its skeleton, which leads on with the chosen days, when the figures take their time', async () => {
    const { headers } = await signedIn();
    const late = pageToCome();
    const slow = { ...dashboardPage, page: () => late.promise };
    const response = await open(headers, '/dashboard?from=2026-01-01&to=2026-03-31', slow);
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
    const begin = (await reader?.read())?.value ?? '';
    expect(begin).toContain('Loading your archive…');
    expect(begin).toContain('data-loading');
    expect(begin).toContain('href="/top?from=2026-01-01&amp;to=2026-03-31"');
    late.resolve('<div data-page="">the page</div>');
    const rest = (await reader?.read())?.value ?? '';
    expect(rest).toMatch(/^<div data-page="">the page<\/div>.*<\/html>$/s);
    expect((await reader?.read())?.done).toBe(true);
  });

  it('tells what happened in the place of a page that fails behind its skeleton, and logs it', async () => {
    const { headers } = await signedIn();
    const late = pageToCome();
    const response = await open(headers, '/dashboard', { ...dashboardPage, page: () => late.promise });
    late.reject(new Error('a bug of ours'));
    const html = await response.text();
    expect(html).toContain('This page did not load');
    expect(html).not.toContain('a bug of ours');
    expect(stage().logged.join('')).toContain('a bug of ours');
  });
});
