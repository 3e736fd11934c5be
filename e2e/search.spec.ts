import { expect, type Page, test } from '@playwright/test';
import { z } from 'zod';
import { resumeSession } from './support/demo';
import { expectAccessible, expectNoSidewaysScroll } from './support/page-checks';

const field = (page: Page) => page.getByRole('searchbox', { name: 'Words of a name, in any order' });

const top = z.object({ entries: z.array(z.object({ name: z.string() })) });

/** The most played that has such a letter in its name. */
async function namedLike(
  page: Page,
  kind: 'artists' | 'tracks',
  letter: RegExp,
  offset = 0,
): Promise<string> {
  const answer = await page.request.get(`/api/top-${kind}?range=all&limit=50&offset=${offset}`);
  const { entries } = top.parse(await answer.json());
  expect(entries.length, `${kind} written with ${letter}`).toBeGreaterThan(0);
  const found = entries.find(({ name }) => letter.test(name));
  return found?.name ?? namedLike(page, kind, letter, offset + entries.length);
}

const reversed = (name: string): string => name.split(' ').reverse().join(' ');
/** As a Japanese keyboard writes it. */
const wide = (name: string): string =>
  name.replace(/[!-~]/g, (sign) => String.fromCodePoint((sign.codePointAt(0) ?? 0) + 0xfee0));

test('finds while one types, and offers the nearest names', async ({ page }) => {
  await resumeSession(page, 'Hannah Voss');
  await page.goto('/search');
  await expect(page.getByText('You played these most.')).toBeVisible();
  await expectAccessible(page);
  const artist = page.getByRole('region', { name: 'Artists' }).getByRole('listitem').first();
  const name = (await artist.getByRole('link').first().textContent()) ?? '';
  expect(name.length).toBeGreaterThan(3);

  await field(page).pressSequentially(name.toLowerCase());
  await expect(page).toHaveURL(/\/search\?q=/);
  await expect(page.getByText('the plays themselves')).toBeVisible();
  await expect(artist).toContainText(name);
  await expect(field(page)).toBeFocused();
  await expect(page).toHaveTitle(`“${name.toLowerCase()}” – Search · Audiospective`);
  for (const written of [reversed(name), wide(name), name.normalize('NFD')]) {
    await field(page).fill(written);
    await expect(page).toHaveTitle(`“${written}” – Search · Audiospective`);
    await expect(artist, written).toContainText(name);
  }
  const [curly, accented] = [
    await namedLike(page, 'tracks', /’/),
    await namedLike(page, 'artists', /[æøß]/i),
  ];
  for (const [found, written] of [
    [curly, curly.replaceAll('’', "'")],
    [curly, curly.replaceAll('’', '')],
    [accented, accented.replaceAll('æ', 'ae').replaceAll('ø', 'o').replaceAll('ß', 'ss')],
  ] as const) {
    await field(page).fill(written);
    await expect(page).toHaveTitle(`“${written}” – Search · Audiospective`);
    await expect(
      page.getByRole('main').getByRole('link', { name: found, exact: true }).first(),
    ).toBeVisible();
  }

  await field(page).fill(`${name.slice(0, 2)}${name.slice(3)}q`);
  await expect(page.getByText('These come close.')).toBeVisible();
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);

  await field(page).fill('zzzzqqqxx');
  await expect(page.getByText('or begin with what you played most.')).toBeVisible();
  await expect(artist).toContainText(name);

  await field(page).fill('');
  await expect(page).toHaveURL(/\/search$/);
  await expect(page.getByText('You played these most.')).toBeVisible();
});

test.describe('without scripts', () => {
  test.use({ javaScriptEnabled: false });

  test('the form searches', async ({ page }) => {
    await resumeSession(page, 'Hannah Voss');
    await page.goto('/search');
    await field(page).fill('a');
    await page.getByRole('main').getByRole('button', { name: 'Search' }).click();
    await expect(page).toHaveURL(/\/search\?q=a$/);
    await expect(page.getByText('the plays themselves')).toBeVisible();
  });
});
