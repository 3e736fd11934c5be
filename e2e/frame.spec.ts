import { expect, test } from '@playwright/test';
import { resumeSession, signIn, tellSpotify, totalPlays } from './support/demo';
import { boxOf, expectNoSidewaysScroll } from './support/page-checks';
import { coloursOf, coloursOn } from './support/pixels';

const PHONE = { width: 390, height: 844 };
const WIDE = { width: 1440, height: 900 };

test('on a phone the whole navigation is in view, and signing out is not in its frame', async ({ page }) => {
  await page.setViewportSize(PHONE);
  await resumeSession(page, 'Hannah Voss');
  await page.goto('/me');
  const tabs = page.getByRole('navigation', { name: 'Pages' }).getByRole('link');
  await expect(tabs).toHaveText(['Dashboard', 'Top', 'History', 'Search', 'Import', 'Account']);
  for (const tab of await tabs.all()) {
    const box = await boxOf(tab);
    expect(box.x).toBeGreaterThanOrEqual(0);
    expect(box.x + box.width).toBeLessThanOrEqual(PHONE.width);
    expect(box.height).toBeGreaterThanOrEqual(24);
  }
  await expect(page.getByRole('banner').getByRole('button', { name: 'Sign out' })).toBeHidden();
  await expect(page.getByRole('main').getByRole('button', { name: 'Sign out', exact: true })).toBeVisible();
  await expect(page.getByRole('link', { name: 'Check the connection step by step' })).toHaveAttribute(
    'href',
    '/test',
  );
});

test('the text of a field is large enough that a phone does not zoom into it', async ({ browser }) => {
  const page = await browser.newPage({ viewport: PHONE, hasTouch: true, isMobile: true });
  await resumeSession(page, 'Hannah Voss');
  for (const path of ['/search', '/history', '/me', '/share/new', '/compare']) {
    await page.goto(path);
    const sizes = await page
      .locator('input:not([type=hidden], [type=checkbox], [type=radio]), select, textarea')
      .evaluateAll((fields) => fields.map((field) => Number.parseFloat(getComputedStyle(field).fontSize)));
    expect(Math.min(...sizes), path).toBeGreaterThanOrEqual(16);
    expect(sizes, path).not.toEqual([]);
  }
  await page.close();
});

test('each name of the heat map stands beside its own row, each hour under its column, at every width', async ({
  page,
}) => {
  await resumeSession(page, 'Hannah Voss');
  await page.goto('/dashboard');
  const when = page.getByRole('region', { name: 'When you listen' });
  const chart = when.getByRole('application');
  const labels = when.locator('[aria-hidden="true"] > span');
  for (const width of [320, 390, 768, 1024, 1440, 2560]) {
    await page.setViewportSize({ width, height: 900 });
    const picture = await boxOf(chart);
    // The rows are drawn where the pointer meets them.
    expect(await boxOf(chart.locator('svg')), `${width} px`).toEqual(picture);
    const rows = await labels.filter({ hasText: /^(Mon|Tue|Wed|Thu|Fri|Sat|Sun)$/ }).all();
    expect(rows).toHaveLength(7);
    for (const [row, name] of rows.entries()) {
      const { y, height } = await boxOf(name);
      expect(Math.floor(((y + height / 2 - picture.y) / picture.height) * 7), `${width} px`).toBe(row);
      expect(height).toBeLessThanOrEqual(picture.height / 7);
    }
    for (const [place, hour] of (await labels.filter({ hasText: /^\d+ [AP]M$/ }).all()).entries())
      expect((await boxOf(hour)).x, `${width} px`).toBeCloseTo(picture.x + (place / 4) * picture.width, 0);
  }
});

test('the hours of the week fill their card beside a longer one', async ({ page }) => {
  await page.setViewportSize(WIDE);
  await resumeSession(page, 'Hannah Voss');
  await page.goto('/dashboard?range=90d');
  const [card, chart] = [await boxOf(page.locator('#when')), await boxOf(page.locator('#when figure'))];
  expect(card.height).toBe((await boxOf(page.locator('#every-day'))).height);
  expect(card.y + card.height - (chart.y + chart.height)).toBeLessThan(30);
});

