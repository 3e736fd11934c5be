import { expect, type Page, test } from '@playwright/test';
import { resumeSession, withoutScripts } from './support/demo';
import { expectOutlined } from './support/page-checks';

/** What each page of a listener shows of their listening, by what to count: how often at least. */
const FIGURES: [path: string, what: (page: Page) => ReturnType<Page['locator']>, least: number][] = [
  ['/dashboard', (page) => page.getByRole('region', { name: 'Artists' }).getByRole('listitem'), 6],
  ['/history', (page) => page.locator('[data-day] li time'), 50],
  ['/top?kind=track', (page) => page.getByRole('region', { name: 'Ranking' }).getByRole('listitem'), 50],
  ['/search?q=a', (page) => page.getByRole('region', { name: 'Tracks' }).getByRole('listitem'), 10],
  ['/me', (page) => page.getByRole('region', { name: 'Signed in' }).getByRole('listitem'), 1],
  ['/look-back', (page) => page.getByRole('region', { name: 'Listening clock' }).locator('svg a'), 10],
  [
    '/compare',
    (page) => page.getByRole('region', { name: 'Artists', exact: true }).getByRole('listitem'),
    10,
  ],
  ['/import', (page) => page.getByRole('region', { name: 'How to get it' }).getByRole('listitem'), 4],
  ['/me/delete', (page) => page.getByRole('region', { name: 'What will be deleted' }).locator('dt'), 3],
  ['/test', (page) => page.getByRole('region', { name: 'Step by step' }).getByRole('listitem'), 3],
  ['/share/new?range=30d', (page) => page.getByRole('button', { name: 'Make it public' }), 1],
];

test('a browser without scripts sees every page whole, in its frame', async ({ page, browser }) => {
  await resumeSession(page, 'Hannah Voss');
  const quiet = await withoutScripts(page, browser);
  for (const [path, figures, least] of FIGURES) {
    await quiet.goto(path);
    await expectOutlined(quiet);
    expect(await figures(quiet).count(), path).toBeGreaterThanOrEqual(least);
    await expect(figures(quiet).first(), path).toBeVisible();
  }
  await quiet.goto('/history');
  await quiet.getByRole('link', { name: 'Older plays' }).click();
  await expect(quiet).toHaveURL(/cursor=/);
  await quiet.goto('/dashboard');
  const when = quiet.getByRole('region', { name: 'When you listen' });
  await expect(when.getByRole('table')).toHaveCount(0);
  await when.getByRole('link', { name: 'As a table' }).click();
  await expect(when.getByRole('table').getByRole('row')).toHaveCount(25);
  const card = quiet.getByRole('region', { name: 'Artists' });
  await card.getByRole('listitem').first().getByRole('link').first().click();
  await expect(quiet).toHaveURL(/\/artist\/\d+/);
  await expectOutlined(quiet);
  await quiet.context().close();
});

/** Everything on the page that can be followed, pressed or filled in, by its place in the document. */
const FOCUSABLE =
  'a[href]:visible, button:visible, input:not([type=hidden]):visible, select:visible, summary:visible';

const WALKED = [
  '/dashboard',
  '/top',
  '/search',
  '/import',
  '/look-back',
  '/compare',
  '/year/2025',
  '/artist/1',
  '/album/1',
  '/track/1',
  '/me',
  '/me/delete',
  '/test',
];

for (const path of WALKED) {
  test(`the keyboard reaches everything on ${path}, the way past the frame first`, async ({ page }) => {
    await resumeSession(page, 'Hannah Voss');
    await page.goto(path);
    const reachable = page.locator(FOCUSABLE).and(page.locator(':not([tabindex="-1"])'));
    const places = await reachable.evaluateAll((all) => {
      // Of radio buttons with one name the Tab key takes one; the arrows take the others.
      const stops = all.filter((e) => !(e instanceof HTMLInputElement && e.type === 'radio' && !e.checked));
      stops.forEach((element, place) => {
        element.setAttribute('data-stop', String(place));
      });
      return stops.length;
    });
    const reached = new Set<string>();
    for (let press = 0; press < 2 * places && reached.size < places; press += 1) {
      await page.keyboard.press('Tab');
      const stop = await page.evaluate(() => document.activeElement?.getAttribute('data-stop') ?? null);
      if (press === 0) await expect(page.getByRole('link', { name: 'Skip to content' })).toBeFocused();
      if (stop !== null) reached.add(stop);
    }
    expect(reached.size).toBe(places);
  });
}

