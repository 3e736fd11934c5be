import { connect } from 'node:net';
import { type APIResponse, expect, type Page, test } from '@playwright/test';
import { z } from 'zod';
import { PRODUCT_URL, resumeSession } from './support/demo';

/** Pages that show a listener's own things. */
const OWN_PAGES = [
  '/dashboard',
  '/history',
  '/top',
  '/search',
  '/import',
  '/me',
  '/me/reports',
  '/test',
  '/share/new',
];

/** Requests that have bypassed a check before the page in other products, or in Next itself. */
const BYPASSES: [string, (path: string) => string, Record<string, string>][] = [
  ['as it is', (path) => path, {}],
  ['as data of the router', (path) => path, { RSC: '1' }],
  ['as data fetched ahead', (path) => path, { RSC: '1', 'Next-Router-Prefetch': '1' }],
  ['by its data file', (path) => `${path}.rsc`, {}],
  ['by its data file, asked for as data', (path) => `${path}.rsc`, { RSC: '1' }],
  ['by its segment', (path) => `${path}.segments/_tree.segment.rsc`, { RSC: '1' }],
  [
    'as a request of the proxy itself',
    (path) => path,
    { 'x-middleware-subrequest': 'proxy:proxy:proxy:proxy:proxy' },
  ],
  [
    'as a request of an older hook',
    (path) => path,
    {
      'x-middleware-subrequest': 'src/middleware:src/middleware:src/middleware:src/middleware:src/middleware',
    },
  ],
  ['with an encoded slash', (path) => path.replace('/', '/%2f'), {}],
  ['with an encoded slash behind it', (path) => `${path}%2f`, {}],
  ['with two slashes', (path) => `/${path}`, {}],
  ['with dots', (path) => `/privacy/..${path}`, {}],
  ['with an invented session', (path) => path, { cookie: 'next-auth.session-token=invented' }],
];

const top = z.object({ entries: z.array(z.object({ name: z.string(), spotifyId: z.string().nullable() })) });

/** What only this listener's own pages hold: the name, and what was played most. */
async function ownPages(page: Page): Promise<string[]> {
  const { entries } = top.parse(await (await page.request.get('/api/top-tracks?limit=10')).json());
  expect(entries.length).toBeGreaterThan(0);
  return ['Hannah Voss', ...entries.flatMap(({ name, spotifyId }) => [name, spotifyId ?? name])].filter(
    (text) => text.length > 7,
  );
}

async function expectHeaders(answer: APIResponse, where: string): Promise<void> {
  const headers = answer.headers();
  expect(headers['strict-transport-security'], where).toBe('max-age=31536000');
  expect(headers['x-frame-options'], where).toBe('DENY');
  expect(headers['x-content-type-options'], where).toBe('nosniff');
  expect(headers['referrer-policy'], where).toBe('strict-origin-when-cross-origin');
  expect(headers['permissions-policy'], where).toContain('camera=()');
  expect(headers['cross-origin-opener-policy'], where).toBe('same-origin');
  expect(headers['cross-origin-resource-policy'], where).toBe('same-origin');
  expect(headers['x-powered-by'], where).toBeUndefined();
  const policy = headers['content-security-policy'] ?? '';
  expect(policy, where).toContain("default-src 'none'");
  expect(policy, where).toContain("frame-ancestors 'none'");
  expect(policy.match(/script-src[^;]*/)?.[0] ?? '', where).not.toMatch(/unsafe-inline|unsafe-eval/);
}

test('without a session no way round a page shows anything of a listener', async ({
  browser,
  playwright,
}) => {
  // The listener opens every page first, so that any cache would have an answer to leak.
  const page = await browser.newPage();
  await resumeSession(page, 'Hannah Voss');
  for (const path of OWN_PAGES) await page.request.get(path);
  const entities = await ownPages(page);
  const hers = await (await page.request.get('/dashboard')).text();
  expect(entities.filter((entity) => hers.includes(entity)).length).toBeGreaterThan(2);
  await page.close();
  const stranger = await playwright.request.newContext({ baseURL: PRODUCT_URL });
  for (const path of OWN_PAGES) {
    for (const [way, address, headers] of BYPASSES) {
      const answer = await stranger.get(`${PRODUCT_URL}${address(path)}`, { headers, maxRedirects: 0 });
      const text = await answer.text();
      expect(answer.status(), `${path} ${way}`).toBeLessThan(500);
      expect(answer.status(), `${path} ${way}`).not.toBe(429);
      for (const entity of entities) expect(text.includes(entity), `${entity} on ${path} ${way}`).toBe(false);
    }
  }
  await stranger.dispose();
});

test('a page that was asked for is opened after signing in, and no other site ever is', async ({ page }) => {
  const own = '/history?q=a&before=2026-01-01';
  await page.goto(own);
  await expect(page).toHaveURL(`${PRODUCT_URL}/?next=${encodeURIComponent(own)}`);
  await page.getByRole('button', { name: 'Sign in with Spotify' }).click();
  await page.getByRole('button', { name: 'Hannah Voss' }).click();
  await expect(page).toHaveURL(`${PRODUCT_URL}${own}`);
  // Signed in already, the same link goes on at once.
  for (const next of ['https://evil.example/', '//evil.example', '/\\evil.example', '/api/auth/signout']) {
    await page.goto(`/?next=${encodeURIComponent(next)}`);
    await expect(page, next).toHaveURL(`${PRODUCT_URL}/dashboard`);
  }
});

