import { expect, type Page, test } from '@playwright/test';
import { resumeSession, withoutScripts } from './support/demo';

/** As many as the history shows at once. */
const PAGE = 50;

const plays = (page: Page) => page.locator('[data-day] li time');

test('the dashboard leads to exactly the plays of this day in earlier years', async ({ page }) => {
  await resumeSession(page, 'Hannah Voss');
  await page.goto('/dashboard');
  const year = page.getByRole('region', { name: 'On this day' }).getByRole('listitem').first();
  const [, counted = ''] = /·\s([\d,.]+) plays?/.exec((await year.textContent()) ?? '') ?? [];
  await year.getByRole('link').first().click();
  await expect(page).toHaveURL(/\/history\?from=(\d{4}-\d\d-\d\d)&to=\1$/);
  await expect(page.locator('[data-day]')).toHaveCount(1);
  await expect(page.getByText(new RegExp(`^${counted} plays?, `))).toBeVisible();
  await expect(plays(page)).toHaveCount(Math.min(Number(counted), PAGE));
});

test('a milestone leads to its very play, a year to its review, the clock to the plays of an hour', async ({
  page,
}) => {
  await resumeSession(page, 'Hannah Voss');
  await page.goto('/dashboard');
  await page.getByRole('link', { name: 'Look back' }).click();
  await page.getByRole('link', { name: 'Your 10,000th play' }).click();
  await expect(page).toHaveURL(/\/history\?kind=release&id=\d+&at=/);
  await expect(plays(page)).toHaveCount(1);
  await page.goto('/look-back');
  const years = page.getByRole('navigation', { name: 'Years in review' }).getByRole('link');
  const earliest = await years.last().textContent();
  expect(await years.count()).toBeGreaterThan(3);
  await years.last().click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(`${earliest} in review`);
  await page.goto('/look-back');
  await page.getByRole('region', { name: 'Listening clock' }).locator('svg a').last().click();
  await expect(page).toHaveURL(/\/history\?hour=23&from=/);
  await expect(plays(page).first()).toBeVisible();
});

test('two ranges are picked beside each other and stay in the address', async ({ page }) => {
  await resumeSession(page, 'Hannah Voss');
  await page.goto('/dashboard');
  await page.getByRole('link', { name: 'Compare two ranges' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Compare' })).toBeVisible();
  const second = page.getByRole('navigation', { name: 'Second range of days' });
  await second.locator('summary').click();
  await second.getByRole('link', { name: '90 days' }).click();
  await expect(page).toHaveURL(/\/compare\?a=\d{4}-01-01\.\.\d{4}-12-31&b=90d$/);
  await expect(page).toHaveTitle(/^\d{4} and last 90 days, compared/);
  const before = page.url();
  await page.getByRole('link', { name: 'Swap' }).click();
  await expect(page).toHaveURL(/\/compare\?a=90d&b=/);
  await page.goto(before);
  await expect(page.getByRole('region', { name: 'Artists, last 90 days' })).toBeVisible();
});

test('without scripts, days of one’s own are compared by a plain form', async ({ page, browser }) => {
  await resumeSession(page, 'Hannah Voss');
  const quiet = await withoutScripts(page, browser);
  await quiet.goto('/compare?a=30d&b=all');
  const first = quiet.getByRole('navigation', { name: 'First range of days' });
  await first.locator('summary').click();
  await first.getByLabel('From').fill('2025-03-01');
  await first.getByLabel('To').fill('2025-03-31');
  await first.getByRole('button', { name: 'Compare these days' }).click();
  await expect(quiet.getByRole('region', { name: 'Artists, March 2025' })).toBeVisible();
  await expect(quiet.getByRole('region', { name: 'Artists, all time' })).toBeVisible();
  await quiet.context().close();
});
