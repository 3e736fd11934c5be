import AxeBuilder from '@axe-core/playwright';
import { expect, type Locator, type Page } from '@playwright/test';
import axeRules from './axe-rules.json' with { type: 'json' };

/** The narrowest screen on which everything can be reached: WCAG 2.2, 1.4.10. */
const NARROWEST = 320;
const WIDEST_PHONE = 600;

const { tags, experimental } = axeRules;
const rules = Object.fromEntries(experimental.map((id) => [id, { enabled: true }]));

/** Nothing on the page breaks a rule of WCAG 2.2 AA that axe knows, nor one of its best practices; of phones the narrowest is taken. */
export async function expectAccessible(page: Page): Promise<void> {
  const shown = page.viewportSize();
  const isPhone = shown !== null && shown.width < WIDEST_PHONE;
  if (isPhone) await page.setViewportSize({ ...shown, width: NARROWEST });
  const { violations } = await new AxeBuilder({ page })
    .options({ resultTypes: ['violations'], rules, runOnly: { type: 'tag', values: tags } })
    // In the page alone: there are no frames whose results would be joined in a second one.
    .setLegacyMode()
    .analyze();
  if (isPhone) await page.setViewportSize(shown);
  const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map((n) => n.target).join(', ')}`);
  expect(found, page.url()).toEqual([]);
}

/** Neither as wide as it is nor on the narrowest screen. */
export async function expectNoSidewaysScroll(page: Page): Promise<void> {
  const shown = page.viewportSize() ?? { width: NARROWEST, height: 900 };
  for (const width of [NARROWEST, shown.width]) {
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

/** What is to be read out when it changes is there before it does, and seen by screen readers. */
export async function expectLiveRegions(page: Page): Promise<void> {
  const hidden = await page.locator('main [aria-live], main [role=status]').evaluateAll((all) =>
    all
      // What is folded up is unfolded before it can change.
      .filter((region) => region.getClientRects().length === 0 && !region.closest('details:not([open])'))
      .map(({ outerHTML }) => outerHTML),
  );
  expect(hidden, page.url()).toEqual([]);
}

/**
 * On a phone, and the narrowest one, a finger meets everything that is no word of a sentence: 24 px each way, the ways to
 * pages and ranges 44 px high.
 */
export async function expectTappable(page: Page): Promise<void> {
  const shown = page.viewportSize();
  if (shown === null || shown.width >= WIDEST_PHONE) return;
  for (const width of [NARROWEST, shown.width]) {
    await page.setViewportSize({ ...shown, width });
    expect(await smallTargets(page), `${page.url()} at ${width} px`).toEqual([]);
  }
}

const TARGETS =
  'a, button, summary, select, label:has(> [type=checkbox]), input:not([type=checkbox], [type=radio])';

const smallTargets = (page: Page): Promise<string[]> =>
  page
    .locator(TARGETS)
    .filter({ visible: true })
    .evaluateAll((all, targets) => {
      const isInline = (element: Element) => getComputedStyle(element).display === 'inline';
      const blockOf = (element: Element | null): Element =>
        element && isInline(element) ? blockOf(element.parentElement) : (element ?? document.body);
      /** Whether text that leads nowhere stands beside it in its block. Signs between names are none. */
      const isWordOfSentence = (target: Element) => {
        const block = blockOf(target);
        const texts = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
        while (texts.nextNode()) {
          const { textContent, parentElement } = texts.currentNode;
          const isText = /[\p{L}\p{N}]/u.test(textContent ?? '') && !parentElement?.closest(targets);
          if (isText && blockOf(parentElement) === block) return true;
        }
        return false;
      };
      return all.flatMap((target) => {
        const { width, height } = target.getBoundingClientRect();
        // To be read and focused only; a wedge of the clock, whose links its table has as well.
        if (width < 2 || target instanceof SVGElement || (isInline(target) && isWordOfSentence(target)))
          return [];
        const least = target.closest('nav[aria-label="Pages"], nav[aria-label="Range of days"]') ? 44 : 24;
        const isEnough = Math.round(width) >= 24 && Math.round(height) >= least;
        return isEnough ? [] : [`${target.textContent}: ${width} × ${height}`];
      });
    }, TARGETS);

/** Where an element is; it must be there. */
export async function boxOf(element: Locator) {
  const box = await element.boundingBox();
  if (!box) throw new Error(`${element} is not shown`);
  return box;
}

/** How many bars or cells a chart draws: one path has many. */
export const drawnBy = (paths: Locator): Promise<number> =>
  paths.evaluateAll((all) => all.flatMap((path) => path.getAttribute('d')?.match(/M/g) ?? []).length);

/** Why syncing rests, until when, and when the next sync is: one story on the dashboard, in the frame, on the account page and on the connection check. */
export async function expectOneNextSync(page: Page, why: string, headline: string) {
  await page.goto('/dashboard');
  const rest = page.getByText(`${why} until`).filter({ visible: true });
  const nextSyncs = page.getByText('Next sync').filter({ visible: true });
  const [, until = ''] = /until (.+?M)\b/.exec((await rest.first().textContent()) ?? '') ?? [];
  const [, next = ''] = /Next sync (.+?M)\b/.exec((await nextSyncs.first().textContent()) ?? '') ?? [];
  for (const path of ['/dashboard', '/history', '/me', '/test']) {
    await page.goto(path);
    await expect(page.getByText(headline).filter({ visible: true }), path).toHaveCount(1);
    if (path !== '/history') await expect(rest.first(), path).toBeVisible();
    for (const notice of await rest.all()) await expect(notice, path).toContainText(`until ${until}`);
    for (const notice of await nextSyncs.all()) await expect(notice, path).toContainText(`Next sync ${next}`);
  }
  expect(until).not.toBe('');
  expect(await nextSyncs.count()).toBeGreaterThan(1);
  return { until, next };
}
