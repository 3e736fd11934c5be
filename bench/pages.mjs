import { launch } from 'chrome-launcher';
import { z } from 'zod';
import { ensureBrowser } from '../scripts/launch/browser.mjs';
import { startDemo } from '../scripts/launch/demo/demo-server.mjs';
import { median, readArguments, runBench, whole } from './command.mjs';
import { signInAndShare } from './demo-listener.mjs';
import { startEmptyNextApp } from './empty-next-app.mjs';
import { measurePage } from './lighthouse-run.mjs';
import { record } from './results.mjs';

const USAGE = `Measures the pages of the production build with Lighthouse (a simulated mid-range phone), each beside an empty
static page of the same Next.

--rounds   how often each page is loaded; the median counts; default 3
--page     only this one
--port     where the demo serves meanwhile; default 3230`;

const FLAGS = ['--headless=new', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run'];
const GOALS = { blockingMs: 400, elements: 900, documentKb: 40, layoutShift: 0.02 };
/** How many points a page may lie below the empty one; a page behind the sign-in is not for search engines. */
const PAGES = {
  landing: { points: 6, path: '/' },
  dashboard: { points: 10, path: '/dashboard', isPrivate: true },
  top: { points: 6, path: '/top', isPrivate: true },
  history: { points: 6, path: '/history', isPrivate: true },
  year: { points: 6, path: `/year/${new Date().getFullYear() - 1}`, isPrivate: true },
  share: { points: 6 },
  privacy: { points: 6, path: '/privacy' },
};
const OPTIONS = { rounds: whole('3'), page: z.enum(Object.keys(PAGES)).optional(), port: whole('3230') };

async function main() {
  const { rounds, page, port } = readArguments(OPTIONS, USAGE);
  const chromePath = await ensureBrowser();
  const demo = await startDemo({ scenarios: ['regular'], port, dataDir: '.data/bench-pages', fresh: true });
  const browser = await launch({ chromePath, chromeFlags: FLAGS });
  let code = 1;
  try {
    const empty = await startEmptyNextApp(demo.family, port + 5);
    const { cookie, share } = await signInAndShare(demo.story.url);
    const places = Object.entries(PAGES)
      .filter(([name]) => page === undefined || page === name)
      .map(([name, { path, isPrivate, points }]) => {
        const address = path === undefined ? share : new URL(path, demo.story.url).href;
        return { name, address, points, isPrivate, cookie: isPrivate ? cookie : undefined };
      });
    const results = await measureAll(places, { rounds, empty, port: browser.port });
    code = printAll(results, rounds) ? 0 : 1;
  } catch (error) {
    console.error(error);
  } finally {
    browser.kill();
  }
  await demo.family.end(code);
}

/** Loads the pages in turn, the empty one before each; answers for each page its figures of every round. */
async function measureAll(places, { rounds, empty, port }) {
  const results = places.map((place) => ({ place, pairs: [] }));
  await measurePage(empty, { port });
  for (let round = 0; round < rounds; round += 1) {
    for (const { place, pairs } of results) {
      const floor = await measurePage(empty, { port });
      pairs.push({ floor, own: await measurePage(place.address, { port, cookie: place.cookie }) });
    }
  }
  return results;
}

function printAll(results, rounds) {
  console.log(`
Median of ${rounds}, each round beside an empty page of Next. Scores of 100; kB as transferred; differences are own − empty.

page       score  empty  points   blocking s   paint s  elements   html  script  style  fonts  shift  a11y practices seo`);
  return results.map(({ place, pairs }) => print(place, pairs)).every(Boolean);
}

function print({ name, points, isPrivate }, pairs) {
  const own = (key) => median(pairs.map((pair) => pair.own[key]));
  const more = (key) => median(pairs.map((pair) => pair.own[key] - pair.floor[key]));
  for (const [what, value, atMost] of [
    ['points below an empty page', -more('performance'), points],
    ['blocking time above it, ms', more('blockingMs'), GOALS.blockingMs],
    ['elements', own('elements'), GOALS.elements],
    ['HTML, kB', own('documentKb'), GOALS.documentKb],
    ['layout shift', own('layoutShift'), GOALS.layoutShift],
  ])
    record({ bench: 'pages', what: `${name}: ${what}`, value, atMost });
  const missed = [
    -more('performance') > points && `points ${points}`,
    more('blockingMs') > GOALS.blockingMs && `blocking time ${GOALS.blockingMs} ms`,
    own('elements') > GOALS.elements && `elements ${GOALS.elements}`,
    own('documentKb') > GOALS.documentKb && `HTML ${GOALS.documentKb} kB`,
    own('layoutShift') > GOALS.layoutShift && `layout shift ${GOALS.layoutShift}`,
    own('accessibility') < 100 && 'accessibility 100',
    own('bestPractices') < 100 && 'best practices 100',
    !isPrivate && own('seo') < 100 && 'SEO 100',
  ].filter(Boolean);
  const seconds = (ms) => signed(ms / 1000, 2);
  const cells = [
    name.padEnd(10),
    String(own('performance')).padStart(5),
    String(median(pairs.map(({ floor }) => floor.performance))).padStart(6),
    signed(more('performance'), 0).padStart(7),
    seconds(more('blockingMs')).padStart(12),
    seconds(more('largestPaintMs')).padStart(9),
    String(own('elements')).padStart(9),
    ...['documentKb', 'scriptKb', 'styleKb', 'fontKb'].map((key) => own(key).toFixed(0).padStart(6)),
    own('layoutShift').toFixed(3).padStart(7),
    ...['accessibility', 'bestPractices', 'seo'].map((key) => String(own(key)).padStart(5)),
  ];
  console.log(`${cells.join(' ')}   ${missed.length === 0 ? 'met' : `missed: ${missed.join(', ')}`}`);
  for (const audit of new Set(pairs.flatMap((pair) => pair.own.failed)))
    if (!(isPrivate && audit.includes('is-crawlable'))) console.log(`           below 100: ${audit}`);
  return missed.length === 0;
}

const signed = (value, digits) => `${value < 0 ? '' : '+'}${value.toFixed(digits)}`;

runBench(main);
