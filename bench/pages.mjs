import { spawn } from 'node:child_process';
import { parseArgs } from 'node:util';
import { chromium } from '@playwright/test';
import { launch } from 'chrome-launcher';
import { z } from 'zod';
import { ensureBrowser } from '../scripts/launch/browser.mjs';
import { measurePage, median } from './lighthouse-run.mjs';
import { watchStolenTime } from './stolen-time.mjs';

const USAGE = `Measures the pages of the production build with Lighthouse (a simulated mid-range phone), served by the demo.

--runs     how often each page is loaded; the median counts; default 5. A load during which the host of a virtual
           machine gave more than a twentieth of the time to others is told of and made again
--page     only this one: landing, share or dashboard
--port     where the demo serves meanwhile; default 3230`;

const MAX_LAYOUT_SHIFT = 0.02;
const MAX_STOLEN = 0.05;
/** Loads for each that counts, at the most. */
const MAX_TRIES = 6;
/** Script in kB, gzipped. A page behind the sign-in is not for search engines. */
const GOALS = {
  landing: { performance: 98, accessibility: 100, bestPractices: 100, seo: 100, scriptKb: 190 },
  share: { performance: 98, accessibility: 100, bestPractices: 100, seo: 100, scriptKb: 145 },
  dashboard: { performance: 95, accessibility: 100, bestPractices: 100, seo: null, scriptKb: 190 },
};
const FLAGS = ['--headless=new', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run'];
const READY_MS = 600_000;
const text = { type: 'string' };
const argumentsSchema = z.object({
  runs: z.string().regex(/^\d+$/).default('5').transform(Number),
  page: z.enum(['landing', 'share', 'dashboard']).optional(),
  port: z.string().regex(/^\d+$/).default('3230'),
});

async function main() {
  const options = { runs: text, page: text, port: text };
  const given = argumentsSchema.safeParse(parseArgs({ options }).values);
  if (!given.success)
    throw new Error(`${z.prettifyError(given.error)}

${USAGE}`);
  const chromePath = await ensureBrowser();
  const url = `http://127.0.0.1:${given.data.port}`;
  const demo = startDemo(url);
  const browsers = [];
  const open = async () => {
    const browser = await launch({ chromePath, chromeFlags: FLAGS });
    browsers.push(browser);
    return browser.port;
  };
  try {
    await untilReady(url, demo);
    const [stranger, listener] = [await open(), await open()];
    const share = await signInAndShare(url, listener);
    await measureAll(given.data, {
      landing: { address: url, port: stranger },
      share: { address: share, port: stranger },
      dashboard: { address: `${url}/dashboard`, port: listener },
    });
  } finally {
    for (const browser of browsers) browser.kill();
    await stopDemo(demo);
  }
}

function startDemo(url) {
  const { port } = new URL(url);
  const args = ['scripts/demo.mjs', '--port', port, '--data', '.data/bench-pages', '--fresh'];
  return spawn(process.execPath, args, { stdio: ['ignore', 'inherit', 'inherit'] });
}

async function untilReady(url, demo) {
  const deadline = performance.now() + READY_MS;
  while (performance.now() < deadline && demo.exitCode === null) {
    const answer = await fetch(`${url}/api/health/ready`).catch(() => null);
    if (answer?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
  throw new Error('The demo did not become ready; its messages above say why.');
}

async function stopDemo(demo) {
  if (demo.exitCode !== null) return;
  const ended = new Promise((resolve) => demo.once('exit', resolve));
  demo.kill('SIGINT');
  await ended;
}

/** Signs in with that browser and shares a report; answers the report's address. */
async function signInAndShare(url, port) {
  const browser = await chromium.connectOverCDP(`http://127.0.0.1:${port}`);
  const [context] = browser.contexts();
  if (!context) throw new Error('The browser has no window to sign in with.');
  const page = await context.newPage();
  await page.goto(url);
  await page.getByRole('button', { name: 'Sign in with Spotify' }).click();
  await page.getByRole('button', { name: 'Hannah Voss' }).click();
  await page.waitForURL(/\/dashboard$/);
  const share = await shareReport(page);
  await page.close();
  return share;
}

const created = z.object({ url: z.string() });

async function shareReport(page) {
  const answer = await page.evaluate(async () => {
    const body = JSON.stringify({ title: 'My year', range: '1y', isIndexable: true });
    const headers = { 'content-type': 'application/json' };
    const response = await fetch('/api/share', { method: 'POST', headers, body });
    return response.json();
  });
  return new URL(created.parse(answer).url, page.url()).href;
}

async function measureAll({ runs, page: only }, places) {
  console.log(`
Median of ${runs}. Scores of 100; layout shift; script in kB as transferred (gzipped); Lighthouse's index of the machine's
speed at that moment: it takes 1,500 to 2,000 for granted, and each score falls with it.
`);
  console.log('page        perf  a11y  practices    seo   shift  LCP ms  script  machine   goals');
  for (const [name, goal] of Object.entries(GOALS)) {
    const place = places[name];
    if (!place || (only && only !== name)) continue;
    const { undisturbed, disturbed } = await measureUndisturbed(place, runs);
    print(name, goal, median([...undisturbed, ...disturbed].slice(0, runs)));
    if (disturbed.length > 0)
      console.log(`             ${interruptedLabel(disturbed, undisturbed.length, runs)}`);
  }
}

async function measureUndisturbed({ address, port }, runs) {
  const [undisturbed, disturbed] = [[], []];
  while (undisturbed.length < runs && undisturbed.length + disturbed.length < runs * MAX_TRIES) {
    const stolen = watchStolenTime();
    const figures = await measurePage(address, port);
    (stolen() > MAX_STOLEN ? disturbed : undisturbed).push(figures);
  }
  return { undisturbed, disturbed };
}

function interruptedLabel(disturbed, undisturbed, runs) {
  const scores = disturbed.map(({ performance }) => performance).sort((a, b) => b - a);
  const counts =
    undisturbed < runs ? `; only ${undisturbed} of ${runs} were not, so some of these count` : '';
  return `disturbed by the machine's host, made again: ${scores.join(', ')}${counts}`;
}

function print(name, goal, figures) {
  const missed = [
    figures.performance < goal.performance && `performance ${goal.performance}`,
    figures.accessibility < goal.accessibility && `accessibility ${goal.accessibility}`,
    figures.bestPractices < goal.bestPractices && `best practices ${goal.bestPractices}`,
    goal.seo !== null && figures.seo < goal.seo && `SEO ${goal.seo}`,
    figures.layoutShift > MAX_LAYOUT_SHIFT && `layout shift ${MAX_LAYOUT_SHIFT}`,
    figures.scriptKb > goal.scriptKb && `script ${goal.scriptKb} kB`,
  ].filter(Boolean);
  const cells = [
    name.padEnd(10),
    ...[figures.performance, figures.accessibility].map((score) => String(score).padStart(5)),
    String(figures.bestPractices).padStart(9),
    String(figures.seo).padStart(6),
    figures.layoutShift.toFixed(3).padStart(7),
    String(Math.round(figures.largestPaintMs)).padStart(7),
    figures.scriptKb.toFixed(0).padStart(7),
    figures.machineIndex.toFixed(0).padStart(8),
  ];
  console.log(`${cells.join(' ')}   ${missed.length === 0 ? 'met' : `missed: ${missed.join(', ')}`}`);
  for (const line of figures.failed) console.log(`             below 100: ${line}`);
}

main().catch((error) => {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
});
