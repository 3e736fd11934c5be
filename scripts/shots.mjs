import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { ensureBrowser } from './launch/browser.mjs';
import { startDemo } from './launch/demo-server.mjs';
import { ensureDependencies } from './launch/dependencies.mjs';
import { requireNodeVersion } from './launch/node-version.mjs';
import { inProject, say } from './launch/project.mjs';
import { runEntry } from './launch/run-command.mjs';
import { ACTS } from './shots/acts.mjs';
import { SHOTS, STATES } from './shots/list.mjs';

const FOLDER = inProject('shots');
const SCREENS = [390, 1440].flatMap((width) => ['light', 'dark'].map((scheme) => ({ width, scheme })));
const text = (value) => ({ type: 'string', default: value });

requireNodeVersion();

/**
 * Pictures of every page and state, at two widths, light and dark, from the production build with the demo's listeners, in
 * the folder `shots`: npm run shots [-- --only TEXT --port N]. `only` picks those whose name has the text.
 */
await runEntry(async () => {
  const { values } = parseArgs({ options: { only: text(''), port: text('4390') } });
  const chosen = SHOTS.filter(({ name }) => name.includes(values.only));
  const scenarios = [...new Set(chosen.flatMap(({ as }) => as?.scenario ?? []))];
  await ensureDependencies();
  const executablePath = await ensureBrowser();
  const demo = await startDemo({ scenarios, port: Number(values.port), dataDir: '.data/shots', fresh: true });
  rmSync(FOLDER, { recursive: true, force: true });
  mkdirSync(FOLDER, { recursive: true });
  const { chromium } = await import('@playwright/test');
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
  const studio = { browser, ...demo.story };
  const added = new Set(chosen.flatMap(({ as }) => as?.added ?? []));
  for (const listener of added) await control(demo.story, 'listeners', listener);
  // Whoever signs in again mends the connection: a state begins once all browsers are signed in, and stays.
  for (const state of [null, ...Object.keys(STATES)])
    await takeAll(
      studio,
      state,
      chosen.filter((shot) => (shot.state ?? null) === state),
    );
  await browser.close();
  await demo.family.end(0);
});

async function takeAll(studio, state, shots) {
  if (shots.length === 0) return;
  const listeners = [...new Set(shots.map(({ as }) => as ?? null))];
  const rooms = [];
  for (const screen of SCREENS)
    for (const as of listeners) rooms.push({ screen, as, context: await signIn(studio, screen, as) });
  if (state) await begin(studio, state, rooms[0]);
  for (const { screen, as, context } of rooms) {
    for (const shot of shots.filter((shot) => (shot.as ?? null) === as)) await take(context, shot, screen);
    await context.close();
  }
}

async function take(context, { name, path, act }, { width, scheme }) {
  const page = await context.newPage();
  await page.goto(path, { waitUntil: 'networkidle' });
  if (act) await ACTS[act](page);
  // Pictures below the screen are fetched when they are scrolled to.
  await page.evaluate(() => {
    for (const image of document.images) image.loading = 'eager';
  });
  await page.waitForLoadState('networkidle');
  const file = `${name}-${width}-${scheme}.png`;
  await page.screenshot({ path: join(FOLDER, file), fullPage: true });
  await page.close();
  say(file);
}

async function signIn({ browser, url }, { width, scheme }, as) {
  const viewport = { width, height: 900 };
  const context = await browser.newContext({
    ...{ baseURL: url, colorScheme: scheme, viewport, locale: 'en-GB', serviceWorkers: 'block' },
  });
  // The network would never be idle, and new plays are no part of a picture. 204 ends it for good.
  await context.route('**/api/archive/events', (route) => route.fulfill({ status: 204 }));
  if (!as) return context;
  const page = await context.newPage();
  await page.goto('/');
  await page.getByRole('button', { name: 'Sign in with Spotify' }).click();
  await page.getByRole('button', { name: as.name }).click();
  await page.waitForURL(/\/dashboard/);
  await page.close();
  return context;
}

async function control({ spotifyUrl }, verb, body) {
  const answer = await fetch(`${spotifyUrl}/control/${verb}`, { method: 'POST', body: JSON.stringify(body) });
  if (!answer.ok) throw new Error(`The simulator refused ${verb}: ${await answer.text()}`);
}

async function begin({ url, spotifyUrl }, state, { context }) {
  const { leaveOut, verb, body, shows } = STATES[state];
  if (leaveOut) return leaveOutOfStatistics(context, url, leaveOut);
  await control({ spotifyUrl }, verb, body);
  await syncUntilShown(context, shows);
}

/** Resolves once the figures have followed. */
async function leaveOutOfStatistics({ request }, origin, what) {
  const answer = await request.post('/api/exclusions', { data: what, headers: { origin } });
  if (!answer.ok()) throw new Error(`Leaving out was refused: ${await answer.text()}`);
  const isFollowing = async () => (await (await request.get('/api/exclusions')).json()).check !== null;
  while (await isFollowing()) await sleep(1_000);
}

async function syncUntilShown(context, shows) {
  const page = await context.newPage();
  const isShown = async () => {
    await page.goto('/dashboard', { waitUntil: 'networkidle' });
    const sync = page.getByRole('button', { name: 'Sync now' });
    if (await sync.isVisible()) await sync.click();
    const sign = page.getByText(shows).filter({ visible: true }).first();
    return sign.waitFor({ timeout: 5_000 }).then(
      () => true,
      () => false,
    );
  };
  let tries = 0;
  while (!(await isShown()) && tries < 60) tries += 1;
  if (tries === 60) say(`The dashboard never showed “${shows}”.`);
  await page.close();
}