test('the panel of dates closes by Escape and by a press outside', async ({ page }) => {
  await resumeSession(page, 'Hannah Voss');
  await page.goto('/dashboard');
  const panel = page.getByRole('button', { name: 'Show these days' });
  const open = page.getByText(/^(Pick dates…|Dates)$/).filter({ visible: true });
  await expect(async () => {
    await open.click();
    await expect(panel).toBeVisible({ timeout: 1_000 });
    await page.keyboard.press('Escape');
    await expect(panel).toBeHidden({ timeout: 1_000 });
  }).toPass();
  await open.click();
  await expect(panel).toBeVisible();
  await page.mouse.click(2, 2);
  await expect(panel).toBeHidden();
  await open.click();
  await page.getByRole('link', { name: 'Last month' }).click();
  await expect(page).toHaveURL(/from=\d{4}-\d{2}-01&to=/);
  const month = Date.parse(`${new URL(page.url()).searchParams.get('from')}T00:00:00Z`);
  const days = (end: number) => new Date(end).toISOString().slice(0, 10);
  const before = new Date(month);
  before.setUTCMonth(before.getUTCMonth() - 1);
  await page.getByRole('link', { name: 'The days before' }).click();
  await expect(page).toHaveURL(new RegExp(`from=${days(before.getTime())}&to=${days(month - 86_400_000)}$`));
  await page.getByRole('link', { name: 'The days after' }).click();
  await expect(page).toHaveURL(new RegExp(`from=${days(month)}&`));
});

test('on a phone the days before stand in one row with the ranges', async ({ page }) => {
  await page.setViewportSize(PHONE);
  await resumeSession(page, 'Hannah Voss');
  await page.goto('/dashboard?range=30d');
  const picker = page.getByRole('navigation', { name: 'Range of days' });
  const before = picker.getByRole('link', { name: 'The days before' });
  await expect(before).toBeVisible();
  expect((await boxOf(before)).y).toBe((await boxOf(picker.getByRole('link', { name: '7 days' }))).y);
});

test('dates the wrong way round are the days between them, on every page that takes days', async ({
  page,
}) => {
  await resumeSession(page, 'Hannah Voss');
  const forms = ['/dashboard?from=A&to=B', '/top?from=A&to=B', '/history?from=A&to=B'];
  for (const form of [...forms, '/compare?aFrom=A&aTo=B', '/compare?a=A..B']) {
    const between = (first: string, last: string) => form.replace('A', first).replace('B', last);
    await page.goto(between('2025-01-01', '2025-03-31'));
    const title = await page.title();
    await page.goto(between('2025-03-31', '2025-01-01'));
    expect(await page.title(), form).toBe(title);
    await expect(page.getByText(/^must (be|not) |is shown\.$|are shown\.$/), form).toHaveCount(0);
  }
});

test('a name of one very long word is broken, and nothing sticks out', async ({ page }) => {
  const listener = `long-names-${test.info().project.name}`;
  const name = 'Supercalifragilisticexpialidocious'.repeat(5);
  const plays = [{ playedAt: Date.now() - 600_000, track: { name, artists: [name], durationMs: 180_000 } }];
  await tellSpotify('listeners', { id: listener, displayName: listener, plays });
  await signIn(page, listener);
  await expect.poll(() => totalPlays(page)).toBe(1);
  for (const path of ['/dashboard', '/top', '/top?kind=track']) {
    await page.goto(path);
    await expectNoSidewaysScroll(page);
  }
  await page.locator('main a[href^="/track/"]').first().click();
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
  await expectNoSidewaysScroll(page);
});

test('a link is dimmed while its page loads', async ({ page }) => {
  await resumeSession(page, 'Tom Ashby');
  await page.goto('/top');
  let answer = () => {};
  const mayAnswer = new Promise<void>((resolve) => {
    answer = resolve;
  });
  await page.route(/range=30d/, (route) => mayAnswer.then(() => route.continue()));
  const range = page
    .getByRole('navigation', { name: 'Range of days' })
    .getByRole('link', { name: '30 days' });
  await range.click();
  await expect(range).toHaveCSS('opacity', '0.6');
  answer();
  await expect(page).toHaveURL(/range=30d/);
  await expect(range).toHaveCSS('opacity', '1');
});

