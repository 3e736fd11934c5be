import { join } from 'node:path';
import { inProject } from '../launch/project.mjs';
import { findInaccessible, isToBeRead } from './accessible.mjs';
import { ACTS } from './acts.mjs';

export const FOLDER = inProject('shots');

const MOST_ELEMENTS = 900;

/**
 * Takes one picture; resolves with its file and with what was wrong on the way: an unexpected status, errors in the console,
 * reports against the security policy, what axe finds, a page wider than the screen or of too many elements, a picture that
 * could not be taken.
 */
export async function take(studio, shot, screen) {
  const { as, server, options } = shot;
  const { width, height = 900, scheme } = screen;
  const file = `${shot.name}-${width}-${scheme}.png`;
  const viewport = { width, height };
  const context = await studio.enter({ as, server, viewport, colorScheme: scheme, ...options });
  const page = await context.newPage();
  const faults = watch(page, shot);
  await photograph({ page, studio, faults, file }, shot, screen).catch(({ message }) => faults.push(message));
  await context.close();
  return { file, faults };
}

async function photograph({ page, studio, faults, file }, shot, screen) {
  const { path, act, status = 200, isScreenOnly, options } = shot;
  const hasScripts = options?.javaScriptEnabled !== false;
  const answer = await page.goto(path, { waitUntil: 'networkidle' });
  if (answer?.status() !== status) faults.push(`status ${answer?.status()} instead of ${status}`);
  if (act) await ACTS[act](page, studio);
  // What one presses is not on paper.
  if (screen.media) await page.emulateMedia({ media: screen.media });
  if (hasScripts) await drawAll(page, faults);
  await page.screenshot({ path: join(FOLDER, file), fullPage: !isScreenOnly });
  if (hasScripts && isToBeRead(screen)) faults.push(...(await findInaccessible(page)));
}

function watch(page, { isFailing }) {
  const faults = [];
  page.on('request', (request) => {
    if (request.url().endsWith('/api/csp-report')) faults.push(`policy: ${request.postData()}`);
  });
  if (isFailing) return faults;
  page.on('pageerror', ({ message }) => faults.push(`error: ${message}`));
  page.on('console', (message) => {
    const [text, { url }] = [message.text(), message.location()];
    // The status of the page itself is looked at by itself.
    const isOfPage = text.startsWith('Failed to load resource') && url === page.url();
    if (message.type() === 'error' && !isOfPage) faults.push(`console: ${text} ${url}`);
  });
  return faults;
}

/** Resolves once the pictures below the screen are there too, which are else fetched when they are scrolled to, and nothing fades. */
async function drawAll(page, faults) {
  const { wider, elements } = await page.evaluate(async () => {
    for (const image of document.images) image.loading = 'eager';
    await Promise.all([...document.images].map((image) => image.decode().catch(() => {})));
    const ending = document
      .getAnimations()
      .filter((one) => one.effect.getComputedTiming().endTime < Infinity);
    await Promise.all(ending.map(({ finished }) => finished.catch(() => {})));
    const { scrollWidth, clientWidth } = document.documentElement;
    return { wider: scrollWidth - clientWidth, elements: document.querySelectorAll('*').length };
  });
  if (wider > 0) faults.push(`${wider} px wider than the screen`);
  if (elements > MOST_ELEMENTS) faults.push(`${elements} elements`);
}
