import { expect, type Page, type Request, test } from '@playwright/test';
import { change, resumeSession, tellSpotify, totalPlays } from './support/demo';
import { expectAccessible } from './support/page-checks';

/** One more play of Hannah's, and a sync that another program of hers asks for. */
async function playAndSync(page: Page): Promise<void> {
  const track = { name: 'Played while the page is open', artists: ['Nobody'], durationMs: 60_000 };
  await tellSpotify('plays', { listener: 'regular', plays: [{ playedAt: Date.now(), track }] });
  await change(page, 'POST', '/api/archive');
}

test('an open dashboard says that plays came in, moves nothing, and shows them when asked', async ({
  page,
}) => {
  await resumeSession(page, 'Hannah Voss');
  await page.goto('/dashboard');
  const before = await totalPlays(page);
  const card = page.locator('#last-played');
  await card.scrollIntoViewIfNeeded();
  const placeOf = async () => (await card.boundingBox())?.y;
  const shown = () => card.getByRole('listitem').allInnerTexts();
  const [place, plays] = [await placeOf(), await shown()];
  await playAndSync(page);
  // A sync that was under way may have missed it: then that of the schedule brings it, within a minute.
  const news = page.getByRole('banner').getByText(/^\d+ new plays? · Show$/);
  await expect(news).toBeVisible({ timeout: 150_000 });
  const box = await news.boundingBox();
  const main = await page.getByRole('main').boundingBox();
  if (!box || !main) throw new Error('What is new and the page are both shown.');
  // In the sidebar, where it covers nothing of the page; on a phone at the edge of the screen.
  if (test.info().project.name === 'wide') expect(box.x + box.width).toBeLessThanOrEqual(main.x);
  else expect(box.y + box.height).toBe(page.viewportSize()?.height);
  expect(await placeOf()).toBe(place);
  expect(await shown()).toEqual(plays);
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Show' }).click();
  await expect(page.getByText(/new plays? · Show/)).toBeHidden();
  await expect.poll(shown).not.toEqual(plays);
  expect(await totalPlays(page)).toBeGreaterThan(before);
});

test('a dashboard that is left has no connection, and none is open twice', async ({ page }) => {
  await resumeSession(page, 'Hannah Voss');
  // Whoever signs in comes to a dashboard, whose connection is none of these.
  await page.goto('/import');
  const open = new Set<Request>();
  let opened = 0;
  page.on('request', (request) => {
    if (!request.url().includes('/api/archive/events')) return;
    open.add(request);
    opened += 1;
  });
  page.on('requestfailed', (request) => open.delete(request));
  page.on('requestfinished', (request) => open.delete(request));
  await page.goto('/dashboard');
  await expect.poll(() => [opened, open.size]).toEqual([1, 1]);
  await page.getByRole('navigation').getByRole('link', { name: 'History' }).click();
  await expect(page).toHaveURL(/\/history$/);
  await expect.poll(() => open.size).toBe(0);
  await page.goBack();
  await expect.poll(() => [opened, open.size]).toEqual([2, 1]);
});

test('the dashboard shows what is playing now, and how long ago the last sync was', async ({ page }) => {
  await resumeSession(page, 'Hannah Voss');
  await page.clock.install();
  await page.goto('/dashboard');
  const now = page.getByRole('region', { name: 'Now playing' });
  await expect(now.getByRole('link')).toHaveAttribute(
    'href',
    /^https:\/\/open\.spotify\.com\/track\/\w{22}$/,
  );
  await page.clock.fastForward('20:00');
  // The demo syncs every minute: the last sync was up to one before that.
  await expect(page.getByText(/^Last sync 2[01] minutes ago$/).filter({ visible: true })).toHaveCount(1);
});
