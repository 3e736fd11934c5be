import { expect, type Page, test } from '@playwright/test';
import { z } from 'zod';
import { signIn, syncNow, tellSpotify, totalPlays } from './support/demo';
import { drawnBy } from './support/page-checks';

const calendar = z.object({ days: z.array(z.object({ archived: z.enum(['all', 'part', 'none']) })) });
const recent = z.object({ plays: z.array(z.object({ name: z.string() })) });

async function recentNames(page: Page): Promise<string[]> {
  const answer = await page.request.get('/api/recent-plays?limit=20');
  return recent.parse(await answer.json()).plays.map(({ name }) => name);
}

/** The demo's schedule ticks every minute. */
const TWO_TICKS_MS = 150_000;

test('the schedule adds plays without any user action', async ({ page }) => {
  await signIn(page, 'Tom Ashby');
  await syncNow(page, /^Done\./);
  const name = 'Played after the last sync';
  const track = { name, artists: ['Nobody'], durationMs: 60_000 };
  await tellSpotify('plays', { listener: 'quiet', plays: [{ playedAt: Date.now(), track }] });
  await expect.poll(() => recentNames(page), { timeout: TWO_TICKS_MS, intervals: [1_000] }).toContain(name);
});

test('plays that Spotify forgot before the archive looked are shown as a gap', async ({ page }) => {
  await signIn(page, 'Inês Carvalho');
  const gaps = page.getByRole('region', { name: 'Plays that may be missing' });
  await expect(gaps).toContainText(/Up to \d+ plays? may be missing on/);
  const days = calendar.parse(await (await page.request.get('/api/calendar?range=1y')).json()).days;
  const everyDay = page.getByRole('region', { name: 'Every day' });
  const lacking = days.filter(({ archived }) => archived !== 'all').length;
  expect(lacking).toBeGreaterThan(1);
  expect(await drawnBy(everyDay.locator('[data-gap]'))).toBe(lacking);
  for (const chart of [everyDay, page.getByRole('region', { name: 'Listening per week' })])
    await expect(chart.getByText('plays may be missing', { exact: true })).toBeVisible();
  await gaps.getByRole('link', { name: 'Fill the gap from your Spotify export' }).click();
  await expect(page).toHaveURL(/\/import$/);
  await page.goBack();
  await gaps.getByRole('link').first().click();
  await expect(page).toHaveURL(/\/history\?cursor=/);
  await expect(
    page.getByRole('listitem').filter({ hasText: /^Up to \d+ plays? may be missing on/ }),
  ).toBeInViewport();
});

test('a connection that Spotify has ended asks for a reconnect, and signing in again repairs it', async ({
  page,
}) => {
  await signIn(page, 'Samir El-Masri');
  await expect.poll(() => totalPlays(page)).toBeGreaterThan(0);
  await tellSpotify('revoke', { listener: 'traveller' });
  // Whichever poll comes first finds out: the scheduled one or the one requested here.
  await expect(async () => {
    await page.goto('/dashboard');
    const ask = page.getByRole('button', { name: 'Sync now' });
    if (await ask.isVisible()) await ask.click();
    const broken = page.getByRole('heading', { name: /Spotify is not connected/ });
    await expect(broken).toBeVisible({ timeout: 5_000 });
  }).toPass({ timeout: 90_000 });
  // Where somebody was before is where they are afterwards.
  await page.goto('/test?from=banner');
  await page.getByRole('button', { name: 'Reconnect Spotify' }).click();
  await page.getByRole('button', { name: 'Samir El-Masri' }).click();
  await expect(page).toHaveURL(/\/test\?from=banner$/);
  await page.goto('/dashboard');
  await expect(page.getByRole('heading', { name: /Spotify is not connected/ })).toBeHidden();
  await syncNow(page, /^Done\./);
});
