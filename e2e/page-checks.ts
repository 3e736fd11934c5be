import AxeBuilder from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';
import { sample } from '../tests/support/depth';
import axeRules from './axe-rules.json' with { type: 'json' };

/** Each palette and each layout. */
export const SCREENS = [
  { theme: 'light', width: 1440 },
  { theme: 'dark', width: 320 },
] as const;

/** All in CI and at night. Before a commit, for time, one of the two that these are done on. */
const chosen = <T>(items: readonly T[], first: number): T[] =>
  process.env.CI ? [...items] : sample(items, SCREENS.length, first);

/** The pages to look at on a screen. */
export const pagesOn = <P>(screen: (typeof SCREENS)[number], pages: readonly P[]): P[] =>
  chosen(pages, SCREENS.indexOf(screen));

/** The screens to make a journey on; `first` is the one before a commit. */
export const journeyScreens = (first: 'wide' | 'phone') =>
  chosen(
    [
      { theme: 'light', width: 1440 },
      { theme: 'dark', width: 390 },
    ] as const,
    first === 'wide' ? 0 : 1,
  );

const { tags, experimental } = axeRules;
const rules = Object.fromEntries(experimental.map((id) => [id, { enabled: true }]));

/** Nothing on the page breaks a rule of WCAG 2.2 AA that axe knows, nor one of its best practices. */
export async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page })
    .options({ resultTypes: ['violations'], rules, runOnly: { type: 'tag', values: tags } })
    // In the page alone: there are no frames whose results would be joined in a second one.
    .setLegacyMode()
    .analyze();
  const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map((n) => n.target).join(', ')}`);
  expect(found, page.url()).toEqual([]);
}

/** Not on a screen of any width. */
export async function expectNoSidewaysScroll(page: Page): Promise<void> {
  const shown = page.viewportSize() ?? { width: 0, height: 900 };
  for (const width of [...SCREENS.map((screen) => screen.width), shown.width]) {
    await page.setViewportSize({ ...shown, width });
    const { scrollWidth, clientWidth } = await page
      .locator('html')
      .evaluate(({ scrollWidth, clientWidth }) => ({ scrollWidth, clientWidth }));
    expect(scrollWidth, `${page.url()} at ${width} px`).toBeLessThanOrEqual(clientWidth);
  }
}

/** A screen reader's way round: one main part, one heading that names it, and a title of the page's own. */
export async function expectOutlined(page: Page): Promise<void> {
  await expect(page.locator('main'), page.url()).toHaveCount(1);
  await expect(page.getByRole('main').getByRole('heading', { level: 1 }), page.url()).toBeVisible();
  await expect(page.getByRole('heading', { level: 1 }), page.url()).toHaveCount(1);
  await expect(page.getByRole('banner'), page.url()).toHaveCount(1);
  expect(await page.title(), page.url()).toMatch(/Audiospective$/);
}
