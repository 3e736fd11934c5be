import { type BrowserContext, expect, type Page, test } from '@playwright/test';
import { signIn } from './support/demo';
import { expectAccessible, expectNoSidewaysScroll } from './support/page-checks';

test.use({ serviceWorkers: 'allow' });

/** What the browser keeps for reading without a connection: the path of each kept page, and that there are covers. */
const keptPages = (page: Page) =>
  page.evaluate(async () => {
    const found: string[] = [];
    for (const name of await caches.keys())
      for (const { url } of await (await caches.open(name)).keys()) {
        const { origin, pathname } = new URL(url);
        found.push(origin === location.origin ? pathname : 'covers');
      }
    return [...new Set(found)].filter((path) => !path.startsWith('/_next/')).sort();
  });

/** How many covers in view show a picture of Spotify's, and how many do not. */
const coversShown = (page: Page) =>
  page.locator('#last-played img[data-letter]').evaluateAll(async (images) => {
    const covers = images as HTMLImageElement[];
    // A cover that cannot be decoded is one that does not show: it is counted below.
    await Promise.all(covers.map((cover) => cover.decode().catch(() => undefined)));
    const shown = covers.filter(({ src, naturalWidth }) => src.startsWith('http') && naturalWidth > 0).length;
    return [shown, covers.length - shown];
  });

/** A dashboard that was opened once, and kept. */
async function openKeptDashboard(page: Page): Promise<void> {
  await page.goto('/dashboard');
  await expect.poll(() => keptPages(page)).toEqual(['/dashboard', '/offline', 'covers']);
}

async function expectNothingPrivate(context: BrowserContext, page: Page): Promise<void> {
  await expect.poll(() => keptPages(page)).toEqual(['/offline']);
  await context.setOffline(true);
  await page.goto('/dashboard');
  await expect(page.getByRole('heading', { name: 'You are offline' })).toBeVisible();
  await expect(page.getByText('Hannah Voss')).toHaveCount(0);
  await context.setOffline(false);
}

test('offline the last dashboard can be read, with its date; other pages say so', async ({
  page,
  context,
}) => {
  await signIn(page, 'Hannah Voss');
  await openKeptDashboard(page);
  const plays = await page.locator('#last-played li').allInnerTexts();
  await expect(page.getByText('You are offline.')).toBeHidden();
  await context.setOffline(true);
  await page.goto('/dashboard');
  await expect(
    page.getByText(/^You are offline\. This is your dashboard as it was on .*\d{4}/),
  ).toBeVisible();
  expect(await page.locator('#last-played li').allInnerTexts()).toEqual(plays);
  await page.locator('#last-played').scrollIntoViewIfNeeded();
  expect(await coversShown(page)).toEqual([plays.length, 0]);
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);
  await page.goto('/history');
  await expect(page.getByRole('heading', { name: 'You are offline' })).toBeVisible();
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);
  await page.getByRole('link', { name: 'Your last dashboard' }).click();
  await expect(page.getByText(/^You are offline\. This is/)).toBeVisible();
  await page.goBack();
  await context.setOffline(false);
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'History' })).toBeVisible();
  await context.setOffline(true);
  for (const [path, name] of [
    ['/dashboard', /hours/],
    ['/history', 'History'],
  ] as const) {
    await page.goto(path);
    await expect(page.getByText('You are offline').first()).toBeVisible();
    await context.setOffline(false);
    // By itself.
    await expect(page.getByText('You are offline').filter({ visible: true })).toHaveCount(0, {
      timeout: 20_000,
    });
    await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
    await context.setOffline(true);
  }
});

test('a dashboard that was opened by the navigation alone is kept as well', async ({ page, context }) => {
  await signIn(page, 'Hannah Voss');
  await page.goto('/history');
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  await page.evaluate(() => caches.delete('last-dashboard'));
  await page.getByRole('link', { name: 'Dashboard', exact: true }).click();
  await expect(page.locator('#last-played li').first()).toBeVisible();
  await expect.poll(() => keptPages(page)).toEqual(['/dashboard', '/offline', 'covers']);
  await context.setOffline(true);
  await page.goto('/dashboard');
  await expect(page.getByText(/^You are offline\. This is your dashboard as it was on/)).toBeVisible();
});

test('nothing private is kept after signing out, and nothing of one listener when another signs in', async ({
  page,
  context,
}) => {
  await signIn(page, 'Hannah Voss');
  await openKeptDashboard(page);
  await page.goto('/me');
  await page.getByRole('button', { name: 'Sign out', exact: true }).click();
  await expect(page.getByRole('button', { name: 'Sign in with Spotify' }).first()).toBeVisible();
  await expectNothingPrivate(context, page);
  await signIn(page, 'Hannah Voss');
  await openKeptDashboard(page);
  // A session that ended elsewhere.
  await context.clearCookies();
  await page.goto('/dashboard');
  await expectNothingPrivate(context, page);
  await signIn(page, 'Hannah Voss');
  await openKeptDashboard(page);
  await context.clearCookies();
  await signIn(page, 'Tom Ashby');
  await context.setOffline(true);
  await page.goto('/dashboard');
  await expect(page.getByText('Hannah Voss')).toHaveCount(0);
});

test('nothing private is kept after disconnecting, nor after deleting the account', async ({
  page,
  context,
}) => {
  await signIn(page, 'Samir El-Masri');
  await openKeptDashboard(page);
  await page.goto('/me');
  await page.getByRole('button', { name: 'Disconnect Spotify' }).click();
  await expect(page.getByRole('heading', { name: /You disconnected Spotify/ })).toBeVisible();
  await expectNothingPrivate(context, page);
  await openKeptDashboard(page);
  const deleted = await page.evaluate(() =>
    fetch('/api/user/delete', {
      method: 'DELETE',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ confirmation: 'delete my account' }),
    }).then(({ status }) => status),
  );
  expect(deleted).toBe(200);
  await expectNothingPrivate(context, page);
});

test('the archive can be installed: icons, one of them maskable, and shortcuts that lead somewhere', async ({
  page,
}) => {
  await page.goto('/');
  const href = await page.locator('link[rel=manifest]').getAttribute('href');
  const manifest = await (await page.request.get(href ?? '')).json();
  expect(manifest).toMatchObject({ start_url: '/dashboard', display: 'standalone' });
  expect(manifest.icons.map(({ purpose }: { purpose?: string }) => purpose)).toContain('maskable');
  await signIn(page, 'Hannah Voss');
  for (const { src } of manifest.icons) expect((await page.request.get(src)).status(), src).toBe(200);
  for (const { url } of manifest.shortcuts) expect((await page.request.get(url)).status(), url).toBe(200);
});
