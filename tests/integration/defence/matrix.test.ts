import { hash } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { POST as share } from '@/app/api/share/route';
import { HOUR, MINUTE, SECOND } from '@/lib/shared/time';
import { METHODS, type Method } from '@/middleware/route';
import { APP, call, type HttpStage, signedInBrowser, useHttpStage } from '../../support/http-stage';
import { keepPlays } from '../../support/keep-plays';
import { type Ask, CANARY, routeTable } from '../../support/routes/route-table';
import { loadRoute, type RouteModule, routePaths } from '../../support/routes/routes-on-disk';

const stage = useHttpStage();

const problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string(),
  code: z.string(),
  requestId: z.string(),
});

/** A listener with a session and plays of `name`. */
async function settle(s: HttpStage, listener: string, name: string): Promise<{ id: number; cookie: string }> {
  const browser = await signedInBrowser(s, listener);
  const { id } = await s.deps.db.user.findUniqueOrThrow({ where: { spotifyId: listener } });
  await s.deps.db.user.update({
    where: { id },
    data: { name: `${name} name`, email: `${name}@example.org`, image: `https://i.scdn.co/image/${name}` },
  });
  const now = s.deps.clock.now();
  const played = [1, 2, 3].map((hours) => ({
    endedAt: new Date(now.getTime() - hours * HOUR),
    track: `${name} track ${hours}`,
    artists: [`${name} artist`],
    album: `${name} album`,
    durationMs: 3 * MINUTE,
  }));
  await keepPlays(s.deps.db, id, now, played);
  await s.deps.db.playRemoval.create({ data: { userId: id, removedAt: now, label: `${name} removal` } });
  const { artistId } = await s.deps.db.userArtistStats.findFirstOrThrow({ where: { userId: id } });
  await s.deps.db.exclusion.create({ data: { userId: id, kind: 'artist', artistId, createdAt: now } });
  await s.deps.db.importJob.create({
    data: {
      userId: id,
      fileName: `${name}.zip`,
      fileBytes: 1,
      format: 'extended_history',
      status: 'succeeded',
      rowsTotal: 0,
      rowsDone: 0,
      covers: [],
      createdAt: now,
      finishedAt: now,
      deadlineAt: now,
    },
  });
  const token = {
    userId: id,
    tokenHash: hash('sha256', name),
    name,
    scopes: ['read' as const],
  };
  await s.deps.db.accessToken.create({
    data: { ...token, createdAt: now, expiresAt: new Date(now.getTime() + HOUR) },
  });
  const headers = { cookie: browser.cookieHeader(), origin: APP };
  const body = JSON.stringify({ title: `${name} report` });
  const shared = await call(share, '/api/share', { method: 'POST', headers, body });
  expect(shared.status, await shared.text()).toBe(201);
  return { id, cookie: browser.cookieHeader() };
}

interface Actors {
  a: { id: number; cookie: string };
  b: { id: number; cookie: string };
}

let actors: Actors;

beforeEach(async () => {
  actors = { a: await settle(stage(), 'regular', 'other'), b: await settle(stage(), 'gap', CANARY) };
});

const isOwned = ({ params, query }: Ask) => typeof params === 'function' || typeof query === 'function';

/** The same request with what belongs to B filled in. */
async function filledIn(ask: Ask): Promise<Ask> {
  const owner = actors.b.id;
  const params = typeof ask.params === 'function' ? await ask.params(stage(), owner) : ask.params;
  const query = typeof ask.query === 'function' ? await ask.query(stage(), owner) : ask.query;
  return { ...ask, ...(params && { params }), ...(query !== undefined && { query }) };
}

async function send(path: string, module: RouteModule, method: Method, ask: Ask, cookie: string | null) {
  const handler = module[method];
  if (!handler) throw new Error(`${path} has no ${method}`);
  const { params: filledParams, query } = await filledIn(ask);
  const params = Object(filledParams ?? {});
  const headers = new Headers({ origin: APP, ...(cookie === null ? {} : { cookie }) });
  const filled = path.replace(/\[+(?:\.\.\.)?(\w+)\]+/g, (_, name: string) =>
    [params[name] ?? 'x'].flat().join('/'),
  );
  const body = ask.body === undefined ? null : JSON.stringify(ask.body);
  const address = query === undefined ? filled : `${filled}?${query}`;
  const response = await call(handler, address, { method, headers, body }, params);
  const text = await response.text();
  return {
    status: response.status,
    headers: response.headers,
    text,
    all: text + JSON.stringify([...response.headers]),
  };
}

function expectProblem(
  answer: Awaited<ReturnType<typeof send>>,
  status: number | number[],
  where: string,
): void {
  expect([status].flat(), `${where}: ${answer.text.slice(0, 300)}`).toContain(answer.status);
  expect(answer.headers.get('content-type'), where).toBe('application/problem+json');
  const document = problem.parse(JSON.parse(answer.text));
  expect(document.status, where).toBe(answer.status);
  expect(document.requestId, where).toBe(answer.headers.get('x-request-id'));
}

/** Everybody but the owner. */
function strangers(): [name: string, cookie: string | null, isSignedIn: boolean][] {
  return [
    ['nobody', null, false],
    ['somebody with an invented session', 'next-auth.session-token=invented', false],
    ['another listener', actors.a.cookie, true],
  ];
}

