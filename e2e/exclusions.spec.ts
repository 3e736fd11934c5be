import { expect, type Page, test } from '@playwright/test';
import { z } from 'zod';
import {
  change,
  PRODUCT_URL,
  resumeSession,
  signIn,
  tellSpotify,
  totalPlays,
  withoutScripts,
} from './support/demo';
import { expectAccessible, expectLiveRegions, expectNoSidewaysScroll } from './support/page-checks';

// One after the other: what is left out belongs to the listener.
test.describe.configure({ mode: 'default' });

const LISTENER = 'Inês Carvalho';

const topArtists = z.object({
  entries: z.array(z.object({ id: z.int(), name: z.string(), plays: z.int() })),
});
const exclusions = z.object({ plays: z.int(), check: z.unknown() });

async function topOf(page: Page) {
  const answer = await page.request.get('/api/top-artists?range=all&limit=3');
  return topArtists.parse(await answer.json()).entries;
}

/** Waits until the figures have followed; gives how many plays are left out. */
async function followed(page: Page): Promise<number> {
  const state = async () => exclusions.parse(await (await page.request.get('/api/exclusions')).json());
  await expect.poll(async () => (await state()).check).toBeNull();
  return (await state()).plays;
}

async function expectSound(page: Page): Promise<void> {
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await expectNoSidewaysScroll(page);
  await expectAccessible(page);
}

const card = (page: Page, name: string) => page.getByRole('region', { name });

test('an artist is left out of statistics, every figure follows, and it is undone', async ({ page }) => {
  await resumeSession(page, LISTENER);
  const [favourite] = await topOf(page);
  if (!favourite) throw new Error('Nothing was played.');
  const { id, name, plays } = favourite;

  await page.goto(`/artist/${id}`);
  await page.getByRole('button', { name: 'Leave out of statistics' }).click();
  await expect(page).toHaveURL(`${PRODUCT_URL}/artist/${id}`);
  expect(await followed(page)).toBeGreaterThanOrEqual(plays);
  await page.reload();
  await expect(page.getByText('The plays are kept, but do not count.')).toBeVisible();
  await expectSound(page);
  expect((await topOf(page)).map((artist) => artist.id)).not.toContain(id);

  await page.goto(`/history?kind=artist&id=${id}`);
  await expect(page.getByText(/^0 plays of .*, and [\d,.]+ left out of statistics/)).toBeVisible();
  await expectSound(page);
  await page
    .getByRole('link', { name: /^Left out of statistics: / })
    .first()
    .click();
  await expect(card(page, 'This play is left out by').getByText(name, { exact: true })).toBeVisible();
  await expectSound(page);
  await page.goto(`/search?q=${encodeURIComponent(name)}`);
  await expect(card(page, 'Left out of statistics').getByRole('link', { name })).toBeVisible();

  await page.goto('/me');
  await expectSound(page);
  await card(page, 'Left out of statistics')
    .getByRole('button', { name: `Undo: ${name}` })
    .click();
  await expect(card(page, 'Left out of statistics').getByText('Everything counts.')).toBeVisible();
  expect(await followed(page)).toBe(0);
  expect((await topOf(page))[0]).toMatchObject({ id, name });
});

test('without scripts, a night and the nights are left out by plain forms', async ({ page, browser }) => {
  await resumeSession(page, LISTENER);
  const plain = await withoutScripts(page, browser);
  await plain.goto('/me');
  const span = plain.getByRole('group', { name: 'Leave out a span of time' });
  // Reversed moments are swapped.
  await span.getByLabel('From').fill('2020-01-02T07:00');
  await span.getByLabel('To').fill('2020-01-01T23:00');
  await span.getByRole('button').click();
  await expect(plain).toHaveURL(`${PRODUCT_URL}/me#exclusions`);
  await plain.getByRole('button', { name: 'Leave these hours out' }).click();
  const list = card(plain, 'Left out of statistics').getByRole('listitem');
  await expect(list).toHaveText([/^Every day, 11:00 PM–7:00 AM/, /^Jan 1, 2020/]);
  for (const left of [1, 0]) {
    await list.getByRole('button').first().click();
    await expect(list).toHaveCount(left);
  }
  await followed(page);
  await plain.context().close();
});

test('a form that is refused ends on a page that says so and leads back, signed out as well', async ({
  page,
  browser,
}) => {
  await resumeSession(page, LISTENER);
  const plain = await withoutScripts(page, browser);
  await plain.goto('/me');
  const hours = plain.getByRole('group', { name: 'Leave out hours of every day' });
  await hours.getByLabel('To').fill('23:00');
  await hours.getByRole('button').click();
  await expect(plain.getByRole('heading', { name: 'That was not done' })).toBeVisible();
  // What looks at a page needs scripts.
  await page.goto(plain.url());
  await expectSound(page);
  await plain.getByRole('link', { name: 'Back to Account' }).click();
  await expect(plain).toHaveURL(`${PRODUCT_URL}/me`);
  await plain.context().clearCookies();
  await hours.getByRole('button').click();
  await expect(plain.getByText('Sign in to open the page you asked for.')).toBeVisible();
  expect(plain.url()).toBe(`${PRODUCT_URL}/?next=%2Fme`);
  await plain.context().close();
});

test('where everything is left out, the dashboard lists the last plays without a mark on each, and the search can still be read out', async ({
  page,
}) => {
  const listener = `uncounted-${test.info().project.name}`;
  const plays = [
    { playedAt: Date.now() - 600_000, track: { name: 'Lullaby', artists: ['Nobody'], durationMs: 180_000 } },
  ];
  await tellSpotify('listeners', { id: listener, displayName: listener, plays });
  await signIn(page, listener);
  await expect.poll(() => totalPlays(page)).toBe(1);
  await change(page, 'POST', '/api/exclusions', {
    kind: 'span',
    from: '2020-01-01T00:00:00Z',
    to: '2090-01-01T00:00:00Z',
  });
  expect(await followed(page)).toBe(1);
  await page.goto('/dashboard');
  await expect(page.getByText('None of your plays count')).toBeVisible();
  const lastPlayed = card(page, 'Last played');
  await expect(lastPlayed.getByText('Lullaby').first()).toBeVisible();
  await expect(lastPlayed.getByText('left out')).toBeHidden();
  await expectSound(page);
  await page.goto('/search');
  await expect(page.getByRole('status')).toContainText(
    'Search finds only what counts, and all of your plays',
  );
  await expectLiveRegions(page);
});
