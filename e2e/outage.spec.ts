import { expect, test } from '@playwright/test';
import { spotifyUrl } from './support/demo';
import { startBuild } from './support/own-server';

const SIGNED_IN = { cookie: 'next-auth.session-token=somebody' };

let url: string;
let stop: () => Promise<void>;

// One after the other: they ask one server.
test.describe.configure({ mode: 'default' });

test.beforeAll(async () => {
  const env = { SPOTIFY_ACCOUNTS_URL: spotifyUrl(), SPOTIFY_API_URL: spotifyUrl() };
  ({ url, stop } = await startBuild(env));
});

test.afterAll(() => stop());

test('while the database is away pages say so under the right status, and those that need none are there', async ({
  request,
}) => {
  const get = (path: string, headers: Record<string, string> = SIGNED_IN) =>
    request.get(`${url}${path}`, { headers, maxRedirects: 0 });
  for (const path of ['/dashboard?range=7d', '/history', '/artist/7', '/share/AbCdEfGhIjKl']) {
    const answer = await get(path, { ...SIGNED_IN, 'x-request-id': 'trace-0001' });
    expect([path, answer.status(), answer.headers()['retry-after']]).toEqual([path, 503, '10']);
    expect(answer.headers()['content-type']).toContain('text/html');
    const html = await answer.text();
    for (const part of ['Not available right now', 'trace-0001', `href="${path}"`])
      expect(html).toContain(part);
    // How the page asks whether it is back.
    const asked = await request.head(`${url}${path}`, { headers: SIGNED_IN });
    expect([path, asked.status()]).toEqual([path, 503]);
    // Nothing is synced without the database.
    expect(html).not.toContain('syncing with Spotify continues');
  }
  expect((await get('/')).status()).toBe(200);
  expect((await get('/dashboard', {})).status()).toBe(307);
});

test('a page whose database is away looks again every five seconds, and opens by itself', async ({
  page,
  context,
}) => {
  await context.addCookies([{ name: 'next-auth.session-token', value: 'somebody', url }]);
  await page.clock.install();
  let isBack = false;
  await page.route('**/history', (route) =>
    isBack ? route.fulfill({ contentType: 'text/html', body: '<h1>History</h1>' }) : route.continue(),
  );
  await page.goto(`${url}/history`);
  await expect(page.getByText('This page opens by itself once it does.')).toBeVisible();
  const asked = () => page.waitForResponse((answer) => answer.request().method() === 'HEAD');
  const [answer] = await Promise.all([asked(), page.clock.fastForward(5_000)]);
  expect(answer.status()).toBe(503);
  isBack = true;
  await expect(async () => {
    await page.clock.fastForward(5_000);
    await expect(page.getByRole('heading', { name: 'History' })).toBeVisible({ timeout: 1_000 });
  }).toPass();
});
