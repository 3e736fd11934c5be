import { expect, type Locator, type Page, test } from '@playwright/test';
import { z } from 'zod';
import { resumeSession } from './support/demo';
import { boxOf, drawnBy } from './support/page-checks';

const stretch = z.object({
  plays: z.int(),
  listenedMs: z.number(),
  archived: z.enum(['all', 'part', 'none']),
  isPartial: z.boolean(),
});
const trends = z.object({ unit: z.string(), points: z.array(stretch) });
const shares = z.object({ points: z.array(stretch.pick({ archived: true })) });
const calendar = z.object({ days: z.array(stretch), archivedDays: z.int() });
const totals = z.object({ firstPlayAt: z.iso.datetime() });
const comparison = z.object({
  previousRange: z.object({ until: z.iso.datetime().nullable() }).nullable(),
  change: z.object({ listenedMs: z.number().nullable() }),
});
const streaks = z.object({
  current: z.object({ days: z.int(), from: z.string() }),
  longest: z.object({ days: z.int(), from: z.string(), to: z.string() }),
});
const sessions = z.object({ longest: z.object({ plays: z.int() }) });
const zone = z.object({ timeZone: z.string() });
const top = z.object({
  entries: z.array(
    z.object({ rank: z.int(), previousRank: z.int().nullable(), firstPlayedAt: z.iso.datetime() }),
  ),
  range: z.object({ from: z.string() }),
});

/** What the API answers to the page's listener, whose weeks begin as those on the page. */
async function ask<T>(page: Page, shape: z.ZodType<T>, path: string): Promise<T> {
  const answer = await page.request.get(path, { headers: { 'accept-language': 'en-US' } });
  return shape.parse(await answer.json());
}

const card = (page: Page, name: string | RegExp) => page.getByRole('region', { name });
const overTime = (page: Page) => card(page, /^Listening per/);
const everyDay = (page: Page) => card(page, 'Every day');
const hatched = (chart: Locator) => drawnBy(chart.locator('[data-gap]'));
/** Cells with a shade, were it that of a day without music. */
const shaded = (chart: Locator) =>
  drawnBy(chart.getByRole('application').locator('svg > path:not([data-gap])'));

const isLacking = ({ archived }: Pick<z.output<typeof stretch>, 'archived'>) => archived !== 'all';
const isShaded = ({ archived, plays }: z.output<typeof stretch>) => archived !== 'none' || plays > 0;

/** From some days before the first play to some after it, as an address has them. */
async function daysAroundTheFirst(page: Page, before: number, after: number): Promise<string> {
  const { firstPlayAt } = await ask(page, totals, '/api/stats?range=all');
  const { timeZone } = await ask(page, zone, '/api/user/time-zone');
  const first = Date.parse(dayOf(firstPlayAt, timeZone));
  const [from, to] = [-before, after].map((days) =>
    new Date(first + days * 86_400_000).toISOString().slice(0, 10),
  );
  return `from=${from}&to=${to}`;
}

/** The day on the listener's calendar, YYYY-MM-DD. */
const dayOf = (at: string, timeZone: string): string =>
  new Date(at).toLocaleDateString('sv-SE', { timeZone });

/** What its hatching means: before the archive's beginning nothing is missing, and after it nothing is lacking. */
const keyOf = (chart: Locator): Locator => chart.getByText('not archived', { exact: true });

/** Its first mark is of time that was never archived: it says so, and leads nowhere. */
async function expectUnarchivedAtFirst(chart: Locator): Promise<void> {
  await chart.getByRole('application').focus();
  await chart.getByRole('application').press('Home');
  await expect(chart.getByRole('status')).toHaveText(/: not archived$/);
  await expect(chart.getByRole('application').getByRole('link')).toHaveCount(0);
  await expect(keyOf(chart)).toBeVisible();
}

