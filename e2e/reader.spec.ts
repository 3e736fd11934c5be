import { type Browser, expect, type Page, test } from '@playwright/test';
import { resumeSession, revokeReport, shareReport } from './support/demo';
import { boxOf } from './support/page-checks';

const card = (page: Page, name: string | RegExp) => page.getByRole('region', { name });

/** The dashboard as its listener reads it in a browser of another country. */
async function dashboardIn(page: Page, browser: Browser, locale: string): Promise<Page> {
  await resumeSession(page, 'Hannah Voss');
  const storageState = await page.context().storageState();
  const elsewhere = await browser.newContext({ locale, storageState, viewport: page.viewportSize() });
  const dashboard = await elsewhere.newPage();
  await dashboard.goto('/dashboard');
  return dashboard;
}

/** What the product says, without names of music. */
const ownWords = async (page: Page): Promise<string> =>
  (
    await page
      .getByRole('main')
      .locator('h1, h2, p, dt, dd, figure, time, td')
      .filter({ hasNot: page.locator('bdi') })
      .filter({ visible: true })
      .allInnerTexts()
  ).join('\n');

test('a reader in Germany reads English words, with their own clock, week, numbers and percent signs', async ({
  page,
  browser,
}) => {
  const dashboard = await dashboardIn(page, browser, 'de-DE');
  const text = await ownWords(dashboard);
  expect(text).not.toMatch(
    /Montag|Dienstag|Mittwoch|Donnerstag|Freitag|Samstag|Sonntag|Uhr|Dez\b|Mrz|Okt\b|\bund\b/,
  );
  expect(text).toMatch(/No hour beats [A-Z][a-z]+day at \d\d:00/);
  expect(text).not.toMatch(/\d\s?[AP]M\b/);
  expect(text).toMatch(/\d\s%/);
  expect(text).not.toMatch(/\d%/);
  expect(text).toMatch(/\d\.\d{3} plays/);
  await expect(
    card(dashboard, 'When you listen')
      .getByText(/^(Mon|Sun)$/)
      .first(),
  ).toHaveText('Mon');
  await dashboard.context().close();
});

test('a reader in America reads one clock of twelve hours, and one of a thing in the singular', async ({
  page,
}) => {
  await resumeSession(page, 'Hannah Voss');
  await page.goto('/dashboard');
  const text = await ownWords(page);
  expect(text).toMatch(/\d:\d\d\s[AP]M/);
  expect(text).not.toMatch(/\d:\d\d(?!\s?[AP]M|\d| –)|\b0\d:\d\d/);
  expect(text).toMatch(/\d%/);
  expect(text).not.toMatch(/\d\s%/);
  expect(text).not.toMatch(/(?<![\d.,])1 (plays|tracks|artists|albums|days|hours|minutes|years)\b/);
  const music = page
    .getByRole('main')
    .locator('a:is([href^="/artist/"], [href^="/album/"], [href^="/track/"])');
  expect(await music.count()).toBeGreaterThan(20);
  // A name may be written from right to left.
  await expect(music.filter({ hasText: /./, hasNot: page.locator('bdi') })).toHaveCount(0);
  const known = /Known for (\d+)% of plays/.exec(text)?.[1];
  expect(Number(known)).toBeGreaterThan(90);
  await expect(card(page, 'Albums').getByRole('listitem')).toHaveCount(6);

  for (const name of ['Artists', 'Tracks', 'Albums', 'Last played', 'On this day', 'Genres'])
    for (const link of await card(page, name).locator('li a, td a, th a').all()) {
      const { text, lines, isCut } = await link.evaluate((e) => ({
        text: e.textContent,
        lines: Math.round(e.clientHeight / Number.parseFloat(getComputedStyle(e).lineHeight)),
        isCut: e.scrollHeight > e.clientHeight + 2 || e.scrollWidth > e.clientWidth + 1,
      }));
      // Only what is longer than two lines is cut.
      expect(isCut && lines < 2, `${name}: ${text}`).toBe(false);
    }
});

const WITH_NAMES = [
  '/dashboard',
  '/top?kind=artist&range=all',
  '/top?kind=track&by=time',
  '/history',
  '/history?kind=artist&id=1',
  '/search?q=a',
  '/look-back',
  '/compare',
  '/year/2025',
  '/artist/1',
  '/album/1',
  '/track/1',
  '/share/new?kind=artist&id=1',
  '/me',
  '/me/delete',
  '/test',
];

/** Names as they are set apart on the page, of two words or more: one word may be any. */
const namesOn = (page: Page): Promise<string[]> =>
  page.evaluate(() =>
    [...document.querySelectorAll('bdi, [dir=auto]')]
      .map((e) => e.textContent.trim())
      .filter((name) => /^\S+ \S/.test(name) && !/[,·]/.test(name)),
  );

/** Pieces of text in which a name stands among English words with nothing to keep it apart. */
const bareOn = (page: Page, names: string[]): Promise<string[]> =>
  page.evaluate((known) => {
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const found: string[] = [];
    for (let node = texts.nextNode(); node; node = texts.nextNode()) {
      const text = node.textContent ?? '';
      const isApart = node.parentElement?.closest('bdi, [dir=auto], script, style, textarea, .sr-only, svg');
      if (!isApart && known.some((name) => text.includes(name))) found.push(text);
    }
    return found;
  }, names);

test('names of people and of music may be written from right to left on every page', async ({ page }) => {
  await resumeSession(page, 'Hannah Voss');
  const { shareId } = await shareReport(page, { title: 'Mornings with headphones', range: '1y' });
  const names = new Set(['Hannah Voss', 'Mornings with headphones']);
  for (const path of [
    '/top?kind=artist&range=all',
    '/top?kind=track&range=all',
    '/top?kind=album&range=all',
  ]) {
    await page.goto(path);
    for (const name of await namesOn(page)) names.add(name);
  }
  expect(names.size).toBeGreaterThan(60);
  for (const path of [...WITH_NAMES, `/share/${shareId}`]) {
    await page.goto(path);
    await expect(page.getByRole('main')).toBeVisible();
    expect(await bareOn(page, [...names]), path).toEqual([]);
  }
  await page.goto('/history');
  await page
    .getByRole('link', { name: /^Remove / })
    .first()
    .click();
  await expect(page.getByRole('main')).toContainText('All plays of');
  expect(await bareOn(page, [...names])).toEqual([]);
  await revokeReport(page, shareId);
});

test('the sidebar stands beside the page only where there is room for both', async ({ page }) => {
  await resumeSession(page, 'Hannah Voss');
  await page.goto('/import');
  const [tabs, main] = [page.getByRole('navigation', { name: 'Pages' }), page.getByRole('main')];
  await page.setViewportSize({ width: 959, height: 900 });
  expect((await boxOf(tabs)).y + (await boxOf(tabs)).height).toBeLessThanOrEqual((await boxOf(main)).y);
  await page.setViewportSize({ width: 960, height: 900 });
  expect((await boxOf(tabs)).x + (await boxOf(tabs)).width).toBeLessThanOrEqual((await boxOf(main)).x);
});
