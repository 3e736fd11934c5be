import { expect, test } from '@playwright/test';
import { signIn, syncNow, tellSpotify, totalPlays } from './demo';

/** The demo's schedule ticks every minute and its listeners finish a track in less. */
const TWO_TICKS_MS = 150_000;

test('the schedule adds plays without any user action', async ({ page }) => {
  await signIn(page, 'Tom Ashby');
  await expect.poll(() => totalPlays(page)).toBeGreaterThanOrEqual(50);
  const before = await totalPlays(page);
  await expect
    .poll(() => totalPlays(page), { timeout: TWO_TICKS_MS, intervals: [2_000] })
    .toBeGreaterThan(before);
});

test('plays that Spotify forgot before the archive looked are shown as a gap', async ({ page }) => {
  await signIn(page, 'Inês Carvalho');
  const gaps = page.getByRole('region', { name: 'Plays that may be missing' });
  await expect(gaps).toContainText(/Up to \d+ plays? may be missing between/);
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
