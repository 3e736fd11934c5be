import { gzipSync } from 'node:zlib';
import {
  type APIResponse,
  type Browser,
  type BrowserContext,
  expect,
  type Locator,
  type Page,
  test,
} from '@playwright/test';
import { z } from 'zod';
import { PRODUCT_URL, resumeSession, revokeReport, shareReport, withoutScripts } from './support/demo';
import { expectAccessible, expectNoSidewaysScroll, expectTappable } from './support/page-checks';

const PERSON =
  'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36';

const DAY_MS = 86_400_000;

const heading = (page: Page) => page.getByRole('heading', { level: 1 });

/** "18,532 plays of 4,210 tracks by 1,377 artists." and what follows it. */
const sentence = (where: Page | Locator) => where.getByText(/plays of [\d.,]+ tracks by/);

const reports = z.object({ reports: z.array(z.object({ shareId: z.string(), views: z.number() })) });

/** A window of somebody who never signed in. */
const privateWindow = (browser: Browser, options: Parameters<Browser['newContext']>[0] = {}) =>
  browser.newContext({ userAgent: PERSON, ...options });

const makeReport = (page: Page) => shareReport(page, { title: 'A year of listening', range: '1y' });

async function viewsOf(page: Page, shareId: string): Promise<number | undefined> {
  const answer = reports.parse(await (await page.request.get('/api/share')).json());
  return answer.reports.find((report) => report.shareId === shareId)?.views;
}

test('a listener shares the dashboard, others see it, and after revoking no one does', async ({
  page,
  browser,
}) => {
  await resumeSession(page, 'Hannah Voss');
  // Days that have passed: no play comes in while the report is made.
  const [from, to] = [90, 1].map((days) => new Date(Date.now() - days * DAY_MS).toISOString().slice(0, 10));
  await page.goto(`/dashboard?from=${from}&to=${to}`);
  const figure = await heading(page).textContent();
  await page.getByRole('link', { name: 'Share', exact: true }).click();
  await expect(page).toHaveURL(`/share/new?from=${from}&to=${to}`);
  const preview = page.getByRole('region', { name: 'Preview' });
  await page.getByLabel('Title').fill('My autumn');
  await page.getByLabel(/^Your name/).fill('H.');
  await expect(preview.getByRole('heading', { name: 'My autumn' })).toBeVisible();
  await expect(heading(page)).toHaveText('Share');
  const shown = await sentence(preview).textContent();
  await page.getByRole('button', { name: 'Make it public' }).click();
  await expect(page.getByRole('heading', { name: 'It is public' })).toBeVisible();
  const url = await page.getByLabel('Link').inputValue();

  const anybody = await privateWindow(browser);
  const other = await anybody.newPage();
  expect((await other.goto(url))?.status()).toBe(200);
  await expect(heading(other)).toHaveText('My autumn');
  await expect(other.getByText(/^H\.\s· /)).toBeVisible();
  await expect(other.getByRole('heading', { name: (figure ?? '').trim() })).toBeVisible();
  await expect(sentence(other)).toHaveText(shown ?? '');
  expect(await other.content()).not.toContain('Hannah');
  await expect(other.getByRole('link', { name: 'Make a report of your own' })).toHaveAttribute('href', '/');
  expect(await anybody.cookies()).toEqual([]);

  const shareId = url.split('/').at(-1) ?? '';
  await expect.poll(() => viewsOf(page, shareId)).toBe(1);
  await revokeReport(page, shareId);
  expect((await other.reload())?.status()).toBe(404);
  await expect(heading(other)).toHaveText('There is nothing here');
  expect((await anybody.request.get(`${url}/image.png`)).status()).toBe(404);
  await anybody.close();
});

