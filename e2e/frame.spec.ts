import { expect, type Locator, test } from '@playwright/test';
import { resumeSession } from './demo';

const PHONE = { width: 390, height: 844 };
const WIDE = { width: 1440, height: 900 };

/** Where an element is; it must be there. */
async function boxOf(element: Locator) {
  const box = await element.boundingBox();
  if (!box) throw new Error(`${element} is not shown`);
  return box;
}

test('on a phone the whole navigation is in view, and signing out is not in its frame', async ({ page }) => {
  await page.setViewportSize(PHONE);
  await resumeSession(page, 'Hannah Voss');
  await page.goto('/me');
  const tabs = page.getByRole('navigation', { name: 'Pages' }).getByRole('link');
  await expect(tabs).toHaveText(['Dashboard', 'Top', 'History', 'Search', 'Import', 'Account']);
  for (const tab of await tabs.all()) {
    const box = await boxOf(tab);
    expect(box.x).toBeGreaterThanOrEqual(0);
    expect(box.x + box.width).toBeLessThanOrEqual(PHONE.width);
    expect(box.height).toBeGreaterThanOrEqual(24);
  }
  await expect(page.getByRole('banner').getByRole('button', { name: 'Sign out' })).toBeHidden();
  await expect(page.getByRole('main').getByRole('button', { name: 'Sign out', exact: true })).toBeVisible();
});

for (const screen of [PHONE, WIDE])
  test(`each name of the heat map stands beside its own row at ${screen.width} px`, async ({ page }) => {
    await page.setViewportSize(screen);
    await resumeSession(page, 'Hannah Voss');
    await page.goto('/dashboard');
    const picture = await boxOf(page.locator('#when [role="application"]'));
    const names = page
      .locator('#when [aria-hidden="true"] > span')
      .filter({ hasText: /^(Mon|Tue|Wed|Thu|Fri|Sat|Sun)$/ });
    expect(await names.count()).toBe(7);
    for (const [row, name] of (await names.all()).entries()) {
      const box = await boxOf(name);
      const middle = box.y + box.height / 2;
      expect(Math.floor(((middle - picture.y) / picture.height) * 7)).toBe(row);
    }
  });

test('the hours of the week fill their card beside a longer one', async ({ page }) => {
  await page.setViewportSize(WIDE);
  await resumeSession(page, 'Hannah Voss');
  await page.goto('/dashboard?range=90d');
  const [card, chart] = [await boxOf(page.locator('#when')), await boxOf(page.locator('#when figure'))];
  expect(card.height).toBe((await boxOf(page.locator('#every-day'))).height);
  expect(card.y + card.height - (chart.y + chart.height)).toBeLessThan(30);
});

test('the panel of dates closes by Escape and by a press outside', async ({ page }) => {
  await resumeSession(page, 'Hannah Voss');
  await page.goto('/dashboard');
  const panel = page.getByRole('button', { name: 'Show these days' });
  const open = page.getByText('Pick dates…');
  await expect(async () => {
    await open.click();
    await expect(panel).toBeVisible({ timeout: 1_000 });
    await page.keyboard.press('Escape');
    await expect(panel).toBeHidden({ timeout: 1_000 });
  }).toPass();
  await open.click();
  await page.getByRole('link', { name: 'Last month' }).click();
  await expect(page).toHaveURL(/from=\d{4}-\d{2}-01&to=/);
});

test('dates the wrong way round are the days between them, on every page that takes days', async ({
  page,
}) => {
  await resumeSession(page, 'Hannah Voss');
  for (const path of ['/dashboard', '/top', '/history', '/compare']) {
    const days = (from: string, to: string) =>
      path === '/compare' ? `aFrom=${from}&aTo=${to}` : `from=${from}&to=${to}`;
    await page.goto(`${path}?${days('2025-01-01', '2025-03-31')}`);
    const title = await page.title();
    await page.goto(`${path}?${days('2025-03-31', '2025-01-01')}`);
    expect(await page.title(), path).toBe(title);
    await expect(page.getByText(/^must be |is shown\.$|are shown\.$/), path).toHaveCount(0);
  }
});

test('on paper there is no frame, and the page has all of the width', async ({ page }) => {
  await page.setViewportSize({ width: 794, height: 1_123 });
  await resumeSession(page, 'Hannah Voss');
  await page.goto('/dashboard');
  await page.emulateMedia({ media: 'print' });
  for (const name of ['Pages', 'Range of days'])
    await expect(page.getByRole('navigation', { name })).toBeHidden();
  const main = await boxOf(page.getByRole('main'));
  expect(main.width).toBeGreaterThan(780);
});

test('on paper the account page has no card without a content, at full width', async ({ page }) => {
  await resumeSession(page, 'Hannah Voss');
  await page.goto('/me');
  await page.emulateMedia({ media: 'print' });
  const cards = page.getByRole('main').locator('section:has(> h2)').filter({ visible: true });
  expect(await cards.locator('> h2').allTextContents()).toEqual([
    'Profile',
    'Spotify connection',
    'Shared reports',
    'Signed in',
    'Left out of statistics',
    'Removed plays',
    'Items we could not read',
  ]);
  const { width } = await boxOf(page.getByRole('main'));
  for (const card of await cards.all()) {
    expect((await card.innerText()).split('\n').length).toBeGreaterThan(2);
    expect((await boxOf(card)).width).toBeGreaterThan(width - 2);
  }
});

test('older plays are fetched without a breach of the security policy', async ({ page }) => {
  const breaches: string[] = [];
  page.on('console', (message) => {
    if (/Content.Security.Policy/i.test(message.text())) breaches.push(message.text());
  });
  await resumeSession(page, 'Hannah Voss');
  await page.goto('/history');
  await page.getByRole('link', { name: 'Older plays' }).click();
  await expect.poll(() => page.locator('[data-day] li time').count()).toBeGreaterThan(90);
  expect(breaches).toEqual([]);
});

test('a link to a page survives signing in', async ({ page }) => {
  await page.goto('/history?before=2025-05-02');
  await page.getByRole('button', { name: 'Sign in with Spotify' }).click();
  await page.getByRole('button', { name: 'Hannah Voss' }).click();
  await expect(page).toHaveURL(/\/history\?before=2025-05-02$/);
  await expect(page).toHaveTitle(/^History, May 2, 2025 · Audiospective$/);
});
