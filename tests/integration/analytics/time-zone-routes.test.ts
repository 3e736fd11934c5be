import { expect, it } from 'vitest';
import * as queued from '@/app/api/queue/rebuild-days/route';
import * as timeZone from '@/app/api/user/time-zone/route';
import { HOUR, MINUTE } from '@/lib/shared/time';
import { verifyArchive } from '@/services/analytics/archive-verification';
import { APP, call, signed, signedInBrowser, useHttpStage } from '../../support/http-stage';
import { keepPlays } from '../../support/keep-plays';

const stage = useHttpStage();
const PATH = '/api/user/time-zone';
const WORK = '/api/queue/rebuild-days';

async function signedIn() {
  const browser = await signedInBrowser(stage(), 'regular');
  const { db, clock } = stage().deps;
  const user = await db.user.findFirstOrThrow({ orderBy: { id: 'desc' } });
  const ended = (ago: number) => new Date(clock.now().getTime() - ago);
  const play = { track: 'Space 1', artists: ['Nala Sinephro'], album: null, durationMs: 3 * MINUTE };
  const played = Array.from({ length: 12 }, (_, n) => ({ ...play, endedAt: ended(n * 7 * HOUR) }));
  await keepPlays(db, user.id, clock.now(), played);
  const headers = { cookie: browser.cookieHeader(), origin: APP, 'content-type': 'application/json' };
  const get = () => call(timeZone.GET, PATH, { headers });
  const put = (body: unknown) =>
    call(timeZone.PUT, PATH, { method: 'PUT', headers, body: JSON.stringify(body) });
  return { user, get, put };
}

/** Hands the message of the rebuild to its route, signed like the queue does. */
async function deliver() {
  const message = stage().queue.published.findLast(({ path }) => path === WORK);
  const body = JSON.stringify(message?.body);
  return call(queued.POST, WORK, { method: 'POST', body, headers: await signed(stage(), WORK, body) });
}

it('moves a listener to another zone in the background, with progress', async () => {
  const { get, put } = await signedIn();
  const asked = await put({ timeZone: 'Asia/Kathmandu' });
  expect(asked.status).toBe(202);
  expect(await asked.json()).toMatchObject({ change: { to: 'Asia/Kathmandu', countedPlays: 0, plays: 12 } });
  expect(await (await get()).json()).toMatchObject({ change: { to: 'Asia/Kathmandu', isStalled: false } });
  expect(await (await deliver()).json()).toMatchObject({ isOver: true });
  expect(await (await get()).json()).toEqual({ timeZone: 'Asia/Kathmandu', change: null });
  expect((await put({ timeZone: 'Asia/Kathmandu' })).status).toBe(200);
  expect((await verifyArchive(stage().deps)).differences).toEqual([]);
});

it('refuses zones that do not exist with the name of the field', async () => {
  const { user, put } = await signedIn();
  for (const zone of ['Mars/Olympus', '+05:45', '', 'x'.repeat(100), 7, undefined]) {
    const refused = await put({ timeZone: zone });
    expect([zone, refused.status]).toEqual([zone, 400]);
    expect(await refused.json()).toMatchObject({ code: 'VALIDATION_ERROR', field: 'body.timeZone' });
  }
  const after = await stage().deps.db.user.findUniqueOrThrow({ where: { id: user.id } });
  expect(after.timeZone).toBe(user.timeZone);
});

it('is for the signed-in listener, from our own pages; the work is for the queue only', async () => {
  const { user } = await signedIn();
  expect((await call(timeZone.GET, PATH)).status).toBe(401);
  const foreign = await call(timeZone.PUT, PATH, {
    method: 'PUT',
    headers: { origin: 'https://example.org' },
    body: '{}',
  });
  expect(foreign.status).toBe(403);
  const body = JSON.stringify({ userId: user.id, id: 1 });
  expect((await call(queued.POST, WORK, { method: 'POST', body })).status).toBe(401);
  const headers = await signed(stage(), '/api/queue/archive-batch', body);
  expect((await call(queued.POST, WORK, { method: 'POST', body, headers })).status).toBe(403);
});
