import { readFileSync } from 'node:fs';
import { expect, type Locator, type Page, test } from '@playwright/test';
import {
  holdScripts,
  PRODUCT_URL,
  resumeSession,
  signIn,
  syncNow,
  totalPlays,
  withoutScripts,
} from './support/demo';
import { expectAccessible, expectNoSidewaysScroll, expectTappable } from './support/page-checks';

// One after the other: these change settings of a listener, or end what a listener has.
test.describe.configure({ mode: 'default' });

const card = (page: Page, name: string) => page.getByRole('region', { name });
/** What is chosen stands there twice: for where there are no scripts, too. */
const shownOnDisplay = (page: Page, text: string | RegExp) =>
  card(page, 'Display').getByText(text, { exact: true }).filter({ visible: true });
const paintOf = (element: Locator) => element.evaluate((e) => getComputedStyle(e).backgroundColor);
const paper = (page: Page) => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);

/** As Excel of a reader who writes a decimal comma opens it: by semicolons, with local days and times, minutes as numbers. */
async function expectTableForExcel(page: Page): Promise<void> {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Table for Excel' }).click(),
  ]);
  const [names, ...lines] = readFileSync(await download.path(), 'utf8')
    .trim()
    .split('\r\n');
  expect(names).toMatch(/Date;Time;Track;Artists;Album;Minutes;/);
  expect(lines.length).toBeGreaterThan(10);
  for (const line of lines) expect(line).toMatch(/^\d{4}-\d\d-\d\d;\d\d:\d\d:\d\d;.*;\d+,\d\d;(yes|no);/);
}

test('what is chosen under display is kept, and there before any script runs', async ({ page, browser }) => {
  await page.emulateMedia({ colorScheme: 'light' });
  await signIn(page, 'Yui Takahashi');
  await page.goto('/me');
  const light = await paper(page);
  await shownOnDisplay(page, 'Dark').click();
  await expect(card(page, 'Display').getByText('Saved.')).toBeVisible();
  await card(page, 'Display').getByLabel('Numbers and dates').selectOption('de-DE');
  await expect(shownOnDisplay(page, /12\.345,6/)).toBeVisible();
  await expectTableForExcel(page);

  const quiet = await withoutScripts(page, browser);
  await quiet.emulateMedia({ colorScheme: 'light' });
  await quiet.goto('/terms');
  await expect(quiet.locator('html')).toHaveAttribute('data-theme', 'dark');
  expect(await paper(quiet)).not.toBe(light);
  await quiet.goto('/me');
  await expect(shownOnDisplay(quiet, /, for example 12\.345,6/)).toBeVisible();
  await expect(quiet.getByRole('button', { name: 'Disconnect Spotify' })).toBeHidden();
  await expect(quiet.getByText('“Disconnect Spotify” needs JavaScript.')).toBeVisible();
  await quiet.context().close();

  await page.reload();
  await expect(page.getByRole('radio', { name: 'Dark' })).toBeChecked();
  await expect(page.getByLabel('Numbers and dates')).toHaveValue('de-DE');
  await shownOnDisplay(page, 'Same as this device').click();
  await expect(page.locator('html')).not.toHaveAttribute('data-theme', /./);
  await page.getByLabel('Numbers and dates').selectOption('Same as this browser');
  await expect(shownOnDisplay(page, /12,345\.6/)).toBeVisible();
});

test('what is chosen under display before the scripts have loaded is saved when they have', async ({
  page,
}) => {
  await signIn(page, 'Yui Takahashi');
  const load = await holdScripts(page);
  await page.goto('/me', { waitUntil: 'commit' });
  await shownOnDisplay(page, 'Dark').click();
  await card(page, 'Display').getByLabel('Numbers and dates').selectOption('de-DE');
  load();
  await expect(card(page, 'Display').getByText('Saved.')).toBeVisible();
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await expect(shownOnDisplay(page, /12\.345,6/)).toBeVisible();
  await shownOnDisplay(page, 'Same as this device').click();
  await expect(page.locator('html')).not.toHaveAttribute('data-theme', /./);
  await page.getByLabel('Numbers and dates').selectOption('Same as this browser');
  await expect(shownOnDisplay(page, /12,345\.6/)).toBeVisible();
});

