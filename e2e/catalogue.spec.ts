import { expect, type Locator, type Page, test } from '@playwright/test';
import { resumeSession, signIn, tellSpotify, totalPlays } from './support/demo';
import { drawnBy } from './support/page-checks';

// One after the other: they look at the music of one listener.
test.describe.configure({ mode: 'default' });

const DAY_MS = 86_400_000;

/** Nobody else has this music, so that its figures are known. */
const own = Date.now().toString(36);
const [LISTENER, OTHER, ARTIST, ALBUM] = [`owner-${own}`, `other-${own}`, `Five ${own}`, `Album ${own}`];
const idOf = (number: number) => `${number}${own}`.padEnd(22, 'x');
const madeUp = (name: string, number: number, album = name) => ({
  playedAt: Date.now() - number,
  track: { id: idOf(number), name, album, artists: [ARTIST], durationMs: 200_000 },
});
const play = (number: number, daysAgo: number) => ({
  playedAt: Date.now() - daysAgo * DAY_MS,
  track: idOf(number),
});

/** Of an album of five this listener played the second and the fourth, somebody else here the third. */
test.beforeAll(async ({ browser }) => {
  const album = ['First', 'Second', 'Third', 'Fourth', 'Fifth'].map((name, i) => madeUp(name, i + 1, ALBUM));
  await tellSpotify('listeners', { id: `nobody-${own}`, plays: [...album, madeUp('Single', 6)] });
  const plays = [play(4, 101), play(2, 100), play(6, 3), play(2, 2), play(2, 1)];
  for (const life of [
    { id: OTHER, plays: [play(3, 1)] },
    { id: LISTENER, plays },
  ]) {
    await tellSpotify('listeners', life);
    const page = await browser.newPage();
    await signIn(page, life.id);
    await expect.poll(() => totalPlays(page)).toBe(life.plays.length);
    await page.close();
  }
});

const card = (page: Page, name: string | RegExp) => page.getByRole('region', { name });
const rows = (page: Page, name: string) => card(page, name).getByRole('listitem');

/** The page of the track, album or artist of that name, over the track's own. */
async function open(page: Page, kind: 'track' | 'album' | 'artist', name: string): Promise<void> {
  await resumeSession(page, LISTENER);
  await page.goto('/history');
  await page.getByRole('link', { name: 'Second', exact: true }).first().click();
  await expect(page).toHaveURL(/\/track\/\d+$/);
  if (kind !== 'track') await page.getByRole('main').getByRole('link', { name, exact: true }).click();
  await expect(page).toHaveURL(new RegExp(`/${kind}/\\d+$`));
}

test('an album stands in its own order, and what was never played is marked, by name where one is known', async ({
  page,
}) => {
  await open(page, 'album', ALBUM);
  await expect(page.getByRole('main')).toContainText('You have played 2 of 5 tracks.');
  await expect(rows(page, 'Tracks')).toHaveText([
    /^1\s*Not played yet$/,
    /^2\s*Second\s*3$/,
    /^3\s*Third\s*not played$/,
    /^4\s*Fourth\s*1$/,
    /^5\s*Not played yet$/,
  ]);
  await expect(page.getByRole('link', { name: 'Third' })).toHaveAttribute(
    'href',
    `https://open.spotify.com/track/${idOf(3)}`,
  );
});

test('an artist has their albums, with the plays and the share of each', async ({ page }) => {
  await open(page, 'artist', ARTIST);
  await expect(rows(page, 'Albums')).toHaveText([/^1.*2 of 5 tracks.*4$/, /^2.*its only track.*1$/]);
});

/** On how many of the last thirty days there is a bar on each page, and what the figures are. */
const LATELY = [
  { kind: 'artist', name: ARTIST, days: 3, figures: ['2 plays of Second', `2 plays on ${ALBUM}`] },
  { kind: 'album', name: ALBUM, days: 2, figures: ['2 plays of Second'] },
  { kind: 'track', name: 'Second', days: 2, figures: [] },
] as const;

const pathsOf = (links: Locator) => links.evaluateAll((all) => all.map((a) => a.getAttribute('href') ?? ''));

for (const { kind, name, days, figures } of LATELY)
  test(`on the page of one ${kind} the days that are picked are those of all below them, and of nothing above`, async ({
    page,
  }) => {
    await open(page, kind, name);
    const above = page.getByRole('main').locator('header');
    const before = await above.innerText();
    await page
      .getByRole('navigation', { name: 'Range of days' })
      .getByRole('link', { name: '30 days' })
      .click();
    await expect(page).toHaveURL(/\?range=30d$/);
    const bars = card(page, 'Listening per day').locator('path.fill-q3');
    await expect.poll(() => drawnBy(bars)).toBe(days);
    for (const figure of figures) await expect(page.getByRole('link', { name: figure })).toBeVisible();
    expect(await above.innerText()).toBe(before);
    const toPlays = 'a[href^="/history?"]';
    expect(await pathsOf(above.locator(toPlays))).not.toContainEqual(expect.stringContaining('from='));
    for (const path of await pathsOf(page.getByRole('main').locator('section').locator(toPlays)))
      expect(path).toMatch(/[?&]from=\d{4}-\d\d-\d\d&to=/);
  });
