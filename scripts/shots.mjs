import { mkdirSync, rmSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { ensureBrowser } from './launch/browser.mjs';
import { startDemo } from './launch/demo/demo-server.mjs';
import { ensureDependencies } from './launch/dependencies.mjs';
import { requireNodeVersion } from './launch/node-version.mjs';
import { say, secondsSince } from './launch/project.mjs';
import { runEntry } from './launch/run-command.mjs';
import { SCREENS, SHOTS } from './shots/list.mjs';
import { begin, end, STATES } from './shots/states.mjs';
import { openStudio } from './shots/studio.mjs';
import { FOLDER, take } from './shots/take.mjs';

const text = (value) => ({ type: 'string', default: value });

requireNodeVersion();

/**
 * Pictures of every page and state, at two widths, light and dark, from the production build with the demo's listeners, in
 * the folder `shots`: npm run shots [-- --only TEXT,TEXT --port N]. `only` takes those whose name has one of the texts, and
 * leaves other pictures where they are. Ends with what was made, and with 1 if something was wrong on a page.
 */
await runEntry(async () => {
  const start = performance.now();
  const { values } = parseArgs({ options: { only: text(''), port: text('4390') } });
  const chosen = SHOTS.filter(({ name }) => values.only.split(',').some((part) => name.includes(part)));
  await ensureDependencies();
  const executablePath = await ensureBrowser();
  // In the order of the whole list, on which the numbers of artists, albums and tracks depend.
  const scenarios = [...new Set(SHOTS.flatMap(({ as }) => as?.scenario ?? []))].filter((scenario) =>
    chosen.some(({ as }) => as?.scenario === scenario),
  );
  const demo = await startDemo({ scenarios, port: Number(values.port), dataDir: '.data/shots', fresh: true });
  if (values.only === '') rmSync(FOLDER, { recursive: true, force: true });
  mkdirSync(FOLDER, { recursive: true });
  const { chromium } = await import('@playwright/test');
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
  const taken = await takeAll(openStudio({ browser, demo }), chosen);
  await browser.close();
  const faulty = taken.filter(({ faults }) => faults.length > 0);
  for (const { file, faults } of faulty) say([file, ...faults].join('; '));
  const wrong = faulty.length === 0 ? 'nothing was wrong on them' : `something was wrong on ${faulty.length}`;
  say(`${taken.length} pictures of ${chosen.length} pages and states in ${secondsSince(start)}; ${wrong}.`);
  await demo.family.end(faulty.length === 0 ? 0 : 1);
});

/** Signing in again repairs a connection, so states begin once all have signed in, and stay unless they can be undone. */
async function takeAll(studio, shots) {
  const listeners = new Set(shots.flatMap(({ as }) => as ?? []));
  for (const { added } of listeners) if (added) await studio.control('listeners', added);
  for (const as of listeners) await studio.signIn(as);
  const taken = [];
  for (const state of [null, ...Object.keys(STATES)]) {
    const ofState = shots.filter((shot) => (shot.state ?? null) === state);
    if (ofState.length === 0) continue;
    // A state that cannot be brought about is seen on its pictures.
    if (state)
      await beginAs(studio, state, ofState[0].as).catch((error) => say(`${state}: ${error.message}`));
    for (const shot of ofState) taken.push(...(await takeOne(studio, shot)));
    if (state) await end(studio, state);
  }
  return taken;
}

/** At once on all screens, unless what is done on one page changes the next. */
async function takeOne(studio, shot) {
  const screens = shot.screens ?? SCREENS;
  const pictures = [];
  if (shot.act) for (const screen of screens) pictures.push(await take(studio, shot, screen));
  else pictures.push(...(await Promise.all(screens.map((screen) => take(studio, shot, screen)))));
  for (const { file, faults } of pictures) say([file, ...faults].join('; '));
  return pictures;
}

async function beginAs(studio, state, as) {
  const context = await studio.enter({ as });
  await begin(studio, state, context);
  await context.close();
}
