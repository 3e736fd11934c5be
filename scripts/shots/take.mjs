import { join } from 'node:path';
import { inProject } from '../launch/project.mjs';
import { ACTS } from './acts.mjs';

export const FOLDER = inProject('shots');

const MOST_ELEMENTS = 900;

/**
 * Takes one picture; resolves with its file and with what was wrong on the way: an unexpected status, errors in the console,
 * reports against the security policy, a page wider than the screen or of too many elements.
 */
export async function take(studio, shot, screen) {
  const { name, path, as, server, act, status, isScreenOnly, options } = shot;
  const { width, height = 900, scheme, media } = screen;
  const viewport = { width, height };
  const context = await studio.enter({ as, server, viewport, colorScheme: scheme, ...options });
  const page = await context.newPage();
  const faults = watch(page);
  if (media) await page.emulateMedia({ media });
  const answer = await page.goto(path, { waitUntil: 'networkidle' });
  const expected = status ?? 200;
  if (answer?.status() !== expected) faults.push(`status ${answer?.status()} instead of ${expected}`);
  if (act) await ACTS[act](page, studio);
  if (options?.javaScriptEnabled !== false) await drawAll(page, faults);
  const file = `${name}-${width}-${scheme}.png`;
  await page.screenshot({ path: join(FOLDER, file), fullPage: !isScreenOnly });
  await context.close();
  return { file, faults };
}

function watch(page) {
  const faults = [];
  page.on('pageerror', ({ message }) => faults.push(`error: ${message}`));
  page.on('console', (message) => {
    // The status of the page itself is looked at by itself.
    const isOfPage =
      message.text().startsWith('Failed to load resource') && message.location().url === page.url();
    if (message.type() === 'error' && !isOfPage)
      faults.push(`console: ${message.text()} ${message.location().url}`);
  });
  page.on('request', (request) => {
    if (request.url().endsWith('/api/csp-report')) faults.push(`policy: ${request.postData()}`);
  });
  return faults;
}

/** Resolves once the pictures below the screen are there too, which are else fetched when they are scrolled to. */
async function drawAll(page, faults) {
  const { wider, elements } = await page.evaluate(async () => {
    for (const image of document.images) image.loading = 'eager';
    await Promise.all([...document.images].map((image) => image.decode().catch(() => {})));
    const { scrollWidth, clientWidth } = document.documentElement;
    return { wider: scrollWidth - clientWidth, elements: document.querySelectorAll('*').length };
  });
  if (wider > 0) faults.push(`${wider} px wider than the screen`);
  if (elements > MOST_ELEMENTS) faults.push(`${elements} elements`);
}
