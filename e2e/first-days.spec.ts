import { expect, test } from '@playwright/test';
import { signIn } from './demo';
import { expectAccessible, expectNoSidewaysScroll } from './page-checks';

test('a newcomer sees what the first sync found, what happens next, and the way to the past', async ({
  page,
}) => {
  await signIn(page, 'Ada Nwosu');
  const steps = page.getByRole('region', { name: 'Your archive has begun' });
  // By itself, as soon as the sync that the sign-in asked for has ended.
  await expect(steps).toBeVisible({ timeout: 120_000 });
  await expect(steps).toContainText(/\d+ plays? by \d+ artists?, the first on /);
  // In the last minute of a day with its date.
  await expect(steps).toContainText(/saves what you play\. Next sync ([A-Z][a-z]+ )?\d/);
  await expect(page.getByRole('region', { name: 'Every day' }).getByRole('listitem').first()).toBeVisible();
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);
  await steps.getByRole('link', { name: 'Import your history' }).click();
  await expect(page).toHaveURL(/\/import$/);
});