const cases = Object.entries(routeTable).flatMap(([path, entry]) =>
  Object.entries(entry.asks).map(([method, ask]) => [method as Method, path, entry, ask] as const),
);

describe('the table of routes', () => {
  it('names every route of the product, and no other', () => {
    expect(Object.keys(routeTable).sort()).toEqual(routePaths);
  });

  it('agrees with each route that lets in listeners or the queue only', async () => {
    for (const [method, path, entry] of cases) {
      const handler = (await loadRoute(path))[method];
      if (handler && 'access' in handler && handler.access !== 'public')
        expect(handler.access, `${method} ${path}`).toBe(entry.access);
    }
  });
});

async function expectOwnerOnly([method, path, entry, ask]: (typeof cases)[number]): Promise<void> {
  const module = await loadRoute(path);
  for (const [name, cookie, isSignedIn] of strangers()) {
    const answer = await send(path, module, method, ask, cookie);
    const where = `${method} ${path} for ${name}`;
    expect(answer.all, where).not.toContain(CANARY);
    expect(answer.status, `${where}: ${answer.text.slice(0, 300)}`).toBeLessThan(500);
    if (entry.access === 'queue') expectProblem(answer, [401, 403], where);
    if (entry.access === 'user' && !isSignedIn) expectProblem(answer, 401, where);
    if (entry.access === 'user' && isSignedIn && isOwned(ask)) expectProblem(answer, 404, where);
  }
  const own = await send(path, module, method, ask, actors.b.cookie);
  if (entry.access === 'queue') return expectProblem(own, [401, 403], `${method} ${path}`);
  expect(own.status, `${method} ${path}: ${own.text.slice(0, 300)}`).toBe(ask.status ?? 200);
  if (ask.shows) expect(own.text, `${method} ${path}`).toContain(CANARY);
}

/** What changes nothing: questions, and messages that only the queue may bring. */
const isIdle = ([method, , { access }]: (typeof cases)[number]) => method === 'GET' || access === 'queue';

it('every GET and every route of the queue shows nothing of a listener to anybody else', async () => {
  for (const idle of cases.filter(isIdle)) {
    await expectOwnerOnly(idle);
    // An address may not send them all in one minute.
    stage().clock.advance(10 * SECOND);
  }
});

// Each begins with what the one before may have changed.
it.each(cases.filter((one) => !isIdle(one)))(
  '%s %s shows nothing of a listener to anybody else',
  (...change) => expectOwnerOnly(change),
);

/** All cases for one listener: nobody is let in, so none changes what the next one finds. */
async function expectNothingShown(asked: (typeof cases)[number][]): Promise<void> {
  for (const [method, path, entry, ask] of asked) {
    const answer = await send(path, await loadRoute(path), method, ask, actors.b.cookie);
    const where = `${method} ${path}`;
    expect(answer.all, where).not.toContain(CANARY);
    expect(answer.status, where).toBeLessThan(500);
    if (entry.access === 'user') expectProblem(answer, 401, where);
  }
}

it('every route shows nothing once the session is over, nor once the listener is gone', async () => {
  const { db, clock } = stage().deps;
  const filled = await Promise.all(
    cases.map(async ([method, path, entry, ask]) => [method, path, entry, await filledIn(ask)] as const),
  );
  await db.session.updateMany({
    where: { userId: actors.b.id },
    data: { expiresAt: new Date(clock.now().getTime() - 1) },
  });
  await expectNothingShown(filled);
  // Each round is about as many requests as an address may send.
  stage().clock.advance(MINUTE);
  await db.user.delete({ where: { id: actors.b.id } });
  await expectNothingShown(filled);
});

/** How browsers name a page of another site. */
const OTHER_SITES = [
  ['origin', 'null'],
  ['origin', 'https://evil.example'],
  ['sec-fetch-site', 'same-site'],
] as const;

it('every route of a listener changes nothing for a page of another site', async () => {
  const changes = cases.filter(([method, , entry]) => method !== 'GET' && entry.access === 'user');
  expect(changes.length).toBeGreaterThan(10);
  for (const [method, path, , ask] of changes) {
    const handler = (await loadRoute(path))[method];
    const { params } = await filledIn(ask);
    for (const [name, value] of OTHER_SITES) {
      const headers = new Headers({ cookie: actors.b.cookie, [name]: value });
      const body = ask.body === undefined ? null : JSON.stringify(ask.body);
      const response = handler && (await call(handler, path, { method, headers, body }, params));
      expect(response?.status, `${method} ${path} from ${name} ${value}`).toBe(403);
    }
  }
});

it('every route refuses the methods that it does not take, and says which it takes', async () => {
  for (const [path, entry] of Object.entries(routeTable)) {
    const module = await loadRoute(path);
    const allowed = METHODS.filter((method) => method in entry.asks);
    for (const method of METHODS.filter((m) => !allowed.includes(m))) {
      const answer = await send(path, module, method, {}, actors.b.cookie);
      expectProblem(answer, 405, `${method} ${path}`);
      expect(answer.headers.get('allow')?.split(', ').sort(), path).toEqual([...allowed].sort());
      expect(answer.all).not.toContain(CANARY);
    }
  }
});
