import { type ChildProcess, spawn } from 'node:child_process';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, type Page, test } from '@playwright/test';

/** Stands in for Sentry: takes what browsers of any origin send. */
let sentry: Server;
const received: string[] = [];
let product: ChildProcess;
let url: string;

const listen = async (server: Server): Promise<string> => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `127.0.0.1:${(server.address() as AddressInfo).port}`;
};

async function freePort(): Promise<number> {
  const server = createServer();
  await listen(server);
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

test.beforeAll(async () => {
  sentry = createServer(async (request, response) => {
    let body = '';
    for await (const piece of request) body += piece;
    // The server reports to the same address; only browsers name the origin of their page.
    if (request.headers.origin !== undefined) received.push(body);
    response
      .writeHead(200, { 'access-control-allow-origin': '*', 'access-control-allow-headers': '*' })
      .end('{}');
  });
  const ingest = await listen(sentry);
  const port = await freePort();
  url = `http://127.0.0.1:${port}`;
  product = spawn(process.execPath, ['.next/standalone/server.js'], {
    env: {
      PATH: process.env.PATH,
      NODE_ENV: 'production',
      PORT: String(port),
      HOSTNAME: '127.0.0.1',
      NEXTAUTH_URL: url,
      NEXTAUTH_SECRET: 's'.repeat(32),
      TOKEN_KEYS: `k1:${Buffer.alloc(32).toString('base64')}`,
      // The page of this test asks for nothing in it.
      DATABASE_URL: 'postgresql://nobody@127.0.0.1:1/none',
      SPOTIFY_CLIENT_ID: 'client',
      SPOTIFY_CLIENT_SECRET: 'secret',
      SENTRY_DSN: `http://key@${ingest}/1`,
      SENTRY_RELEASE: 'v-of-this-test',
      LOG_LEVEL: 'fatal',
    },
    stdio: 'inherit',
  });
  await expect(async () => {
    expect((await fetch(`${url}/api/health/live`)).status).toBe(200);
  }).toPass({ timeout: 120_000 });
});

test.afterAll(() => {
  product.kill('SIGKILL');
  sentry.close();
});

/** The scripts that the page fetches from now on, as text. */
async function watchScripts(page: Page): Promise<() => string> {
  let text = '';
  await page.route('**/*', async (route) => {
    if (route.request().resourceType() !== 'script') return route.continue();
    const response = await route.fetch();
    text += await response.text();
    await route.fulfill({ response });
  });
  return () => text;
}

/** An error that nothing catches, as a script of the page would throw it. */
const fail = (page: Page, message: string) =>
  page.evaluate((text) => void setTimeout(() => Promise.reject(new Error(text)), 0), message);

const OF_SENTRY = /captureException[\s\S]*envelope|sentry_key/;

test('a browser loads nothing of Sentry and sends nothing to it before its visitor agrees', async ({
  page,
}) => {
  received.splice(0);
  const scripts = await watchScripts(page);
  await page.goto(`${url}/privacy?from=somewhere`);
  await expect(page.getByText('May your browser report errors?')).toBeVisible();
  await fail(page, 'an unreported error');
  await page.getByRole('button', { name: 'No, thanks' }).click();
  await page.reload();
  await page.waitForLoadState('networkidle');
  expect(scripts()).not.toMatch(OF_SENTRY);
  expect(received).toEqual([]);
});

test('after consent an error reaches Sentry, with its release and without the query or what was clicked', async ({
  page,
}) => {
  received.splice(0);
  const scripts = await watchScripts(page);
  await page.goto(`${url}/privacy?from=a-canary`);
  const policy = (await page.request.get(`${url}/privacy`)).headers()['content-security-policy'];
  expect(policy).toMatch(/connect-src 'self' http:\/\/127\.0\.0\.1:\d+;/);
  await page.getByRole('button', { name: 'Yes, you may' }).click();
  await expect.poll(scripts).toMatch(OF_SENTRY);
  await page.waitForLoadState('networkidle');
  await expect(async () => {
    await fail(page, 'the chart is broken, said ada@example.org');
    await expect.poll(() => received.join(), { timeout: 5_000 }).toContain('the chart is broken');
  }).toPass();
  const sent = received.join();
  expect(sent).toContain('v-of-this-test');
  expect(sent).not.toMatch(/a-canary|ada@example\.org|ui\.click/);
});