test('an artist, a ranking and days of one’s own are shared from their pages', async ({ page }) => {
  await resumeSession(page, 'Hannah Voss');
  await page.goto('/top?kind=track&by=time&range=30d');
  const loaded = await page.evaluate(() => performance.timeOrigin);
  await page.getByRole('link', { name: 'Share', exact: true }).click();
  await expect(page).toHaveURL(/\/share\/new\?top=track&by=time&range=30d$/);
  // The frame stays: only what is inside it is another page.
  expect(await page.evaluate(() => performance.timeOrigin)).toBe(loaded);
  const preview = page.getByRole('region', { name: 'Preview' });
  await expect(preview.getByRole('region', { name: 'Tracks' }).getByRole('listitem')).toHaveCount(20);
  await page.goto('/dashboard?from=2025-01-01&to=2025-03-31');
  const artist = page.getByRole('region', { name: 'Artists' }).getByRole('listitem').first();
  const name = (await artist.getByRole('link').first().textContent()) ?? '';
  await artist.getByRole('link').first().click();
  await expect(heading(page)).toHaveText(name);
  const { pathname } = new URL(page.url());
  await page.getByRole('link', { name: 'Share', exact: true }).click();
  await expect(page).toHaveURL(/\/share\/new\?kind=artist&id=\d+&from=2025-01-01&to=2025-03-31$/);
  await expect(page.getByLabel('Title')).toHaveValue(name);
  await page.getByRole('button', { name: 'Make it public' }).click();
  await expect(page.getByRole('heading', { name: 'It is public' })).toBeVisible();
  // Of days without a play there is nothing to share.
  await page.goto(`${pathname}?from=2019-01-01&to=2019-01-31`);
  await expect(heading(page)).toHaveText(name);
  await expect(page.getByRole('link', { name: 'Share', exact: true })).toHaveCount(0);
});

test('the form works without a script', async ({ page, browser }) => {
  await resumeSession(page, 'Hannah Voss');
  const quiet = await withoutScripts(page, browser);
  await quiet.goto('/share/new?range=30d');
  await quiet.getByLabel('Title').fill('Without a script');
  await quiet.getByRole('button', { name: 'Make it public' }).click();
  await expect(heading(quiet)).toHaveText('It is public');
  await quiet.getByRole('link', { name: 'Open it' }).click();
  await expect(heading(quiet)).toHaveText('Without a script');
  await quiet.context().close();
});

test('the page shows all of its figures without a script, and is light', async ({ page, browser }) => {
  await resumeSession(page, 'Hannah Voss');
  const { url } = await makeReport(page);
  const plain = await privateWindow(browser, { javaScriptEnabled: false, locale: 'de-DE' });
  const other = await plain.newPage();
  const response = await other.goto(url);
  expect(gzipSync(await (response?.body() ?? '')).byteLength).toBeLessThanOrEqual(40_000);
  await expect(sentence(other)).toBeVisible();
  for (const name of ['Artists', 'Tracks', 'Albums'])
    await expect(other.getByRole('region', { name }).getByRole('listitem')).toHaveCount(5);
  const when = other.getByRole('region', { name: 'When' });
  await when.getByText('As a table').click();
  await expect(when.getByRole('row')).toHaveCount(25);
  // Playwright's own pages speak American English.
  await expect(when.getByRole('rowheader', { name: '18:00' })).toBeVisible();
  await page.goto(`${url}?table=when`);
  await expect(page.getByRole('rowheader', { name: '6 PM' })).toBeVisible();
  expect(await other.locator('*').count()).toBeLessThanOrEqual(900);
  await plain.close();
});

test('the page and its picture are what previews of links want, and listed only if the owner says so', async ({
  page,
  browser,
}) => {
  await resumeSession(page, 'Hannah Voss');
  const anybody = await privateWindow(browser);
  const other = await anybody.newPage();
  const problems: string[] = [];
  other.on('console', (message) => message.type() === 'error' && problems.push(message.text()));
  const listed = await shareReport(page, { title: 'A year of listening', range: '1y', isIndexable: true });
  await other.goto(listed.url);
  const meta = (name: string) => other.locator(`head meta[property="${name}"], head meta[name="${name}"]`);
  await expect(meta('robots')).toHaveAttribute('content', 'index');
  const { url } = await makeReport(page);
  await other.goto(url);
  await expect(meta('robots')).toHaveAttribute('content', 'noindex');
  await expect(other.locator('head link[rel="canonical"]')).toHaveAttribute('href', url);
  await expect(meta('og:title')).toHaveAttribute('content', 'A year of listening');
  await expect(meta('og:description')).toHaveAttribute('content', /plays of [\d.,]+ tracks by/);
  await expect(meta('og:image')).toHaveAttribute('content', `${url}/image.png`);
  await expect(meta('og:image:width')).toHaveAttribute('content', '1200');
  await expect(meta('twitter:card')).toHaveAttribute('content', 'summary_large_image');
  expect(problems).toEqual([]);
  const picture = await anybody.request.get(`${url}/image.png`);
  const png = await picture.body();
  expect(picture.headers()['content-type']).toBe('image/png');
  expect(picture.headers()['cross-origin-resource-policy']).toBe('cross-origin');
  expect(picture.headers()['set-cookie']).toBeUndefined();
  expect(png.byteLength).toBeLessThanOrEqual(300_000);
  expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([1200, 630]);
  await anybody.close();
});