test('the time zone and how time is estimated are said once a page at most', async ({ page }) => {
  await resumeSession(page, 'Hannah Voss');
  await page.goto('/test');
  const main = page.getByRole('main');
  const [, zone = ''] = /begin at midnight in ([^.]+)\./.exec((await main.textContent()) ?? '') ?? [];
  expect(zone).not.toBe('');
  for (const [path, zones, notes] of [
    ['/dashboard', 1, 1],
    ['/history', 1, 0],
    ['/top?kind=artist&by=time', 0, 1],
    ['/artist/1', 1, 1],
    ['/compare', 0, 1],
    // A report has days without a zone.
    ['/share/new?range=1y', 0, 1],
  ] as const) {
    await page.goto(path);
    await expect(main.getByRole('heading', { level: 1 }), path).toBeVisible();
    await expect(main.getByText(zone), path).toHaveCount(zones);
    await expect(main.getByText(/^Listening time (that no file reported )?is estimated/), path).toHaveCount(
      notes,
    );
  }
});

test('moving between pages keeps the frame, and going back keeps the place', async ({ page }) => {
  await resumeSession(page, 'Hannah Voss');
  await page.goto('/dashboard');
  const header = page.getByRole('banner');
  await header.evaluate((element) => element.setAttribute('data-same', ''));
  await page.getByRole('link', { name: 'History', exact: true }).first().click();
  await expect(page).toHaveTitle('History · Audiospective');
  await expect(page.locator('nav a[aria-current=page]')).toHaveText('History');
  await expect(page.locator('header[data-same]')).toBeVisible();

  const plays = page.locator('[data-day] li');
  // Four pages come as one scrolls, then no more.
  await expect(async () => {
    await page.getByRole('link', { name: 'Older plays' }).scrollIntoViewIfNeeded();
    expect(await plays.count()).toBe(250);
  }).toPass();
  // A day of two pages stays one.
  const days = await page
    .locator('[data-day]')
    .evaluateAll((all) => all.map((day) => day.getAttribute('data-day')));
  expect(new Set(days).size).toBe(days.length);
  // So far from the end that no further ones come.
  const row = plays.nth(150);
  for (const [link, address] of [
    [row.getByRole('link').first(), /\/track\/\d+$/],
    [row.getByRole('link', { name: /^Remove / }), /\/history\/remove\?/],
  ] as const) {
    await link.scrollIntoViewIfNeeded();
    const place = await page.evaluate(() => scrollY);
    await link.click();
    await expect(page).toHaveURL(address);
    // There at once, and not by way of all the rows above it.
    const firstPlace = page.evaluate(
      () =>
        new Promise<number>((resolve) => addEventListener('scroll', () => resolve(scrollY), { once: true })),
    );
    await page.goBack();
    await expect(page.getByRole('heading', { level: 1, name: 'History' })).toBeVisible();
    expect(Math.abs((await firstPlace) - place)).toBeLessThan(2);
    expect(await plays.count()).toBe(250);
    await expect(link).toBeInViewport();
  }
  await expect(page.locator('header[data-same]')).toBeVisible();
});

test('a page asks for no session of its own, and for one page ahead when somebody is about to open it', async ({
  page,
}) => {
  await resumeSession(page, 'Hannah Voss');
  const asked: string[] = [];
  page.on('request', (request) => asked.push(new URL(request.url()).pathname));
  await page.goto('/dashboard');
  // It follows its archive and what plays now, and that is all.
  await expect
    .poll(() => asked.filter((path) => path.startsWith('/api/')).sort())
    .toEqual(['/api/archive/events', '/api/now-playing']);
  expect(asked.filter((path) => path === '/top')).toEqual([]);
  await page.getByRole('link', { name: 'Top', exact: true }).hover();
  await expect.poll(() => asked.filter((path) => path === '/top').length).toBeGreaterThan(0);
});

test('browsers that ask for the icon under its old name get one', async ({ request }) => {
  const icon = await request.get('/favicon.ico');
  expect([icon.status(), icon.headers()['content-type']]).toEqual([200, 'image/x-icon']);
  expect((await icon.body()).subarray(0, 4).toString('hex')).toBe('00000100');
});