test('time that was never archived is hatched in every chart, says so, and is no day without music', async ({
  page,
}) => {
  await resumeSession(page, 'Hannah Voss');
  const days = await daysAroundTheFirst(page, 200, 100);
  await page.goto(`/dashboard?${days}`);
  const { points } = await ask(page, trends, `/api/analytics/trends?${days}`);
  expect(points.filter(({ archived }) => archived === 'none').length).toBeGreaterThan(20);
  expect(await hatched(overTime(page))).toBe(points.filter(isLacking).length);
  await expectUnarchivedAtFirst(overTime(page));

  const ofDays = await ask(page, calendar, `/api/calendar?${days}`);
  expect(await hatched(everyDay(page))).toBe(ofDays.days.filter(isLacking).length);
  expect(await shaded(everyDay(page))).toBe(ofDays.days.filter(isShaded).length);
  await expectUnarchivedAtFirst(everyDay(page));
  await expect(everyDay(page)).toContainText(`of ${ofDays.archivedDays} archived days`);

  await card(page, 'Artists').getByRole('listitem').first().getByRole('link').first().click();
  await expect(page).toHaveURL(/\/artist\/\d+\?/);
  expect(await hatched(overTime(page))).toBe(points.filter(isLacking).length);
  await expect(keyOf(overTime(page))).toBeVisible();

  const few = await daysAroundTheFirst(page, 3, 3);
  await page.goto(`/dashboard?${few}`);
  await expect(everyDay(page).getByRole('listitem').filter({ hasText: 'not archived' })).toHaveCount(3);
});

test('no label of a chart lies over its key', async ({ page }) => {
  await resumeSession(page, 'Hannah Voss');
  await page.goto(`/dashboard?${await daysAroundTheFirst(page, 200, 100)}`);
  for (const chart of [overTime(page), everyDay(page)]) {
    const key = await boxOf(keyOf(chart));
    const axes = await boxOf(chart.getByRole('application').locator('xpath=ancestor::div[1]'));
    expect(key.y).toBeGreaterThanOrEqual(axes.y + axes.height);
    for (const press of ['Home', 'End']) {
      await chart.getByRole('application').focus();
      await chart.getByRole('application').press(press);
      const label = await boxOf(chart.getByRole('status'));
      expect(label.y + label.height).toBeLessThanOrEqual(key.y);
    }
  }
});

test('what was never archived is hatched too where listening is looked back on, reviewed and shared', async ({
  page,
}) => {
  await resumeSession(page, 'Hannah Voss');
  const days = await daysAroundTheFirst(page, 200, 100);
  await page.goto(`/look-back?${days}`);
  const genres = card(page, 'Genres over time');
  const months = (await ask(page, shares, `/api/analytics/genres-over-time?${days}`)).points;
  // One stretch at the beginning of each row.
  const stretches = genres.locator('tbody .hatched');
  await expect(stretches).toHaveCount(await genres.locator('tbody tr').count());
  const [part, whole] = [await boxOf(stretches.first()), await boxOf(stretches.first().locator('..'))];
  expect(part.width / whole.width).toBeCloseTo(months.filter(isLacking).length / months.length, 1);
  await expect(keyOf(genres)).toBeVisible();

  await page.goto(`/share/new?${days}`);
  const { points } = await ask(page, trends, `/api/analytics/trends?${days}`);
  expect(await hatched(overTime(page))).toBe(points.filter(isLacking).length);
  await expect(keyOf(overTime(page))).toBeVisible();

  const [year, month] = (await ask(page, totals, '/api/stats?range=all')).firstPlayAt.split('-');
  await page.goto(`/year/${year}`);
  const before = card(page, 'Month by month').getByRole('listitem').filter({ hasText: 'not archived' });
  // A single month is not shown month by month.
  const lacking = month === '12' ? 0 : Number(month) - 1;
  await expect(before).toHaveCount(lacking);
  await expect(before.locator('.hatched')).toHaveCount(lacking);
});

