import { expect, test } from '@playwright/test';
import { PRODUCT_URL, signIn, syncNow, totalPlays } from './support/demo';

test('a listener signs in, finds years of plays, archives by hand, and signs out for good', async ({
  page,
  browser,
}) => {
  await signIn(page, 'Hannah Voss');
  await expect(page.getByRole('heading', { level: 1 })).toContainText(/hours|days/);
  expect(await totalPlays(page)).toBeGreaterThan(40_000);
  await expect(page.getByRole('heading', { name: 'Last played' })).toBeVisible();

  await syncNow(page, /^Done\./);

  const cookies = await page.context().cookies();
  await page.goto('/me');
  await page.getByRole('button', { name: 'Sign out', exact: true }).click();
  await expect(page).toHaveURL(`${PRODUCT_URL}/`);
  const thief = await browser.newContext({ baseURL: PRODUCT_URL });
  await thief.addCookies(cookies);
  expect((await thief.request.get('/api/stats')).status()).toBe(401);
  await thief.close();
});

/** What is read at Spotify, each for something that the product does. */
const SCOPES = [
  'user-read-currently-playing',
  'user-read-email',
  'user-read-private',
  'user-read-recently-played',
];

test('Spotify is asked for nothing but what the landing page and the privacy page name', async ({ page }) => {
  await page.goto('/privacy');
  const named = await page
    .locator('code')
    .filter({ hasText: /^user-/ })
    .allTextContents();
  expect(named.sort()).toEqual(SCOPES);
  await page.goto('/');
  const facts = page.getByRole('listitem');
  for (const what of ['your latest plays', 'what you are playing', 'your profile', 'your email address'])
    await expect(facts.filter({ hasText: 'It only reads' })).toContainText(what);
  await expect(facts.filter({ hasText: 'Imports your history' })).toContainText('whole listening history');
  await page.getByRole('button', { name: 'Sign in with Spotify' }).click();
  await expect(page.getByRole('button', { name: 'Cancel' })).toBeVisible();
  expect(new URL(page.url()).searchParams.get('scope')?.split(' ').sort()).toEqual(SCOPES);
});

test('a listener who declines on the consent page sees an explanation', async ({ page }) => {
  await page.goto('/');
  await page.getByRole('button', { name: 'Sign in with Spotify' }).click();
  await page.getByRole('button', { name: 'Cancel' }).click();
  await expect(page.getByRole('alert').filter({ hasText: 'Not signed in' })).toContainText(
    'did not allow access',
  );
});

test('a sign-in sets the time zone in which the days begin', async ({ browser }) => {
  const context = await browser.newContext({ timezoneId: 'Asia/Kathmandu' });
  const page = await context.newPage();
  await page.goto(PRODUCT_URL);
  const asked = page.waitForRequest((request) => request.method() === 'POST');
  await page.getByRole('button', { name: 'Sign in with Spotify' }).click();
  expect(new URLSearchParams((await asked).postData() ?? '').get('tz')).toMatch(/Asia\/Kat(h)?mandu/);
  await context.close();
});
