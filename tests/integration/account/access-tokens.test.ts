import { beforeEach, describe, expect, it } from 'vitest';
import * as exported from '@/app/api/export/route';
import * as imports from '@/app/api/import/route';
import * as share from '@/app/api/share/route';
import * as stats from '@/app/api/stats/route';
import * as deletion from '@/app/api/user/delete/route';
import * as user from '@/app/api/user/route';
import * as token from '@/app/api/user/tokens/[id]/route';
import * as tokens from '@/app/api/user/tokens/route';
import type { AccessTokenView, NewAccessToken } from '@/lib/shared/account/access-token-schema';
import { DAY, HOUR, MINUTE } from '@/lib/shared/time';
import type { RouteHandler } from '@/middleware/route';
import { isDescribed, METHODS } from '@/middleware/route';
import {
  APP,
  type Browser,
  call,
  type HttpStage,
  signedInBrowser,
  useHttpStage,
} from '../../support/http-stage';
import { loadRoute, routePaths } from '../../support/routes/routes-on-disk';

const stage = useHttpStage();
let browser: Browser;

beforeEach(async () => {
  browser = await signedIn(stage(), 'regular');
});

async function signedIn(s: HttpStage, listener: string): Promise<Browser> {
  return signedInBrowser(s, listener);
}

const fromBrowser = (body?: unknown, of = browser): RequestInit => ({
  headers: { cookie: of.cookieHeader(), origin: APP },
  ...(body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }),
});

async function make(body: object = {}): Promise<NewAccessToken> {
  const answer = await call(tokens.POST, '/api/user/tokens', fromBrowser({ name: 'My dashboard', ...body }));
  expect(answer.status).toBe(201);
  return answer.json();
}

const list = async (of = browser): Promise<AccessTokenView[]> =>
  (await (await call(tokens.GET, '/api/user/tokens', fromBrowser(undefined, of))).json()).tokens;

const withToken = (secret: string, init: RequestInit = {}): RequestInit => ({
  ...init,
  headers: { authorization: `Bearer ${secret}` },
});

const ask = (
  secret: string,
  handler: RouteHandler = stats.GET,
  path = '/api/stats',
  init: RequestInit = {},
) => call(handler, path, withToken(secret, init));

const revoke = (id: string, of = browser) => {
  const headers = { cookie: of.cookieHeader(), origin: APP };
  return call(token.DELETE, `/api/user/tokens/${id}`, { method: 'DELETE', headers }, { id });
};

/** So that a slow machine, too, asks more often than is allowed in one of the minutes that are counted. */
const beginMinute = () => stage().clock.advance(MINUTE - (stage().clock.now().getTime() % MINUTE));

describe('an access token', () => {
  it('reads, lasts 90 days, and can be told from other secrets', async () => {
    const made = await make();
    expect(made.token).toMatch(/^audiospective_[\w-]{43}$/);
    expect(made).toMatchObject({ name: 'My dashboard', scopes: ['read'], lastUsedAt: null, isEnded: false });
    expect(new Date(made.expiresAt).getTime() - new Date(made.createdAt).getTime()).toBe(90 * DAY);
    expect((await ask(made.token)).status).toBe(200);
  });

  it('is shown once: neither the list nor the database has it', async () => {
    const { token: secret, ...shown } = await make();
    expect(await list()).toEqual([shown]);
    const stored = JSON.stringify(await stage().deps.db.accessToken.findMany());
    expect(stored).toContain('My dashboard');
    expect(stored).not.toContain(secret);
    expect(stage().logged.join('')).not.toContain(secret);
  });

  it('is for its own listener', async () => {
    const other = await signedIn(stage(), 'heavy');
    const { token: secret, id } = await make();
    expect(await list(other)).toEqual([]);
    expect((await revoke(id, other)).status).toBe(404);
    expect((await ask(secret)).status).toBe(200);
  });

  it('is refused from the moment on when it is revoked', async () => {
    const { token: secret, id } = await make();
    expect((await revoke(id)).status).toBe(204);
    const answer = await ask(secret);
    expect(answer.status).toBe(401);
    expect(answer.headers.get('www-authenticate')).toBe('Bearer error="invalid_token"');
    expect(await answer.json()).toMatchObject({
      detail: expect.stringMatching(/expired, or it was revoked/),
    });
    expect(await list()).toEqual([]);
  });

  it('is refused from the moment on when it ends, and goes when the next one is made', async () => {
    const { token: secret } = await make({ days: 7 });
    stage().clock.advance(7 * DAY - MINUTE);
    expect((await ask(secret)).status).toBe(200);
    stage().clock.advance(MINUTE);
    expect((await ask(secret)).status).toBe(401);
    expect(await list()).toMatchObject([{ isEnded: true }]);
    await make({ name: 'The next' });
    expect(await list()).toMatchObject([{ name: 'The next' }]);
  });

  it('shows when it was last used, written once an hour', async () => {
    const { token: secret } = await make();
    const first = stage().clock.now();
    await ask(secret);
    stage().clock.advance(HOUR - MINUTE);
    await ask(secret);
    const [used] = await list();
    expect(new Date(used?.lastUsedAt ?? 0).getTime()).toBeLessThan(first.getTime() + MINUTE);
    stage().clock.advance(2 * MINUTE);
    await ask(secret);
    expect(new Date((await list())[0]?.lastUsedAt ?? 0).getTime()).toBeGreaterThanOrEqual(
      first.getTime() + HOUR,
    );
  });

  it.each([
    ['no name', {}],
    ['an empty name', { name: ' ' }],
    ['another scope', { name: 'x', scopes: ['write'] }],
    ['no scope', { name: 'x', scopes: [] }],
    ['for ever', { name: 'x', days: 10_000 }],
    ['another field', { name: 'x', userId: 1 }],
  ])('is not made with %s', async (_, body) => {
    expect((await call(tokens.POST, '/api/user/tokens', fromBrowser(body))).status).toBe(400);
  });

  it('is not the 21st', async () => {
    const { deps } = stage();
    const { id: userId } = await deps.db.user.findFirstOrThrow({ where: { spotifyId: 'regular' } });
    const createdAt = deps.clock.now();
    const row = { userId, name: 'x', createdAt, expiresAt: new Date(createdAt.getTime() + DAY) };
    await deps.db.accessToken.createMany({
      data: Array.from({ length: 20 }, (_, n) => ({ ...row, tokenHash: `${n}` })),
    });
    expect((await call(tokens.POST, '/api/user/tokens', fromBrowser({ name: 'x' }))).status).toBe(409);
  });

  it('is limited apart from the browser, all of a listener together', async () => {
    const made = [await make(), await make()];
    beginMinute();
    const answers = await Promise.all(
      Array.from({ length: 110 }, (_, n) => ask(made[n % 2]?.token ?? '').then(({ status }) => status)),
    );
    expect(answers).toContain(429);
    expect((await call(stats.GET, '/api/stats', fromBrowser())).status).toBe(200);
  });
});

