import { expect, test } from '@playwright/test';
import { change, signIn, tellSpotify } from './support/demo';
import { expectAccessible, expectNoSidewaysScroll, expectOneNextSync } from './support/page-checks';

const WHY = 'Sync is paused after repeated errors';

test('a newcomer sees what the first sync found, what happens next, and the way to the past', async ({
  page,
}) => {
  await signIn(page, 'Ada Nwosu');
  const steps = page.getByRole('region', { name: 'Your archive has begun' });
  // By itself, as soon as the sync that the sign-in asked for has ended.
  await expect(steps).toBeVisible({ timeout: 120_000 });
  await expect(steps).toContainText(/Your first play is from .*\d{4}/);
  // In the last minute of a day with its date.
  await expect(steps).toContainText(/saves what you play\. Next sync ([A-Z][a-z]+\s)?\d/);
  await expect(page.getByRole('region', { name: 'Every day' }).getByRole('listitem').first()).toBeVisible();
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);
  await steps.getByRole('link', { name: 'Import your history' }).click();
  await expect(page).toHaveURL(/\/import$/);
});

test('without a play the way to the past is shown, and a pause after errors has the same words everywhere', async ({
  page,
}) => {
  const listener = `silent-${test.info().project.name}`;
  await tellSpotify('listeners', { id: listener, displayName: listener });
  await signIn(page, listener);
  const past = page.getByRole('region', { name: 'What you played before' });
  await expect(past.getByRole('link', { name: 'Import your history' })).toHaveAttribute('href', '/import');

  const match = { listener, path: 'recently-played' };
  await tellSpotify('faults', { match, times: 'forever', fault: { kind: 'unauthorized' } });
  const rest = page.getByText(`${WHY} until`);
  await expect(async () => {
    await change(page, 'POST', '/api/archive');
    await page.reload();
    await expect(rest).toBeVisible({ timeout: 1_000 });
  }).toPass();
  const { until, next } = await expectOneNextSync(page, WHY, 'Sync paused after errors');
  expect(next).toBe(until);
});
