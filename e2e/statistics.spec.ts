import { expect, type Page, test } from '@playwright/test';
import { resumeSession } from './support/demo';
import {
  expectAccessible,
  expectLiveRegions,
  expectNoSidewaysScroll,
  expectOutlined,
  expectTappable,
} from './support/page-checks';

const PAGES = [
  '/dashboard',
  '/dashboard?from=2001-01-01&to=2001-01-31',
  '/dashboard?range=fortnight',
  '/top?kind=track',
  '/artist/1',
  '/album/1?range=30d',
  '/look-back',
  '/look-back?range=all&table=clock',
  '/compare',
  '/compare?a=fortnight&b=2001-01-01..2001-01-31',
  '/history',
  '/history?q=no+such+name',
  '/history?weekday=0&hour=21&from=2025-01-01&to=2025-12-31',
  '/search?q=a',
  '/import',
  '/dashboard?range=1y&table=every-day',
  '/compare?a=1y&b=30d',
];

const picker = (page: Page) => page.getByRole('navigation', { name: 'Range of days' });
const heading = (page: Page) => page.getByRole('heading', { level: 1 });

test('a listener changes the range, opens an artist and follows a figure to its plays', async ({ page }) => {
  await resumeSession(page, 'Hannah Voss');
  await page.goto('/dashboard');
  await picker(page).getByRole('link', { name: '30 days' }).click();
  await expect(page).toHaveURL(/\/dashboard\?range=30d$/);
  await expect(page.getByText('in the last 30 days')).toBeVisible();

  const artist = page
    .getByRole('region', { name: 'Artists' })
    .getByRole('listitem')
    .first()
    .getByRole('link')
    .first();
  const name = (await artist.textContent()) ?? '';
  await artist.click();
  await expect(page).toHaveURL(/\/artist\/\d+\?range=30d$/);
  await expect(heading(page)).toHaveText(name);
  await expect(page.getByText(/^First played on .* at \d+:\d\d/)).toBeVisible();

  await page.getByRole('link', { name: 'All plays', exact: true }).click();
  await expect(page).toHaveURL(/\/history\?kind=artist&id=\d+$/);
  await expect(page.getByText(` of ${name}. `)).toBeVisible();
  const makers = page.locator('[data-day] li').filter({ has: page.locator('time') });
  await expect(makers.first()).toContainText(name);
});

test('days of one’s own choice are picked in the page and stay in the address from page to page', async ({
  page,
}) => {
  await resumeSession(page, 'Hannah Voss');
  await page.goto('/dashboard');
  await picker(page).locator('summary').click();
  await page.getByLabel('From', { exact: true }).fill('2025-01-01');
  await page.getByLabel('To', { exact: true }).fill('2025-03-31');
  await page.getByRole('button', { name: 'Show these days' }).click();
  await expect(page).toHaveURL(/from=2025-01-01&to=2025-03-31$/);
  await page.getByRole('link', { name: 'Top', exact: true }).click();
  await expect(page).toHaveURL(/\/top\?from=2025-01-01&to=2025-03-31$/);
  await expect(page.getByRole('main').getByText(/from 1 Jan(uary)? 2025|from Jan 1, 2025/)).toBeVisible();
});

test('days that cannot be are named, and the page shows its own range', async ({ page }) => {
  await resumeSession(page, 'Hannah Voss');
  await page.goto('/dashboard?from=2026-09-31&to=2026-10-31');
  const problem = page.getByRole('alert').filter({ hasText: 'can’t read' });
  await expect(problem).toContainText('from must be a day of the calendar');
  await expect(heading(page)).toContainText(/hours|minutes/);
});

test('the keyboard alone changes the range and reaches the plays behind a bar', async ({ page }) => {
  await resumeSession(page, 'Hannah Voss');
  await page.goto('/dashboard');
  await picker(page).getByRole('link', { name: '90 days' }).focus();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/range=90d$/);
  const overTime = page.getByRole('region', { name: /^Listening per/ });
  await overTime.getByRole('application').focus();
  await page.keyboard.press('ArrowLeft');
  await expect(overTime.getByRole('status')).toContainText('plays');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/history\?from=\d{4}-\d\d-\d\d&to=\d{4}-\d\d-\d\d$/);
  await expect(page.locator('[data-day]').first()).toBeVisible();
});

