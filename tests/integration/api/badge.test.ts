import { beforeEach, describe, expect, it } from 'vitest';
import * as badge from '@/app/api/badge/[badgeId]/route';
import * as summary from '@/app/api/summary/route';
import * as own from '@/app/api/user/badge/route';
import * as deletion from '@/app/api/user/delete/route';
import { HOUR, MINUTE } from '@/lib/shared/time';
import { makeToken } from '@/services/account/access-tokens';
import { APP, call, signedInBrowser, useHttpStage } from '../../support/http-stage';
import { keepPlays } from '../../support/keep-plays';

const stage = useHttpStage();
let headers: Record<string, string>;
let userId: number;

beforeEach(async () => {
  const browser = await signedInBrowser(stage(), 'regular');
  headers = { cookie: browser.cookieHeader(), origin: APP };
  const { db, clock } = stage().deps;
  userId = (await db.user.findFirstOrThrow({ where: { spotifyId: 'regular' } })).id;
  const play = { track: 'R&B <3 "live"', artists: ['Ada'], album: 'A', durationMs: 3 * MINUTE };
  const ended = (hours: number) => new Date(clock.now().getTime() - hours * HOUR);
  await keepPlays(db, userId, clock.now(), [
    { ...play, endedAt: ended(30), track: 'Older' },
    { ...play, endedAt: ended(1) },
  ]);
});

async function turnOn(): Promise<string> {
  const answer = await call(own.POST, '/api/user/badge', { method: 'POST', headers });
  const { url } = await answer.json();
  return url.slice(`${APP}/api/badge/`.length);
}

const see = (badgeId: string, query = '', init: RequestInit = {}) =>
  call(badge.GET, `/api/badge/${badgeId}${query}`, init, { badgeId });

describe('the public badge', () => {
  it('is off until the listener turns it on', async () => {
    const answer = await call(own.GET, '/api/user/badge', { headers });
    expect(await answer.json()).toEqual({ url: null });
    for (const guess of ['x', 'null', '', 'A'.repeat(22)]) expect((await see(guess)).status).toBe(404);
  });

  it('shows plays, the last one or the top artist, under an address that cannot be guessed', async () => {
    const id = await turnOn();
    expect(id).toMatch(/^[\w-]{22}$/);
    const shown = async (query: string) =>
      /<title>(.*?)<\/title>/.exec(await (await see(id, query)).text())?.[1];
    expect(await shown('')).toBe('plays in 7 days: 2');
    expect(await shown('?show=artist')).toBe('top artist: Ada');
    expect(await shown('?show=last')).toBe('last played: R&amp;B &lt;3 &quot;live&quot; · Ada');
    expect((await see(id, '?show=email')).status).toBe(400);
  });

  it('is a picture that loads and runs nothing, kept by caches for five minutes', async () => {
    const id = await turnOn();
    const answer = await see(id, '?show=last');
    expect(answer.headers.get('content-type')).toBe('image/svg+xml');
    expect(answer.headers.get('cache-control')).toBe('public, max-age=300');
    const svg = await answer.text();
    expect(svg).not.toMatch(/script|href|style|onload|url\((?!#)/i);
    const etag = answer.headers.get('etag') ?? '';
    expect((await see(id, '?show=last', { headers: { 'if-none-match': etag } })).status).toBe(304);
  });

  it('ends at once: turned off, under a new address, or with the account', async () => {
    const first = await turnOn();
    const second = await turnOn();
    expect([(await see(first)).status, (await see(second)).status]).toEqual([404, 200]);
    const off = await call(own.DELETE, '/api/user/badge', { method: 'DELETE', headers });
    expect([off.status, (await see(second)).status]).toEqual([204, 404]);
    const third = await turnOn();
    const body = JSON.stringify({ confirmation: 'delete my account' });
    await call(deletion.DELETE, '/api/user/delete', { method: 'DELETE', headers, body });
    expect((await see(third)).status).toBe(404);
  });

  it('takes no order from another site', async () => {
    const foreign = { ...headers, origin: 'https://evil.example' };
    expect((await call(own.POST, '/api/user/badge', { method: 'POST', headers: foreign })).status).toBe(403);
  });
});

it('a dashboard gets its figures with a token that reads', async () => {
  const { token } = await makeToken(stage().deps, userId, { name: 'x', scopes: ['read'], days: 7 });
  const answer = await call(summary.GET, '/api/summary', { headers: { authorization: `Bearer ${token}` } });
  expect(answer.headers.get('cache-control')).toBe('private, no-cache');
  expect(await answer.json()).toMatchObject({
    plays: 2,
    plays7d: 2,
    minutes: 6,
    artists: 1,
    topArtist7d: 'Ada',
    openGaps: 0,
    lastTrack: 'R&B <3 "live"',
    lastArtist: 'Ada',
  });
  expect((await call(summary.GET, '/api/summary')).status).toBe(401);
});
