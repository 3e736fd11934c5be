import { expect } from '@playwright/test';
import { signIn, tellSpotify, totalPlays } from './support/demo';
import { test } from './support/own-server';
import { expectOneNextSync } from './support/page-checks';

// One after the other: what slows one page, or pauses one listener, does so for all.
test.describe.configure({ mode: 'default' });

test.beforeEach(async ({ page }) => {
  await signIn(page, 'Ada Nwosu');
  await expect.poll(() => totalPlays(page)).toBeGreaterThan(0);
});

/** PostgreSQL ends every read of these rows as it ends one that takes too long. */
const TOO_SLOW = `
  CREATE FUNCTION take_too_long() RETURNS boolean LANGUAGE plpgsql AS $$ BEGIN
    RAISE EXCEPTION 'canceling statement due to statement timeout' USING ERRCODE = 'query_canceled'; END $$;
  ALTER TABLE user_artist_stats RENAME TO slow_rows;
  CREATE VIEW user_artist_stats AS SELECT * FROM slow_rows WHERE (SELECT take_too_long());`;
const FAST_AGAIN = `
  DROP VIEW user_artist_stats; ALTER TABLE slow_rows RENAME TO user_artist_stats; DROP FUNCTION take_too_long();`;

test('a page whose figures take too long says that it is busy, tries again every five seconds, and opens', async ({
  page,
  ownDemo,
}) => {
  await page.clock.install();
  await ownDemo.query(TOO_SLOW);
  let asked = 0;
  page.on('response', (answer) => {
    if (new URL(answer.url()).pathname === '/top') asked += 1;
  });
  expect((await page.goto('/top?range=all'))?.status()).toBe(500);
  const busy = page.getByText('This page took too long. Trying again in 5 seconds.');
  await expect(busy).toBeVisible();
  const inFiveSeconds = (check: () => Promise<void>) =>
    expect(async () => {
      await page.clock.fastForward(5_000);
      await check();
    }).toPass();
  await inFiveSeconds(async () => expect(asked).toBeGreaterThan(2));
  await expect(busy).toBeVisible();
  await ownDemo.query(FAST_AGAIN);
  const ranking = page.getByRole('region', { name: 'Ranking' });
  await inFiveSeconds(() => expect(ranking).toBeVisible({ timeout: 1_000 }));
});

test('a pause that Spotify asked for has the same words everywhere, and nobody is asked to mend it', async ({
  page,
  ownDemo,
}) => {
  const why = 'Spotify asked us to slow down';
  const fault = { kind: 'rate_limited', retryAfterSeconds: 900 };
  await tellSpotify('faults', { match: { path: 'recently-played' }, fault }, ownDemo.spotifyUrl);
  const sync = page.getByRole('button', { name: 'Sync now' });
  await expect(async () => {
    await page.goto('/dashboard');
    if (await sync.isVisible()) await sync.click();
    await expect(page.getByText(`${why} until`)).toBeVisible({ timeout: 5_000 });
  }).toPass();
  const { until, next } = await expectOneNextSync(page, why, 'Sync paused by Spotify');
  expect(next).toBe(until);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(`Sync is paused until ${until}`);
  await expect(sync).toHaveCount(0);
});