test('every page and answer carries the security headers', async ({ page }) => {
  await resumeSession(page, 'Hannah Voss');
  const paths = [
    '/',
    '/privacy',
    ...OWN_PAGES,
    '/no-such-page',
    '/api/stats',
    '/api/no-such-route',
    '/api/health/live',
  ];
  for (const path of paths) await expectHeaders(await page.request.get(path), path);
});

test('the pages work under their own policy, and each gets a new nonce', async ({ page }) => {
  const violations: string[] = [];
  page.on('console', (message) => {
    if (/Content Security Policy/i.test(message.text())) violations.push(message.text());
  });
  await resumeSession(page, 'Hannah Voss');
  for (const path of [
    '/',
    ...OWN_PAGES,
    '/privacy',
    '/developers',
    '/developers/getApiStats',
    '/no-such-page',
  ]) {
    await page.goto(path);
    await page.waitForLoadState('load');
  }
  expect(violations).toEqual([]);
  const nonce = async () =>
    /'nonce-([^']+)'/.exec((await page.request.get('/')).headers()['content-security-policy'] ?? '')?.[1];
  const [first, second] = [await nonce(), await nonce()];
  expect(first).toBeTruthy();
  expect(first).not.toBe(second);
});

test('what no route takes is refused in a problem document', async ({ playwright }) => {
  const stranger = await playwright.request.newContext({ baseURL: PRODUCT_URL });
  for (const [method, path, status] of [
    ['GET', '/api', 404],
    ['GET', '/api/no-such-route', 404],
    ['DELETE', '/api/stats', 405],
    ['GET', '/api/cron/archive', 405],
    ['POST', '/api/cron/archive', 401],
    ['POST', '/api/archive', 401],
    ['GET', '/api/export', 401],
  ] as const) {
    const answer = await stranger.fetch(path, { method });
    expect(answer.status(), `${method} ${path}`).toBe(status);
    expect(answer.headers()['content-type'], `${method} ${path}`).toContain('application/problem+json');
    expect(await answer.json()).toMatchObject({ status, requestId: answer.headers()['x-request-id'] });
  }
  await stranger.dispose();
});

/** One request by hand, which may say what no client would let us. */
function rawStatus(lines: string[]): Promise<string> {
  const { hostname, port, host } = new URL(PRODUCT_URL);
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname, () => {
      socket.write([...lines, `Host: ${host}`, 'Connection: close', '', ''].join('\r\n'));
    });
    let text = '';
    socket.on('data', (piece) => {
      text += piece;
    });
    socket.on('end', () => resolve(text));
    socket.on('error', reject);
  });
}

test('an address that a caller makes up does not get round the limit', async () => {
  const ask = (forged: string) => rawStatus(['GET /api/health/live HTTP/1.1', `X-Forwarded-For: ${forged}`]);
  const left = async (forged: string) => Number(/ratelimit: "lenient";r=(\d+)/i.exec(await ask(forged))?.[1]);
  // Between the two a new window may begin, once.
  await expect(async () => {
    const [first, second] = [await left('198.51.100.1'), await left('198.51.100.2')];
    expect(second).toBeLessThan(first);
  }).toPass();
});

test('an absolute address in the request line leads to no other host', async () => {
  for (const path of ['/', '/dashboard', '/api/stats', '/dashboard/']) {
    const answer = await rawStatus([`GET http://evil.example${path} HTTP/1.1`]);
    expect(answer, path).toMatch(/^HTTP\/1\.1 [1-4]\d\d /);
    expect(answer, path).not.toMatch(/^location:.*evil\.example/im);
  }
});

test('a method that nothing takes is refused on every address', async () => {
  for (const path of ['/', '/dashboard', '/api/stats', '/api/import', '/share/x', '/favicon.ico']) {
    const answer = await rawStatus([`TRACE ${path} HTTP/1.1`]);
    expect(answer, path).toMatch(/^HTTP\/1\.1 405 /);
    expect(answer, path).toMatch(/^allow: GET, HEAD, POST/im);
  }
});

test('OPTIONS on a page is refused with the methods that it takes', async () => {
  for (const path of ['/', '/dashboard', '/share/x']) {
    const answer = await rawStatus([`OPTIONS ${path} HTTP/1.1`]);
    expect(answer, path).toMatch(/^HTTP\/1\.1 405 /);
    expect(answer, path).toMatch(/^allow: GET, HEAD\r?$/im);
  }
});

test('odd addresses fail without a trace of the inside', async () => {
  for (const path of [
    '/%',
    '/%00',
    '/api/%E0%A4%A',
    '/api/share?id=%00',
    '/share/%2e%2e%2fapi',
    '/_next/../api',
  ]) {
    const answer = await rawStatus([`GET ${path} HTTP/1.1`]);
    expect(answer, path).toMatch(/^HTTP\/1\.1 [1-4]\d\d /);
    expect(answer, path).not.toMatch(/\n\s+at |node_modules/);
  }
});

test('an address whose percent signs mean nothing is refused', async () => {
  for (const path of [
    '/%',
    '/share/%E0%A4%A',
    '/share/%E0%A4%A/image.png',
    '/artist/%E0%A4%A',
    '/api/import/%E0%A4%A/events',
    '/_next/static/%E0%A4%A',
  ])
    expect(await rawStatus([`GET ${path} HTTP/1.1`]), path).toMatch(/^HTTP\/1\.1 400 /);
});