describe('what an access token may not do', () => {
  it('is everything that only a signed-in browser may, by every route', async () => {
    const { token: secret } = await make({ scopes: ['read', 'import'] });
    const refused: string[] = [];
    for (const path of routePaths) {
      const module = await loadRoute(path);
      for (const method of METHODS) {
        const handler = module[method];
        if (!isDescribed(handler) || handler.access !== 'user' || handler.shape.scope) continue;
        const answer = await ask(secret, handler, path, { method });
        expect(answer.status, `${method} ${path}`).toBe(403);
        expect((await answer.json()).detail).toMatch(/needs a signed-in browser/);
        refused.push(`${method} ${path}`);
        stage().clock.advance(MINUTE);
      }
    }
    expect(refused).toEqual(
      expect.arrayContaining([
        'GET /api/user',
        'GET /api/user/tokens',
        'POST /api/user/tokens',
        'DELETE /api/user/tokens/[id]',
        'DELETE /api/user/delete',
        'DELETE /api/user/sessions',
        'POST /api/share',
        'POST /api/removals',
        'POST /api/archive',
        'GET /api/rejected-items',
      ]),
    );
  }, 60_000);

  it('is to change anything: besides GET it is taken by the import, and by assistants, whose tools read', async () => {
    const taken: string[] = [];
    for (const path of routePaths) {
      const module = await loadRoute(path);
      for (const method of METHODS.filter((m) => m !== 'GET')) {
        const handler = module[method];
        if (isDescribed(handler) && handler.shape.scope)
          taken.push(`${method} ${path}: ${handler.shape.scope}`);
      }
    }
    expect(taken).toEqual(['POST /api/import: import', 'POST /api/mcp: read']);
  }, 60_000);

  it('is to import, unless it was made for that', async () => {
    const upload = (secret: string) =>
      ask(secret, imports.POST, '/api/import?fileName=x.json', { method: 'POST', body: '[]' });
    const refused = await upload((await make()).token);
    expect([refused.status, (await refused.json()).detail]).toEqual([403, expect.stringMatching(/“import”/)]);
    // Not a page of ours, and no cookie: the token is enough.
    expect((await upload((await make({ scopes: ['read', 'import'] })).token)).status).toBe(400);
  });

  it('is to take the e-mail address out', async () => {
    const { token: secret } = await make();
    expect((await ask(secret, exported.GET, '/api/export?gdpr=true')).status).toBe(403);
    expect((await ask(secret, exported.GET, '/api/export')).status).toBe(200);
  });

  it('is anything for somebody who guesses', async () => {
    for (const guess of ['audiospective_x', 'x', 'audiospective_'.padEnd(57, 'A')])
      expect((await ask(guess)).status).toBe(401);
    beginMinute();
    const many = Array.from({ length: 110 }, () => ask('audiospective_x').then(({ status }) => status));
    expect(await Promise.all(many)).toContain(429);
  });

  it('is to let a browser of another site change something with its cookie', async () => {
    const headers = { cookie: browser.cookieHeader(), origin: 'https://evil.example' };
    const body = JSON.stringify({ name: 'x' });
    expect((await call(tokens.POST, '/api/user/tokens', { method: 'POST', headers, body })).status).toBe(403);
    const both = { ...headers, authorization: 'Bearer audiospective_x' };
    expect((await call(share.POST, '/api/share', { method: 'POST', headers: both, body })).status).toBe(401);
  });
});

it('goes with the account', async () => {
  const { token: secret } = await make();
  const init = {
    method: 'DELETE',
    headers: { cookie: browser.cookieHeader(), origin: APP },
    body: JSON.stringify({ confirmation: 'delete my account' }),
  };
  const answer = await call(deletion.DELETE, '/api/user/delete', init);
  expect((await answer.json()).deleted.rows.accessTokens).toBe(1);
  expect((await ask(secret)).status).toBe(401);
  expect((await ask(secret, user.GET, '/api/user')).status).toBe(401);
});