test('“Every day” of more than a year has a row for each year, hatched before the archive began', async ({
  page,
}) => {
  await resumeSession(page, 'Hannah Voss');
  const days = await daysAroundTheFirst(page, 400, 100);
  await page.goto(`/dashboard?${days}`);
  const { points } = await ask(page, trends, `/api/analytics/trends?unit=week&${days}`);
  expect(await hatched(everyDay(page))).toBe(points.filter(isLacking).length);
  expect(await shaded(everyDay(page))).toBe(points.filter(isShaded).length);
  const weeks = everyDay(page).getByRole('application', { name: /a row for each year/ });
  const [from = '', to = ''] = days.match(/\d{4}/g) ?? [];
  for (let year = Number(from); year <= Number(to); year += 1)
    await expect(everyDay(page).getByText(String(year), { exact: true })).toBeVisible();
  await weeks.press('Home');
  await expect(keyOf(everyDay(page))).toBeVisible();
});

test('days that are not over are compared up to the same moment, and drawn paler', async ({ page }) => {
  await resumeSession(page, 'Hannah Voss');
  await page.goto('/dashboard');
  const { previousRange } = await ask(page, comparison, '/api/comparison?range=1y');
  expect(previousRange?.until).not.toBeNull();
  const main = page.getByRole('main');
  await expect(main).toContainText('in the last 365 days');
  await expect(main).not.toContainText('this year');
  await expect(main).toContainText(/\d% against the 365 days before, up to the same moment\./);
  const partial = overTime(page).locator('[data-partial]');
  expect(await drawnBy(partial)).toBeGreaterThan(0);
  await overTime(page).getByRole('application').focus();
  await expect(overTime(page).getByRole('status')).toContainText('part of the week');

  // The demo plays on: figures are compared on days that are over. These cut their first week and their last.
  await page.goto('/dashboard?from=2025-03-01&to=2025-06-30');
  const { points } = await ask(page, trends, '/api/analytics/trends?from=2025-03-01&to=2025-06-30');
  expect(await drawnBy(partial)).toBe(points.filter((p) => p.isPartial && p.plays > 0).length);
  const opacity = await partial.evaluate((path) => Number(getComputedStyle(path).opacity));
  expect(opacity).toBeLessThan(0.8);
  await expect(overTime(page).getByText('week not complete')).toBeVisible();

  // Days that are over are whole, and so are those before.
  await page.goto('/dashboard?from=2025-03-01&to=2025-03-31');
  const { change } = await ask(page, comparison, '/api/comparison?from=2025-03-01&to=2025-03-31');
  const percent = Math.round(Math.abs(change.listenedMs ?? 0) * 100);
  await expect(main).toContainText(`${percent}% against February 2025. `);
  await expect(partial).toHaveCount(0);
  await expect(overTime(page).getByText('not complete')).toHaveCount(0);
});

type Ranked = z.output<typeof top>['entries'][number];

/** What stands beside a track that was played first in the days from `from` on, again, or in another place than before. */
function markOf({ rank, previousRank, firstPlayedAt }: Ranked, from: string, timeZone: string): string {
  if (dayOf(firstPlayedAt, timeZone) >= from) return 'new';
  if (previousRank === null) return 'back';
  const won = previousRank - rank;
  const places = Math.abs(won) > 99 ? '99+' : Math.abs(won);
  return won === 0 ? 'same place' : `${won > 0 ? 'up' : 'down'} ${places}`;
}

/** The marks of the first page of the ranking that has some of each kind. */
async function pageOfMarks(
  page: Page,
  days: string,
  offset = 0,
): Promise<{ marks: string[]; offset: number }> {
  const { timeZone } = await ask(page, zone, '/api/user/time-zone');
  const path = `/api/top-tracks?${days}&limit=50&offset=${offset}`;
  const { entries, range } = await ask(page, top, path);
  expect(entries).not.toEqual([]);
  const marks = entries.map((entry) => markOf(entry, range.from, timeZone));
  const hasEach = marks.includes('new') && marks.includes('back');
  return hasEach ? { marks, offset } : pageOfMarks(page, days, offset + entries.length);
}

