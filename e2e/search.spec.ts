import { expect, type Page, test } from '@playwright/test';
import { resumeSession } from './demo';
import { expectAccessible, expectNoSidewaysScroll } from './page-checks';

const field = (page: Page) => page.getByRole('searchbox', { name: 'Words of a name, in any order' });

test('finds while one types, and offers the nearest names', async ({ page }) => {
  await resumeSession(page, 'Hannah Voss');
  await page.goto('/search');
  await expect(page.getByText('You played these most:')).toBeVisible();
  await expectAccessible(page);
  const artist = page.getByRole('region', { name: 'Artists' }).getByRole('listitem').first();
  const name = (await artist.getByRole('link').first().textContent()) ?? '';
  expect(name.length).toBeGreaterThan(3);

  await field(page).pressSequentially(name.toLowerCase());
  await expect(page).toHaveURL(/\/search\?q=/);
  await expect(page.getByText('the plays themselves')).toBeVisible();
  await expect(artist).toContainText(name);
  await expect(field(page)).toBeFocused();

  await field(page).fill(`${name.slice(0, 2)}${name.slice(3)}q`);
  await expect(page.getByText('Close to it:')).toBeVisible();
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);

  await field(page).fill('');
  await expect(page).toHaveURL(/\/search$/);
  await expect(page.getByText('You played these most:')).toBeVisible();
});

test.describe('without scripts', () => {
  test.use({ javaScriptEnabled: false });

  test('the form searches', async ({ page }) => {
    await resumeSession(page, 'Hannah Voss');
    await page.goto('/search');
    await field(page).fill('a');
    await page.getByRole('main').getByRole('button', { name: 'Search' }).click();
    await expect(page).toHaveURL(/\/search\?q=a$/);
    await expect(page.getByText('the plays themselves')).toBeVisible();
  });
});
