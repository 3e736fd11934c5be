import { expect, type Page, test } from '@playwright/test';
import { PRODUCT_URL, resumeSession } from './support/demo';
import { expectAccessible, expectNoSidewaysScroll } from './support/page-checks';

// One after the other: these change what belongs to a listener.
test.describe.configure({ mode: 'default' });

const card = (page: Page, name: string) => page.getByRole('region', { name });

test('a token is shown once, reads the archive, and reads nothing after it was revoked', async ({
  page,
  playwright,
}) => {
  await resumeSession(page, 'Hannah Voss');
  await page.goto('/me');
  const tokens = card(page, 'Access tokens');
  await tokens.getByLabel('Name').fill('Shelf display');
  await tokens.getByRole('button', { name: 'Create a token' }).click();
  await expect(tokens.getByText('it is not shown again')).toBeVisible();
  const token = (await tokens.locator('code').textContent()) ?? '';
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);

  const program = await playwright.request.newContext({
    baseURL: PRODUCT_URL,
    extraHTTPHeaders: { authorization: `Bearer ${token}` },
  });
  expect((await program.get('/api/stats')).status()).toBe(200);
  expect((await program.delete('/api/user/delete')).status()).toBe(403);

  await page.reload();
  await expect(tokens).not.toContainText(token);
  const row = tokens.getByRole('listitem').filter({ hasText: 'Shelf display' });
  await row.getByRole('button', { name: /Revoke/ }).click();
  await expect(row).toBeHidden();
  expect((await program.get('/api/stats')).status()).toBe(401);
  await program.dispose();
});

test('the badge is a picture that anyone sees, until it is turned off', async ({ page, playwright }) => {
  await resumeSession(page, 'Hannah Voss');
  await page.goto('/me');
  const badge = card(page, 'Public badge');
  await badge.getByRole('button', { name: 'Turn the badge on' }).click();
  const picture = badge.getByRole('img', { name: 'Plays in 7 days' });
  await expect(picture).toBeVisible();
  await expectAccessible(page);
  const address = (await picture.getAttribute('src')) ?? '';

  const anyone = await playwright.request.newContext({ baseURL: PRODUCT_URL });
  const seen = await anyone.get(address);
  expect(seen.status()).toBe(200);
  expect(seen.headers()['content-type']).toMatch(/^image\/svg\+xml/);
  expect(await seen.text()).not.toContain('Hannah');
  await badge.getByRole('button', { name: 'Turn the badge off' }).click();
  await expect(badge.getByRole('button', { name: 'Turn the badge on' })).toBeVisible();
  expect((await anyone.get(address)).status()).toBe(404);
  await anyone.dispose();
});

test('the API is described page by page, light and without scripts', async ({ browser }) => {
  const plain = await browser.newContext({ javaScriptEnabled: false, viewport: { width: 390, height: 844 } });
  const page = await plain.newPage();
  await page.goto('/developers');
  const expectSound = async () => {
    await expectNoSidewaysScroll(page);
    expect(await page.locator('*').count()).toBeLessThanOrEqual(900);
  };
  await expectSound();
  await page.getByRole('link', { name: '/api/recent-plays' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'GET /api/recent-plays' })).toBeVisible();
  await expectSound();
  await page.goto('/developers/getApiNothing');
  await expect(page.getByRole('heading', { level: 1, name: 'For developers' })).toBeVisible();
  await plain.close();
});

test('the page about the API and those of its operations are accessible', async ({ page }) => {
  for (const path of ['/developers', '/developers/getApiRecentPlays']) {
    await page.goto(path);
    await expectAccessible(page);
  }
});
