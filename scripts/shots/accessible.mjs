import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { AxeBuilder } from '@axe-core/playwright';
import { inProject } from '../launch/project.mjs';

const { tags, experimental } = JSON.parse(readFileSync(inProject('e2e/support/axe-rules.json'), 'utf8'));
const rules = Object.fromEntries(experimental.map((id) => [id, { enabled: true }]));

const MOST_MS = 90_000;

/** Each palette and each layout once: dark on narrow screens, light on wide ones. */
export const isToBeRead = ({ width, scheme, media }) =>
  media === undefined && width < 1000 === (scheme === 'dark');

/** What breaks a rule of `e2e/support/axe-rules.json` on the page, each with the elements that do; a picture is no page. */
export async function findInaccessible(page) {
  if ((await page.evaluate(() => document.contentType)) !== 'text/html') return [];
  await stay(page);
  const analysis = new AxeBuilder({ page })
    .options({ resultTypes: ['violations'], rules, runOnly: { type: 'tag', values: tags } })
    // In the page alone: there are no frames whose results would be joined in a second one.
    .setLegacyMode()
    .analyze();
  const result = await Promise.race([analysis, sleep(MOST_MS, null, { ref: false })]);
  if (result === null) return ['axe did not come to an end'];
  return result.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target).join(', ')}`);
}

/** A page that tries again by itself would be gone before axe is done. */
const stay = (page) =>
  page.route('**/*', (route) =>
    route.request().isNavigationRequest() ? route.fulfill({ status: 204 }) : route.fallback(),
  );
