import { type IncomingHttpHeaders, request } from 'node:http';
import { gunzipSync } from 'node:zlib';
import { type Browser, type BrowserContext, expect, type Page, test } from '@playwright/test';
import { z } from 'zod';
import { PRODUCT_URL, signIn } from './demo';
import { expectAccessible, expectNoSidewaysScroll } from './page-checks';

const PERSON =
  'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36';

const heading = (page: Page) => page.getByRole('heading', { level: 1 });

const madeReport = z.object({ shareId: z.string(), url: z.string() });
const reports = z.object({ reports: z.array(madeReport.extend({ views: z.number() })) });

/** A window of somebody who never signed in. */
const privateWindow = (browser: Browser, options: Parameters<Browser['newContext']>[0] = {}) =>
  browser.newContext({ userAgent: PERSON, ...options });

async function makeReport(page: Page, fields: Record<string, unknown> = {}) {
  const answer = await page.request.post('/api/share', {
    headers: { origin: PRODUCT_URL },
    data: { title: 'A year of listening', range: '1y', ...fields },
  });
  expect(answer.status(), await answer.text()).toBe(201);
  return madeReport.parse(await answer.json());
}

async function viewsOf(page: Page, shareId: string): Promise<number | undefined> {
  const answer = reports.parse(await (await page.request.get('/api/share')).json());
  return answer.reports.find((report) => report.shareId === shareId)?.views;
}

test('a listener shares the dashboard, others see it, and after revoking nobody does', async ({
  page,
  browser,
}) => {
  await signIn(page, 'Hannah Voss');
  await page.goto('/dashboard?range=90d');
  const figure = await heading(page).textContent();
  await page.getByRole('link', { name: 'Share', exact: true }).click();
  await expect(page).toHaveURL(/\/share\/new\?range=90d$/);
  const preview = page.getByRole('region', { name: 'Preview' });
  await page.getByLabel('Title').fill('My autumn');
  await page.getByLabel(/^Your name/).fill('H.');
  await expect(preview.getByRole('heading', { name: 'My autumn' })).toBeVisible();
  await expect(heading(page)).toHaveText('Share');
  const shown = await preview.locator('.sentence').textContent();
  await page.getByRole('button', { name: 'Make it public' }).click();
  await expect(page.getByRole('heading', { name: 'It is public' })).toBeVisible();
  const url = await page.getByLabel('Link').inputValue();

  const anybody = await privateWindow(browser);
  const other = await anybody.newPage();
  expect((await other.goto(url))?.status()).toBe(200);
  await expect(heading(other)).toHaveText('My autumn');
  await expect(other.locator('.by')).toHaveText(/^H\. · /);
  await expect(other.locator('.figure')).toHaveText((figure ?? '').trim());
  await expect(other.locator('.sentence')).toHaveText(shown ?? '');
  expect(await other.content()).not.toContain('Hannah');
  expect(await anybody.cookies()).toEqual([]);

  const shareId = url.split('/').at(-1) ?? '';
  await expect.poll(() => viewsOf(page, shareId)).toBe(1);
  const revoked = await page.request.delete(`/api/share?id=${shareId}`, { headers: { origin: PRODUCT_URL } });
  expect(revoked.status()).toBe(204);
  expect((await other.reload())?.status()).toBe(404);
  await expect(heading(other)).toHaveText('There is nothing here');
  expect((await anybody.request.get(`${url}/image.png`)).status()).toBe(404);
  await anybody.close();
});

test('an artist, a ranking and days of one’s own are shared from their pages', async ({ page }) => {
  await signIn(page, 'Hannah Voss');
  await page.goto('/top?kind=track&by=time&range=30d');
  await page.getByRole('link', { name: 'Share', exact: true }).click();
  await expect(page).toHaveURL(/\/share\/new\?top=track&by=time&range=30d$/);
  await expect(page.getByRole('region', { name: 'Preview' }).locator('.ranked li')).toHaveCount(20);
  await page.goto('/dashboard?from=2025-01-01&to=2025-03-31');
  const artist = page.getByRole('region', { name: 'Artists' }).getByRole('listitem').first();
  const name = (await artist.getByRole('link').first().textContent()) ?? '';
  await artist.getByRole('link').first().click();
  await expect(heading(page)).toHaveText(name);
  await page.getByRole('link', { name: 'Share', exact: true }).click();
  await expect(page).toHaveURL(/\/share\/new\?kind=artist&id=\d+&from=2025-01-01&to=2025-03-31$/);
  await expect(page.getByLabel('Title')).toHaveValue(name);
  await page.getByRole('button', { name: 'Make it public' }).click();
  await expect(page.getByRole('heading', { name: 'It is public' })).toBeVisible();
});