test('on paper there is no frame, and the page has all of the width', async ({ page }) => {
  await page.setViewportSize({ width: 794, height: 1_123 });
  await resumeSession(page, 'Hannah Voss');
  await page.goto('/dashboard');
  await page.emulateMedia({ media: 'print' });
  for (const name of ['Pages', 'Range of days'])
    await expect(page.getByRole('navigation', { name })).toBeHidden();
  const main = await boxOf(page.getByRole('main'));
  expect(main.width).toBeGreaterThan(780);
  await expect(page.getByRole('link', { name: 'Share' })).toBeHidden();
  await page.goto('/artist/1');
  await expect(page.getByRole('link', { name: 'All plays' })).toBeHidden();
});

test('on paper the account page has no card without a content, at full width', async ({ page }) => {
  await resumeSession(page, 'Hannah Voss');
  await page.goto('/me');
  await page.emulateMedia({ media: 'print' });
  const cards = page.getByRole('main').locator('section:has(> h2)').filter({ visible: true });
  expect(await cards.locator('> h2').allTextContents()).toEqual([
    'Profile',
    'Spotify connection',
    'Shared reports',
    'Signed in',
    'Left out of statistics',
    'Removed plays',
    'Unreadable items',
  ]);
  const { width } = await boxOf(page.getByRole('main'));
  for (const card of await cards.all()) {
    expect((await card.innerText()).split('\n').length).toBeGreaterThan(2);
    expect((await boxOf(card)).width).toBeGreaterThan(width - 2);
  }
});

test('older plays are fetched, and opened by their address, without a breach of the security policy', async ({
  page,
}) => {
  const breaches: string[] = [];
  page.on('console', (message) => {
    if (/Content.Security.Policy/i.test(message.text())) breaches.push(message.text());
  });
  page.on('request', (request) => {
    if (request.url().endsWith('/api/csp-report')) breaches.push(request.postData() ?? request.url());
  });
  await resumeSession(page, 'Hannah Voss');
  await page.goto('/history');
  const older = page.getByRole('link', { name: 'Older plays' });
  const path = (await older.getAttribute('href')) ?? '';
  await older.click();
  await expect.poll(() => page.locator('[data-day] li time').count()).toBeGreaterThan(90);
  await page.goto(path);
  await expect(page.locator('[data-day] li time').first()).toBeVisible();
  await expect(page.getByText(/^Plays from .* back, the latest first/)).toBeVisible();
  await page.goto('/history?cursor=nowhere');
  await expect(page.getByText('It begins again with the latest plays.')).toBeVisible();
  await expect(page.getByText(/^Plays from .* back, the latest first/)).toHaveCount(0);
  expect(breaches).toEqual([]);
});

test('a bar of progress has the colours of the design, not those of the browser', async ({ page }) => {
  await resumeSession(page, 'Hannah Voss');
  await page.goto('/import');
  // The file is on its way for ever.
  await page.route('**/api/import?*', () => {});
  const file = { name: 'history.json', mimeType: 'application/json', buffer: Buffer.from('[]') };
  await page.getByLabel('Choose a file').setInputFiles(file);
  const bar = page.getByRole('progressbar', { name: 'Sending the file' });
  await bar.evaluate((element) => Object.assign(element, { value: 0.5 }));
  const colours = await coloursOn(bar, [
    [0.25, 0.5],
    [0.75, 0.5],
  ]);
  expect(colours).toEqual(await coloursOf(page, ['--accent', '--q0']));
});

test('a tab is titled with the days that its page is about, where its address names any that can be read', async ({
  page,
}) => {
  await resumeSession(page, 'Hannah Voss');
  for (const [query, title] of [
    ['', 'Dashboard'],
    ['?range=30d', 'Dashboard, last 30 days'],
    ['?range=soon', 'Dashboard'],
  ]) {
    await page.goto(`/dashboard${query}`);
    await expect(page).toHaveTitle(`${title} · Audiospective`);
  }
  await page.goto('/artist/1');
  const name = (await page.title()).replace(' · Audiospective', '');
  for (const [path, title] of [
    ['/artist/1?range=30d', `${name}, last 30 days`],
    ['/history?kind=artist&id=1', `Plays of ${name} – History`],
    ['/history?weekday=0&hour=21', 'Plays, Mondays at 9 PM – History'],
    ['/share/new?range=30d', 'Share, last 30 days'],
    ['/share/new?kind=artist&id=1', `Share ${name}`],
  ] as const) {
    await page.goto(path);
    await expect(page).toHaveTitle(`${title} · Audiospective`);
  }
});
