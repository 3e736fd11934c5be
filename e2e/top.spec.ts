import { expect, type Page, test } from '@playwright/test';
import { resumeSession } from './support/demo';
import { boxOf } from './support/page-checks';
import { coloursOf } from './support/pixels';

const ranking = (page: Page) => page.getByRole('region', { name: 'Ranking' });
const rows = (page: Page) => ranking(page).getByRole('listitem');

/** The last two columns of each row, plays and time: what stands first in them, and where they end. */
const figuresOf = (page: Page) =>
  rows(page).evaluateAll((all) =>
    all.map((row) => {
      const cells = [...row.children]
        .slice(-2)
        .filter((cell): cell is HTMLElement => cell instanceof HTMLElement);
      const [plays = '', time = ''] = cells.map((cell) => cell.innerText.split('\n')[0]);
      return { plays, time, ends: cells.map((cell) => Math.round(cell.getBoundingClientRect().right)) };
    }),
  );

const minutes = (time: string): number => {
  const [, hours = '0'] = /([\d,]+)\sh/.exec(time) ?? [];
  const [, rest = '0'] = /(\d+)\smin/.exec(time) ?? [];
  return 60 * Number(hours.replace(',', '')) + Number(rest);
};
const count = (plays: string): number => Number(plays.replace(',', ''));
const descending = (numbers: number[]) => numbers.toSorted((a, b) => b - a);

test('a wide screen shows the ranking as a table of its width, with heads that sort it', async ({ page }) => {
  await page.setViewportSize({ width: 1440, height: 900 });
  await resumeSession(page, 'Hannah Voss');
  await page.goto('/top?kind=track&range=1y');
  expect((await boxOf(ranking(page))).width).toBeGreaterThan(1_000);
  await expect(ranking(page).getByText('Track', { exact: true })).toBeVisible();
  const head = (name: string) => ranking(page).getByRole('link', { name: `${name}: ` });
  await expect(head('Plays')).toHaveAccessibleName('Plays: sorted, most first');
  const byPlays = await figuresOf(page);
  const boxes = await Promise.all([boxOf(head('Plays')), boxOf(head('Time'))]);
  const ends = boxes.map(({ x, width }) => Math.round(x + width));
  for (const figures of byPlays) {
    expect(figures.ends).toEqual(ends);
    // Plays are said in the head, units of time where they stand.
    expect(figures.plays).toMatch(/^[\d,]+$/);
    expect(figures.time).toMatch(/^([\d,]+\sh(\s\d+\smin)?|\d+\smin)$/);
  }
  const counts = byPlays.map((figures) => count(figures.plays));
  expect(counts).toEqual(descending(counts));

  await head('Time').click();
  await expect(head('Time')).toHaveAccessibleName('Time: sorted, most first');
  const times = (await figuresOf(page)).map((figures) => minutes(figures.time));
  expect(times).toEqual(descending(times));
});

test('the row under the pointer is marked, and no other', async ({ page }) => {
  await page.setViewportSize({ width: 1440, height: 900 });
  await resumeSession(page, 'Hannah Voss');
  await page.goto('/top');
  await rows(page).nth(3).hover();
  const [paper = ''] = await coloursOf(page, ['--paper']);
  await expect(rows(page).nth(3)).toHaveCSS('background-color', paper);
  for (const place of [2, 4]) await expect(rows(page).nth(place)).not.toHaveCSS('background-color', paper);
});

test('a narrow screen has no heads: each row says the other figure with its unit, and tabs sort it', async ({
  page,
}) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await resumeSession(page, 'Hannah Voss');
  await page.goto('/top?kind=artist&range=1y&by=time');
  await expect(ranking(page).getByText('Artist', { exact: true })).toBeHidden();
  const shown = { useInnerText: true };
  const [byTime, byPlays] = [
    /[\d,]+ plays?\s· since \d{4}\s+\d.*\smin/s,
    /\d\s(h|min)\s· since \d{4}\s+[\d,]+$/,
  ];
  for (const row of await rows(page).all()) await expect(row).toContainText(byTime, shown);
  await page.getByRole('link', { name: 'Plays', exact: true }).click();
  await expect(page.getByText('most played first')).toBeVisible();
  for (const row of await rows(page).all()) await expect(row).toContainText(byPlays, shown);
});