test('a revoked report looks like one that never existed, and its picture is not served anywhere', async ({
  page,
  browser,
}) => {
  await resumeSession(page, 'Hannah Voss');
  const { shareId, url } = await makeReport(page);
  const anybody = await privateWindow(browser);
  const optimized = `/_next/image?url=${encodeURIComponent(`/share/${shareId}/image.png`)}&w=640&q=75`;
  expect((await anybody.request.get(`${url}/image.png`)).status()).toBe(200);
  expect((await anybody.request.get(`${PRODUCT_URL}${optimized}`)).status()).toBe(404);
  await revokeReport(page, shareId);
  expect((await anybody.request.get(`${PRODUCT_URL}${optimized}`)).status()).toBe(404);
  for (const part of ['', '/image.png']) {
    const revoked = await anybody.request.get(`${url}${part}`);
    const unknown = await anybody.request.get(`${PRODUCT_URL}/share/nobodyknowsx${part}`);
    expect(revoked.status()).toBe(404);
    expect(await withoutItsOwn(revoked, shareId)).toEqual(await withoutItsOwn(unknown, 'nobodyknowsx'));
  }
  expect(await (await anybody.request.get(url)).text()).toContain('There is nothing here');
  await anybody.close();
});

/** An answer as it is shown, without what each has of its own: address, request id, nonce, rate, time, and data for React. */
async function withoutItsOwn(answer: APIResponse, shareId: string) {
  const { date: _, ratelimit: __, 'x-request-id': requestId = 'none', ...headers } = answer.headers();
  const nonce = /'nonce-([^']+)'/.exec(headers['content-security-policy'] ?? '')?.[1] ?? 'none';
  const neutral = (text: string) =>
    text.replaceAll(shareId, 'ID').replaceAll(nonce, 'NONCE').replaceAll(requestId, 'REQUEST');
  const shown = (await answer.text()).replaceAll(/<script[\s\S]*?<\/script>/g, '');
  return { headers: neutral(JSON.stringify(headers)), body: neutral(shown) };
}

test('views are counted of people, not of the owner, robots, prefetches, HEAD or tables', async ({
  page,
  browser,
}) => {
  await resumeSession(page, 'Hannah Voss');
  const { shareId, url } = await makeReport(page);
  await page.goto(url);
  const anybody = await privateWindow(browser);
  const uncounted: [string, string][] = [
    ['user-agent', 'Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)'],
    ['sec-purpose', 'prefetch;prerender'],
    ['sec-fetch-dest', 'empty'],
  ];
  for (const [name, value] of uncounted)
    expect((await anybody.request.get(url, { headers: { [name]: value } })).status()).toBe(200);
  expect((await anybody.request.head(url)).status()).toBe(200);
  expect((await anybody.request.get(`${url}?table=when`)).status()).toBe(200);
  const other = await anybody.newPage();
  await other.goto(url);
  await expect.poll(() => viewsOf(page, shareId)).toBe(1);
  await other.reload();
  await expect.poll(() => viewsOf(page, shareId)).toBe(2);
  await anybody.close();
});

test('everything about sharing is accessible and does not scroll sideways', async ({ page, browser }) => {
  await resumeSession(page, 'Hannah Voss');
  const { shareId, url } = await makeReport(page);
  const anybody: BrowserContext = await privateWindow(browser);
  const other = await anybody.newPage();
  for (const [where, path] of [
    [page, '/share/new?range=1y'],
    [other, url],
    [page, `/share/new?made=${shareId}`],
    [page, '/me/reports'],
    [other, `${url}?table=over-time`],
    [other, `${url}?table=when`],
    [page, '/share/new?from=2001-01-01&to=2001-01-31'],
    [other, '/share/nobodyknowsx'],
  ] as const) {
    await where.goto(path);
    await expect(heading(where).first()).toBeVisible();
    await expectNoSidewaysScroll(where);
    await expectAccessible(where);
    await expectTappable(where);
  }
  await anybody.close();
});
