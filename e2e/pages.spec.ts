import { expect, test } from '@playwright/test';
import { signIn } from './demo';
import { expectAccessible, expectNoSidewaysScroll } from './page-checks';

const WIDTHS = [390, 1440];

for (const width of WIDTHS) {
  test(`landing and dashboard are accessible and do not scroll sideways at ${width} px`, async ({ page }) => {
    await page.setViewportSize({ width, height: 900 });
    await page.goto('/');
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await expectNoSidewaysScroll(page);
    await expectAccessible(page);

    await signIn(page, 'Hannah Voss');
    await expect(page.getByRole('heading', { name: 'Last played' })).toBeVisible();
    await expectNoSidewaysScroll(page);
    await expectAccessible(page);
  });
}

test('without scripts the history and the tables behind charts are whole, and no page stays behind its skeleton', async ({
  page,
  browser,
}) => {
  await signIn(page, 'Hannah Voss');
  const plain = await browser.newContext({
    javaScriptEnabled: false,
    storageState: await page.context().storageState(),
  });
  const quiet = await plain.newPage();
  const seen = quiet.locator('main:visible');
  await quiet.goto('/history');
  await expect(seen.locator('[data-history] time')).toHaveCount(50);
  await expect(seen.getByRole('link', { name: 'Older plays' })).toBeVisible();
  for (const path of ['/dashboard', '/top', '/search', '/me', '/test']) {
    await quiet.goto(path);
    await expect(quiet.getByRole('heading', { level: 1 }), path).toBeVisible();
    await expect(seen, path).toHaveCount(1);
    await expect(quiet.locator('[data-loading]'), path).toBeHidden();
  }
  await quiet.goto('/dashboard');
  const when = quiet.getByRole('region', { name: 'When you listen' });
  await expect(when.getByRole('table')).toHaveCount(0);
  await when.getByRole('link', { name: 'As a table' }).click();
  await expect(when.getByRole('table').getByRole('row')).toHaveCount(25);
  await plain.close();
});

test('browsers that ask for the icon under its old name get one', async ({ request }) => {
  const icon = await request.get('/favicon.ico');
  expect([icon.status(), icon.headers()['content-type']]).toEqual([200, 'image/x-icon']);
  expect((await icon.body()).subarray(0, 4).toString('hex')).toBe('00000100');
});