test('signing out everywhere ends the other browser too', async ({ page, browser }) => {
  await signIn(page, 'Walter Lindqvist');
  const elsewhere = await browser.newContext({ baseURL: PRODUCT_URL });
  const other = await elsewhere.newPage();
  await signIn(other, 'Walter Lindqvist');
  await page.goto('/me');
  await expect(card(page, 'Signed in').getByText('This browser')).toBeVisible();
  await page.getByRole('button', { name: 'Sign out everywhere' }).click();
  await expect(page).toHaveURL(`${PRODUCT_URL}/`);
  expect((await other.request.get('/api/stats')).status()).toBe(401);
  await other.goto('/dashboard');
  await expect(other.getByRole('button', { name: 'Sign in with Spotify' })).toBeVisible();
  await elsewhere.close();
});

test('a listener disconnects, keeps the archive, and reconnects', async ({ page }) => {
  await signIn(page, 'Walter Lindqvist');
  await syncNow(page, /^Done\./);
  const kept = await totalPlays(page);
  await page.goto('/me');
  await page.getByRole('button', { name: 'Disconnect Spotify' }).click();
  await expect(page.getByRole('heading', { name: /You disconnected Spotify/ })).toBeVisible();

  await page.goto('/test');
  await expect(page.getByText('Next sync after you reconnect').filter({ visible: true })).not.toHaveCount(0);
  await page.goto('/dashboard');
  await expect(page.getByRole('heading', { name: /You disconnected Spotify/ })).toBeVisible();
  await expect(page.getByText('Next sync after you reconnect').filter({ visible: true })).not.toHaveCount(0);
  await expect(page.getByRole('button', { name: 'Sync now' })).toBeHidden();
  expect(await totalPlays(page)).toBeGreaterThanOrEqual(kept);
  await page.getByRole('button', { name: 'Reconnect Spotify' }).click();
  await page.getByRole('button', { name: 'Walter Lindqvist' }).click();
  await expect(page).toHaveURL(/\/dashboard$/);
  await expect(page.getByRole('heading', { name: /You disconnected Spotify/ })).toBeHidden();
  await syncNow(page, /^Done\./);
});

test('a listener deletes the account, sees what was deleted, and nothing is found afterwards', async ({
  page,
}) => {
  await signIn(page, 'Ada Nwosu');
  await expect.poll(() => totalPlays(page)).toBeGreaterThan(0);
  await page.goto('/me');
  await page.getByRole('link', { name: 'Delete account…' }).click();
  await expect(card(page, 'What will be deleted').getByText('Plays', { exact: true })).toBeVisible();
  await expectAccessible(page);
  const cookies = await page.context().cookies();

  const field = page.getByLabel(/To delete your account permanently/);
  await field.fill('delete');
  await page.getByRole('button', { name: 'Delete account' }).click();
  await expect(page.getByText(/Nothing was deleted/)).toBeVisible();
  await field.fill('delete my account');
  await page.getByRole('button', { name: 'Delete account' }).click();
  await expect(page.getByRole('heading', { name: 'Your account is deleted' })).toBeFocused();
  await expect(page.getByText(/^Deleted: [\d,.]+ plays/)).toBeVisible();

  await page.context().addCookies(cookies);
  expect((await page.request.get('/api/stats')).status()).toBe(401);
  await page.goto('/me');
  await expect(page.getByRole('button', { name: 'Sign in with Spotify' })).toBeVisible();
  await signIn(page, 'Ada Nwosu');
  expect(await totalPlays(page)).toBeLessThanOrEqual(60);
});

