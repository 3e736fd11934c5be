import { readFileSync } from 'node:fs';
import { type Download, expect, type Page, test } from '@playwright/test';
import { z } from 'zod';
import { PRODUCT_URL, resumeSession, revokeReport, shareReport, withoutScripts } from './support/demo';
import {
  expectAccessible,
  expectNoSidewaysScroll,
  expectOutlined,
  expectTappable,
} from './support/page-checks';

/** The demo's last whole year. */
const YEAR = new Date().getFullYear() - 1;
const REVIEW = `/year/${YEAR}`;
const NAMES = [
  'All of it',
  'Most played',
  'Month by month',
  'First and last track',
  'Discoveries',
  'Longest streak',
  'Busiest day',
  'One surprise',
];

const review = z.object({
  totals: z.object({ plays: z.number() }),
  busiest: z.object({ plays: z.number(), day: z.string() }),
});

const screen = (page: Page, name: string) => page.getByRole('region', { name, exact: true });

/** Width and height of a PNG. */
async function sizeOf(download: Download): Promise<[number, number]> {
  const png = readFileSync(await download.path());
  expect(png.subarray(1, 4).toString()).toBe('PNG');
  return [png.readUInt32BE(16), png.readUInt32BE(20)];
}

async function save(page: Page, name: string, label: string): Promise<Download> {
  const downloading = page.waitForEvent('download');
  await screen(page, name).getByRole('link', { name: label }).click();
  return downloading;
}

test('from a chosen year to a saved picture', async ({ page }) => {
  await resumeSession(page, 'Hannah Voss');
  await page.goto(`/dashboard?from=${YEAR}-01-01&to=${YEAR}-12-31`);
  await page
    .getByRole('main')
    .getByRole('link', { name: `${YEAR} in review` })
    .click();
  await expect(page).toHaveURL(REVIEW);
  await expectOutlined(page);
  for (const name of NAMES) await expect(screen(page, name)).toHaveCount(1);
  const story = await save(page, 'Most played', 'Save upright picture');
  expect(story.suggestedFilename()).toBe(`audiospective-${YEAR}-top-story.png`);
  expect(await sizeOf(story)).toEqual([1080, 1920]);
  expect(await sizeOf(await save(page, 'One surprise', 'Save square picture'))).toEqual([1080, 1080]);
  const whole = await save(page, 'All of it in one picture', 'Save square picture');
  expect(await sizeOf(whole)).toEqual([1080, 1080]);
});

test('leads there from every page with days, also from one without plays of them', async ({ page }) => {
  await resumeSession(page, 'Hannah Voss');
  const year = `from=${YEAR}-01-01&to=${YEAR}-12-31`;
  const inReview = page.getByRole('main').getByRole('link', { name: `${YEAR} in review` });
  for (const path of ['/dashboard', '/top', '/look-back', '/artist/1', '/album/1']) {
    await page.goto(`${path}?${year}`);
    await expect(inReview, path).toHaveAttribute('href', REVIEW);
  }
  await page.goto(`/share/new?${year}`);
  await expect(inReview).toHaveCount(0);
});

test('the keyboard goes from screen to screen, and figures lead to what they count', async ({ page }) => {
  await resumeSession(page, 'Hannah Voss');
  const { totals, busiest } = review.parse(
    await (await page.request.get(`/api/analytics/year?year=${YEAR}`)).json(),
  );
  await page.goto(REVIEW);
  await page.getByRole('navigation', { name: 'Screens' }).getByRole('link', { name: 'Busiest day' }).focus();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(`${REVIEW}#busiest-day`);
  await expect(screen(page, 'Busiest day')).toBeInViewport();
  await screen(page, 'Busiest day').getByRole('link', { name: 'One surprise' }).press('Enter');
  await expect(screen(page, 'One surprise')).toBeInViewport();
  await screen(page, 'Busiest day')
    .getByRole('link', { name: /plays$/ })
    .first()
    .click();
  await expect(page).toHaveURL(`/history?from=${busiest.day}&to=${busiest.day}`);
  await expect(page.getByText(new RegExp(`^${busiest.plays} plays, `))).toBeVisible();
  await page.goto(REVIEW);
  const all = screen(page, 'All of it').getByRole('link', { name: /plays$/ });
  await expect(all).toHaveText(`${totals.plays.toLocaleString('en')} plays`);
  await screen(page, 'Month by month').getByRole('listitem').first().getByRole('link').click();
  await expect(page).toHaveURL(new RegExp(`from=${YEAR}-01-01&to=${YEAR}-01-31$`));
});

test('a short screen is as high as what it says, in a wide window and on a phone', async ({ page }) => {
  await resumeSession(page, 'Hannah Voss');
  for (const width of [1440, 390]) {
    await page.setViewportSize({ width, height: 800 });
    await page.goto(REVIEW);
    expect((await screen(page, 'Longest streak').boundingBox())?.height, String(width)).toBeLessThan(480);
  }
});

