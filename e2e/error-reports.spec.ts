import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, type Page, test } from '@playwright/test';
import { startBuild } from './support/own-server';

/** Stands in for Sentry: takes what browsers of any origin send. */
let sentry: Server;
const received: string[] = [];
let url: string;
let stop: () => Promise<void>;

// One after the other: they ask one server, and look at what one Sentry received.
test.describe.configure({ mode: 'default' });

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
  await new Promise<void>((resolve) => sentry.listen(0, '127.0.0.1', resolve));
  const { port } = sentry.address() as AddressInfo;
  const env = { SENTRY_DSN: `http://key@127.0.0.1:${port}/1`, SENTRY_RELEASE: 'v-of-this-test' };
  ({ url, stop } = await startBuild(env));
});

test.afterAll(async () => {
  await stop();
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

const noticeOn = (page: Page) => page.getByRole('region', { name: 'May we collect error reports?' });

const OF_SENTRY = /captureException[\s\S]*envelope|sentry_key/;

test('a browser loads nothing of Sentry and sends nothing to it before its visitor agrees', async ({
  page,
}) => {
  received.splice(0);
  const scripts = await watchScripts(page);
  await page.goto(`${url}/terms?from=somewhere`);
  await expect(noticeOn(page)).toBeVisible();
  await fail(page, 'an unreported error');
  await page.goto(`${url}/privacy`);
  await expect(page.getByRole('button', { name: 'Decline' })).toHaveCount(1);
  await expect(noticeOn(page)).toBeHidden();
  await page.goto(`${url}/terms`);
  await noticeOn(page).getByRole('button', { name: 'Decline' }).click();
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
  await page.goto(`${url}/terms?from=a-canary`);
  const policy = (await page.request.get(`${url}/terms`)).headers()['content-security-policy'];
  expect(policy).toMatch(/connect-src 'self' http:\/\/127\.0\.0\.1:\d+;/);
  await noticeOn(page).getByRole('button', { name: 'Allow' }).click();
  await expect.poll(scripts).toMatch(OF_SENTRY);
  await page.waitForLoadState('networkidle');
  await expect(async () => {
    await fail(page, 'the chart is broken, said ada@example.org');
    await expect.poll(() => received.join(), { timeout: 5_000 }).toContain('the chart is broken');
  }).toPass();
  const sent = received.join();
  expect(sent).toContain('v-of-this-test');
  expect(sent).not.toMatch(/a-canary|ada@example\.org|aria-label|ui\.interaction/);
});

test('after consent Sentry learns how long a page took, and not what was pressed on it', async ({ page }) => {
  // The least of all draws: every page is sampled.
  await page.addInitScript(() => Object.assign(Math, { random: () => 0 }));
  await page.goto(`${url}/terms`);
  await page.getByRole('button', { name: 'Allow' }).click();
  received.splice(0);
  await page.goto(`${url}/privacy`);
  await expect.poll(() => received.join(), { timeout: 15_000 }).toContain('"lcp":{"value":');
  await page.evaluate(() => {
    const button = document.createElement('button');
    button.ariaLabel = button.title = 'Remove Laterne im Regen';
    button.textContent = '×';
    // A press counts once it takes longer than a blink.
    button.addEventListener('click', () => {
      for (const start = performance.now(); performance.now() - start < 200; );
    });
    document.querySelector('main')?.prepend(button);
  });
  await page.getByRole('button', { name: 'Laterne' }).click();
  await page.evaluate(() => new Promise((painted) => requestAnimationFrame(() => setTimeout(painted))));
  await page.goto(`${url}/developers`);
  await expect.poll(() => received.join(), { timeout: 15_000 }).toContain('"transaction":"/developers"');
  expect(received.join()).not.toMatch(/Laterne|aria-label|ui\.interaction/);
});