test('the form works without a script', async ({ page, browser }) => {
  await signIn(page, 'Hannah Voss');
  const plain = await browser.newContext({
    javaScriptEnabled: false,
    storageState: await page.context().storageState(),
  });
  const quiet = await plain.newPage();
  await quiet.goto('/share/new?range=30d');
  await quiet.getByLabel('Title').fill('Without a script');
  await quiet.getByRole('button', { name: 'Make it public' }).click();
  await expect(heading(quiet)).toHaveText('It is public');
  await quiet.getByRole('link', { name: 'Open it' }).click();
  await expect(heading(quiet)).toHaveText('Without a script');
  await plain.close();
});

test('the page brings no script and little else, and the picture is what previews want', async ({
  page,
  browser,
}) => {
  await signIn(page, 'Hannah Voss');
  const { url } = await makeReport(page);
  const anybody = await privateWindow(browser);
  const other = await anybody.newPage();
  const problems: string[] = [];
  const loaded: string[] = [];
  other.on('console', (message) => message.type() === 'error' && problems.push(message.text()));
  other.on('request', (request) => loaded.push(request.resourceType()));
  const response = await other.goto(url);
  await expect(other.locator('.covers img').first()).toBeVisible();
  expect((await response?.body())?.byteLength).toBeLessThan(100_000);
  expect(loaded).not.toContain('script');
  expect(problems).toEqual([]);
  const picture = await anybody.request.get(`${url}/image.png`);
  const png = await picture.body();
  expect(picture.headers()['content-type']).toBe('image/png');
  expect(png.byteLength).toBeLessThanOrEqual(300_000);
  expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([1200, 630]);
  await anybody.close();
});

test('the page comes packed to whoever can unpack it, and not at all to whoever has it', async ({ page }) => {
  await signIn(page, 'Hannah Voss');
  const { url } = await makeReport(page);
  const ask = (method: string, headers: Record<string, string>) => fetchRaw(url, method, headers);
  const plain = await ask('GET', { 'accept-encoding': 'identity' });
  const packed = await ask('GET', { 'accept-encoding': 'gzip' });
  expect(plain.headers['content-encoding']).toBeUndefined();
  expect(packed.headers['content-encoding']).toBe('gzip');
  expect(gunzipSync(packed.body)).toEqual(plain.body);
  expect(packed.body.byteLength).toBeLessThan(plain.body.byteLength / 3);
  for (const { headers } of [plain, packed]) expect(headers.vary).toMatch(/accept-encoding/i);
  const etag = packed.headers.etag ?? '';
  expect(etag).toBe(plain.headers.etag);
  const known = await ask('GET', { 'accept-encoding': 'gzip', 'if-none-match': etag });
  expect([known.status, known.body.byteLength, known.headers.etag]).toEqual([304, 0, etag]);
  const head = await ask('HEAD', { 'accept-encoding': 'gzip' });
  expect([head.status, head.body.byteLength, head.headers.etag]).toEqual([200, 0, etag]);
});

/** What arrives on the wire, as it is. */
function fetchRaw(url: string, method: string, headers: Record<string, string>): Promise<Raw> {
  return new Promise((resolve, reject) => {
    const asked = request(url, { method, headers }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on('data', (chunk: Buffer) => chunks.push(chunk));
      answer.on('error', reject);
      answer.on('end', () =>
        resolve({ status: answer.statusCode, headers: answer.headers, body: Buffer.concat(chunks) }),
      );
    });
    asked.on('error', reject).end();
  });
}

interface Raw {
  status: number | undefined;
  headers: IncomingHttpHeaders;
  body: Buffer;
}

for (const theme of ['light', 'dark'] as const) {
  for (const width of [390, 1440]) {
    test(`everything about sharing is accessible and does not scroll sideways, ${theme}, ${width} px`, async ({
      page,
      browser,
    }) => {
      await page.emulateMedia({ colorScheme: theme });
      await page.setViewportSize({ width, height: 900 });
      await signIn(page, 'Hannah Voss');
      const { shareId, url } = await makeReport(page);
      const look = async (where: Page, path: string) => {
        await where.goto(path);
        await expect(heading(where).first()).toBeVisible();
        await expectNoSidewaysScroll(where);
        await expectAccessible(where);
      };
      await look(page, '/share/new?range=1y');
      await look(page, `/share/new?made=${shareId}`);
      await look(page, '/share/new?from=2001-01-01&to=2001-01-31');
      const anybody: BrowserContext = await privateWindow(browser, {
        colorScheme: theme,
        viewport: { width, height: 900 },
      });
      const other = await anybody.newPage();
      await look(other, url);
      for (const table of await other.locator('summary').all()) await table.click();
      await expectNoSidewaysScroll(other);
      await look(other, '/share/nobodyknowsx');
      await anybody.close();
    });
  }
}