test('every page leads to the privacy policy and the terms, signed in or not', async ({ page }) => {
  for (const path of ['/', '/privacy', '/terms', '/no-such-page']) {
    await page.goto(path);
    const legal = page.getByRole('navigation', { name: 'About this site' });
    await expect(legal.getByRole('link', { name: 'Privacy' })).toBeVisible();
    await expect(legal.getByRole('link', { name: 'Terms' })).toBeVisible();
  }
  expect(await page.context().cookies()).toEqual([]);
  await resumeSession(page, 'Hannah Voss');
  for (const path of ['/dashboard', '/me', '/test', '/history']) {
    await page.goto(path);
    await expect(page.getByRole('navigation', { name: 'About this site' })).toBeVisible();
  }
  const named = await page.goto('/privacy').then(() => page.locator('dt.font-mono').allTextContents());
  for (const { name } of await page.context().cookies(PRODUCT_URL)) expect(named).toContain(name);
});

test('the account page leads to its cards', async ({ page }) => {
  await resumeSession(page, 'Hannah Voss');
  await page.goto('/me');
  const links = page.getByRole('navigation', { name: 'On this page' }).getByRole('link');
  const hrefs = await links.evaluateAll((all) => all.map((link) => link.getAttribute('href') ?? ''));
  expect(hrefs.length).toBeGreaterThan(5);
  for (const href of hrefs) await expect(page.locator(`section${href}`)).toBeVisible();
  // In the order of use, of which the links are the summary.
  const cards = page.getByRole('main').locator('section[id]');
  const ids = await cards.evaluateAll((all) => all.map(({ id }) => `#${id}`));
  expect(ids.filter((id) => hrefs.includes(id))).toEqual(hrefs);
  const primary = await paintOf(page.getByRole('button', { name: 'Table (CSV)' }));
  for (const one of await cards.all()) {
    const paints = await Promise.all((await one.getByRole('button').all()).map(paintOf));
    expect(paints.filter((paint) => paint === primary).length).toBeLessThan(2);
  }
});

/** Empty paper under a card, up to the next one, and empty card under its last content, each at its most. */
async function largestHoles(page: Page): Promise<{ paper: number; card: number }> {
  return page.getByRole('main').evaluate((main) => {
    const cards = [...main.querySelectorAll('section[id]')];
    const boxes = cards.map((one) => one.getBoundingClientRect());
    const paper = boxes.flatMap(({ left, right, bottom }) => {
      const below = boxes.filter((box) => box.top >= bottom && box.left < right && box.right > left);
      return below.length === 0 ? [] : Math.min(...below.map(({ top }) => top)) - bottom;
    });
    const inside = cards.map((one, i) => {
      const shown = [...one.children].map((child) => child.getBoundingClientRect());
      const bottom = Math.max(...shown.map((box) => box.bottom));
      return (boxes[i]?.bottom ?? 0) - bottom;
    });
    return { paper: Math.max(...paper), card: Math.max(...inside) };
  });
}

test('cards of the account beside each other end on one line, in however many browsers one is signed in', async ({
  page,
  browser,
}) => {
  for (let browsers = 0; browsers < 4; browsers += 1) {
    const elsewhere = await browser.newPage({ baseURL: PRODUCT_URL });
    await signIn(elsewhere, 'Hannah Voss');
    await elsewhere.close();
  }
  await resumeSession(page, 'Hannah Voss');
  await page.goto('/me');
  await expect(card(page, 'Signed in')).toContainText(/\d+ browsers/);
  const { paper, card: inside } = await largestHoles(page);
  expect(paper).toBeLessThanOrEqual(20);
  expect(inside).toBeLessThanOrEqual(200);
});

test('the cache is cleared by hand', async ({ page }) => {
  await resumeSession(page, 'Hannah Voss');
  await page.goto('/test');
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await page.getByText('A figure looks wrong?').click();
  await page.getByRole('button', { name: 'Recalculate statistics' }).click();
  await expect(page.getByText('Done. Statistics will be recalculated.')).toBeVisible();
});

test('account and legal pages are accessible and do not scroll sideways', async ({ page }) => {
  await resumeSession(page, 'Hannah Voss');
  for (const path of ['/me', '/me/delete', '/privacy', '/terms', '/test', '/developers']) {
    await page.goto(path);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await expectNoSidewaysScroll(page);
    await expectAccessible(page);
    await expectTappable(page);
  }
});