test('the table behind a chart opens in its place and leads to the plays of its rows', async ({ page }) => {
  await resumeSession(page, 'Hannah Voss');
  await page.goto('/dashboard');
  const overTime = page.getByRole('region', { name: /^Listening per/ });
  await overTime.getByRole('link', { name: 'As a table' }).click();
  await expect(page).toHaveURL(/table=over-time/);
  await expect(overTime.getByRole('table').getByRole('row').nth(1)).toBeVisible();
  await overTime.getByRole('table').getByRole('link').last().click();
  await expect(page).toHaveURL(/\/history\?from=\d{4}-\d\d-\d\d&to=\d{4}-\d\d-\d\d$/);
});

test('the pointer meets each day of the calendar where it is drawn', async ({ page }) => {
  await resumeSession(page, 'Hannah Voss');
  await page.goto('/dashboard');
  const everyDay = page.getByRole('region', { name: 'Every day' });
  const chart = everyDay.getByRole('application');
  await chart.scrollIntoViewIfNeeded();
  const { width = 0, height = 0 } = (await chart.boundingBox()) ?? {};
  const columns = Math.round(width / (height / 7));
  /** The day that is read out, with or without plays: "Sun, Apr 19, 2026: 55 plays". ms UTC. */
  const dayAt = async (column: number, row: number) => {
    await chart.hover({
      position: { x: ((column + 0.5) / columns) * width, y: ((row + 0.5) / 7) * height },
    });
    const status = (await everyDay.getByRole('status').textContent()) ?? '';
    return Date.parse(`${/[A-Z][a-z]+ \d+, \d{4}/.exec(status)?.[0]} UTC`);
  };
  await expect.poll(() => dayAt(20, 0)).not.toBeNaN();
  const first = await dayAt(20, 0);
  // The week of an American reader begins on Sunday.
  expect(new Date(first).getUTCDay()).toBe(0);
  for (const [column, row] of [
    [20, 6],
    [21, 0],
    [30, 3],
  ] as const) {
    const day = first + ((column - 20) * 7 + row) * 86_400_000;
    await expect.poll(() => dayAt(column, row)).toBe(day);
  }
});

test('what was never played is not found', async ({ page }) => {
  await resumeSession(page, 'Hannah Voss');
  const never = [
    '/artist/2147483647',
    '/track/0',
    '/album/x',
    '/history?kind=artist&id=2147483647',
    '/history?album=2147483647',
    '/history/remove',
    '/history/remove?artistId=2147483647',
    '/history/leave-out?playedAt=2026-05-12T14:32:10.000Z&trackId=1',
  ];
  for (const path of [...never, '/no-such-page']) {
    const answer = await page.goto(path);
    expect(answer?.status(), path).toBe(404);
    // Without scripts too.
    expect(await answer?.text(), path).toContain('There is nothing here');
    await expect(heading(page), path).toHaveText('There is nothing here');
    await expect(page.getByRole('navigation', { name: 'Pages' }), path).toHaveCount(
      never.includes(path) ? 1 : 0,
    );
  }
});

test('every page is accessible and does not scroll sideways', async ({ page }) => {
  await page.goto('/');
  await expectOutlined(page);
  await expectNoSidewaysScroll(page);
  await expectAccessible(page);
  await resumeSession(page, 'Hannah Voss');
  await page.goto('/dashboard');
  const own = page
    .getByRole('region', { name: 'Tracks' })
    .getByRole('listitem')
    .first()
    .getByRole('link')
    .first();
  const track = (await own.getAttribute('href')) ?? '';
  for (const path of [...PAGES, track]) {
    await page.goto(path);
    await expectOutlined(page);
    await expectNoSidewaysScroll(page);
    await expectAccessible(page);
    await expectLiveRegions(page);
    await expectTappable(page);
  }
});

test('with type twice as large, a phone scrolls no page sideways', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await resumeSession(page, 'Hannah Voss');
  const browser = await page.context().newCDPSession(page);
  await browser.send('Page.setFontSizes', { fontSizes: { standard: 32, fixed: 26 } });
  const paths = [
    '/dashboard',
    '/top',
    '/artist/1',
    '/album/1',
    '/look-back',
    '/compare',
    '/history',
    '/search',
    '/import',
    '/me',
  ];
  for (const path of [...paths, '/', '/privacy', '/year/2025']) {
    await page.goto(path);
    const html = page.locator('html');
    expect(await html.evaluate((root) => getComputedStyle(root).fontSize)).toBe('32px');
    expect(await html.evaluate(({ scrollWidth }) => scrollWidth), path).toBe(390);
  }
});