test('without scripts the screens are there, and a picture is saved by a plain link', async ({
  page,
  browser,
}) => {
  await resumeSession(page, 'Hannah Voss');
  const quiet = await withoutScripts(page, browser);
  await quiet.goto(REVIEW);
  await expectOutlined(quiet);
  for (const name of NAMES) await expect(screen(quiet, name)).toHaveCount(1);
  await expect(screen(quiet, 'Most played').getByRole('listitem')).toHaveCount(15);
  expect(await sizeOf(await save(quiet, 'Longest streak', 'Save square picture'))).toEqual([1080, 1080]);
  await quiet.getByRole('link', { name: `‹ ${YEAR - 1}` }).click();
  await expect(quiet.getByRole('heading', { level: 1 })).toHaveText(`${YEAR - 1} in review`);
  await quiet.context().close();
});

test('where the device can, a picture is handed to its share sheet', async ({ page }) => {
  await page.addInitScript(() => {
    Object.assign(navigator, {
      canShare: () => true,
      share: async ({ files }: { files: File[] }) => {
        document.documentElement.dataset.sent = `${files[0]?.name} ${files[0]?.type}`;
      },
    });
  });
  await resumeSession(page, 'Hannah Voss');
  await page.goto(REVIEW);
  await screen(page, 'Discoveries').getByRole('button', { name: 'Send picture' }).click();
  await expect(page.locator('html')).toHaveAttribute(
    'data-sent',
    `audiospective-${YEAR}-discoveries-story.png image/png`,
  );
});

test('a device that waited too long for a picture takes it at the next press', async ({ page }) => {
  await page.addInitScript(() => {
    let presses = 0;
    Object.assign(navigator, {
      canShare: () => true,
      share: async () => {
        presses += 1;
        if (presses === 1) throw new DOMException('The press was too long ago', 'NotAllowedError');
        document.documentElement.dataset.sent = String(presses);
      },
    });
  });
  await resumeSession(page, 'Hannah Voss');
  await page.goto(REVIEW);
  const send = screen(page, 'Discoveries').getByRole('button', { name: 'Send picture' });
  await send.click();
  await expect(page.getByText('The picture is ready. Press again to send it.')).toBeVisible();
  await send.click();
  await expect(page.locator('html')).toHaveAttribute('data-sent', '2');
});

test('a year is shared, anyone sees its screens and saves its pictures, and after revoking nothing is left', async ({
  page,
  browser,
}) => {
  await resumeSession(page, 'Hannah Voss');
  await page.goto(REVIEW);
  await page.getByRole('link', { name: 'Share', exact: true }).click();
  await expect(page).toHaveURL(`/share/new?year=${YEAR}`);
  await expect(page.getByLabel('Title')).toHaveValue(`${YEAR} in review`);
  await page.getByLabel(/^Your name/).fill('H.');
  await page.getByRole('button', { name: 'Make it public' }).click();
  await expect(page.getByRole('heading', { name: 'It is public' })).toBeVisible();
  const url = await page.getByLabel('Link').inputValue();

  const anybody = await browser.newContext({ acceptDownloads: true });
  const other = await anybody.newPage();
  await other.goto(url);
  await expect(other.getByRole('heading', { level: 1 })).toHaveText(`${YEAR} in review`);
  for (const name of NAMES) await expect(screen(other, name)).toHaveCount(1);
  expect(await other.content()).not.toContain('Hannah');
  await expect(other.locator('a[href^="/history"], a[href^="/artist"]')).toHaveCount(0);
  expect(await sizeOf(await save(other, 'Most played', 'Save upright picture'))).toEqual([1080, 1920]);
  const picture =
    (await screen(other, 'Most played')
      .getByRole('link', { name: /square/ })
      .getAttribute('href')) ?? '';
  expect((await anybody.request.get(`${PRODUCT_URL}${picture}`)).status()).toBe(200);
  expect((await anybody.request.get(`${url}/image.png`)).status()).toBe(200);

  const shareId = url.split('/').at(-1) ?? '';
  await revokeReport(page, shareId);
  expect((await other.reload())?.status()).toBe(404);
  expect((await anybody.request.get(`${PRODUCT_URL}${picture}`)).status()).toBe(404);
  expect((await anybody.request.get(`${url}/image.png`)).status()).toBe(404);
  await anybody.close();
});

test('a year without plays, one ahead and one that cannot be read are not found', async ({ page }) => {
  await resumeSession(page, 'Hannah Voss');
  for (const path of ['/year/2009', `/year/${YEAR + 2}`, '/year/x', `${REVIEW}/13`])
    expect([path, (await page.goto(path))?.status()]).toEqual([path, 404]);
  await expect(page.getByRole('link', { name: 'Import your history' })).toBeVisible();
  expect((await page.goto(`${REVIEW}/02`))?.status()).toBe(200);
});

test('a year in review is accessible and does not scroll sideways', async ({ page, browser }) => {
  await resumeSession(page, 'Hannah Voss');
  const { url } = await shareReport(page, { title: 'My year', displayName: 'H.', year: String(YEAR) });
  const anybody = await browser.newContext();
  const other = await anybody.newPage();
  for (const [where, path] of [
    [page, REVIEW],
    [other, url],
    [page, `/year/${YEAR + 1}`],
    [page, `${REVIEW}/05`],
    [page, `/share/new?year=${YEAR}`],
  ] as const) {
    await where.goto(path);
    await expect(where.getByRole('heading', { level: 1 })).toBeVisible();
    await expectNoSidewaysScroll(where);
    await expectAccessible(where);
    await expectTappable(where);
    expect(await where.locator('*').count(), path).toBeLessThanOrEqual(900);
  }
  await anybody.close();
});