test('a ranking calls new what was first played in its days, and back what was not played just before', async ({
  page,
}) => {
  await resumeSession(page, 'Hannah Voss');
  const days = 'from=2025-03-01&to=2025-03-30';
  const { marks, offset } = await pageOfMarks(page, days);
  await page.goto(`/top?kind=track&${days}&offset=${offset}`);
  // Narrow screens have no room for the marks, and say nothing of them.
  const isWide = test.info().project.name === 'wide';
  const rows = await card(page, 'Ranking').getByRole('listitem').all();
  const shown = rows.map(async (row) => {
    const texts = await row
      .getByText(/^(new|back)$/)
      .filter({ visible: true })
      .allTextContents();
    const labels = await row
      .getByRole('img', { name: /^(up|down|same) / })
      .evaluateAll((all) => all.map((mark) => mark.getAttribute('aria-label') ?? ''));
    return [...texts, ...labels].join();
  });
  expect(await Promise.all(shown)).toEqual(isWide ? marks : marks.map(() => ''));

  // On wide screens the heads of the columns are the way, on narrow ones tabs.
  await expect(page).toHaveTitle('Top tracks, Mar 1 – 30, 2025 · Audiospective');
  await page.getByRole('link', { name: /^Time/ }).filter({ visible: true }).click();
  await expect(page).toHaveURL(/by=time/);
  await expect(page.getByText('most listened to first')).toBeVisible();
});

test('“Every day” and its figures follow the range, and each leads to exactly what it counts', async ({
  page,
}) => {
  await resumeSession(page, 'Hannah Voss');
  const picker = page.getByRole('navigation', { name: 'Range of days' });
  const figure = (label: RegExp) =>
    everyDay(page)
      .locator('div')
      .filter({ has: page.locator('dt', { hasText: label }) })
      .getByRole('link');
  await page.goto('/dashboard?range=30d');
  expect(await shaded(everyDay(page))).toBe(30);
  await picker.getByRole('link', { name: 'All', exact: true }).click();
  const years = everyDay(page).getByRole('application', { name: /a row for each year/ });
  await expect(years).toBeVisible();
  // Everything was new once.
  await expect(everyDay(page).getByText(/new tracks?/)).toHaveCount(0);
  await expect(page.getByRole('main').getByText(/against/)).toHaveCount(0);
  await picker.getByRole('link', { name: '365 days' }).click();
  await expect(everyDay(page).getByRole('application', { name: /a column for each week/ })).toBeVisible();
  expect(await shaded(everyDay(page))).toBe(365);

  const newTracks = (await figure(/^new tracks?$/).textContent()) ?? '';
  await figure(/^new tracks?$/).click();
  await expect(page.getByRole('heading', { level: 1, name: `${newTracks} new tracks` })).toBeVisible();
  await page.goBack();
  const { current, longest } = await ask(page, streaks, '/api/analytics/streaks');
  const run = everyDay(page).getByRole('link', { name: new RegExp(`^${longest.days} days?$`) });
  await expect(run).toHaveAttribute('href', `/history?from=${longest.from}&to=${longest.to}`);
  await expect(figure(/in a row/)).toHaveText(String(current.days));
  await figure(/in a row/).click();
  await expect(page).toHaveURL(`/history?from=${current.from}`);
  await expect(page.getByText(/^[\d,]+ plays, since /)).toBeVisible();
  await page.goBack();
  // Of days that are over, too: the demo plays on.
  const ended = 'from=2025-03-01&to=2025-06-30';
  await page.goto(`/dashboard?${ended}`);
  const { longest: session } = await ask(page, sessions, `/api/analytics/sessions?${ended}`);
  await figure(/^longest session, pauses included$/).click();
  await expect(page).toHaveURL(/\/history\?.*&at=.*&until=/);
  await expect(page.getByText(new RegExp(`^${session.plays} plays of one session, `))).toBeVisible();
});
