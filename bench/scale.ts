import { availableParallelism } from 'node:os';
import { readArguments, runBench, whole, wholes } from './command.mjs';
import { type Result, record } from './results.mjs';
import { measureHour, type ScaleFigures } from './scale-hour';

const USAGE = `Archives one simulated hour in which each listener's page of 50 plays is new: schedule, queue, routes,
Spotify's simulator, Redis and PostgreSQL, with two servers of the production build (npm run build makes it).
Below 4,000 listeners the polls are spread over five minutes, so that as many are under way at one time.

--listeners   how many, several runs with commas, each from nothing; default 1000,10000
--parallel    deliveries of the queue at one time; default 4`;

const OPTIONS = { listeners: wholes('1000,10000'), parallel: whole('4') };

/** Calls to Spotify's Web API a listener and hour. */
const CALLS_GOAL = 1.1;
/** Seconds a listener in the largest run, of those in the smallest. */
const GROWTH_GOAL = 1.2;

async function main(): Promise<void> {
  const given = readArguments(OPTIONS, USAGE);
  console.log(
    `Node ${process.version}, ${availableParallelism()} cores for everything, the simulator included.`,
  );
  const all: ScaleFigures[] = [];
  for (const listeners of given.listeners) {
    const figures = await measureHour(listeners, given.parallel);
    print(figures);
    judge(figures);
    all.push(figures);
  }
  const [first, last] = [all.at(0), all.at(-1)];
  if (!first || !last || first === last) return;
  const growth = last.seconds / last.listeners / (first.seconds / first.listeners);
  const what = `time a listener, ${last.listeners} of ${first.listeners} listeners`;
  console.log(`\n${what}: ${growth.toFixed(2)}×`);
  judged({ bench: 'scale', what, value: round(growth), atMost: GROWTH_GOAL });
}

function print(f: ScaleFigures): void {
  const shown = (value: number) => Math.round(value).toLocaleString('en');
  console.log(`
${shown(f.listeners)} listeners, ${shown(f.plays)} plays
  ${(f.seconds / 60).toFixed(1)} minutes, ${shown(f.plays / f.seconds)} plays a second
  ${shown(f.statements)} statements (${(f.statements / f.listeners).toFixed(2)} a listener), ${f.databaseMb} MB of database
  ${shown(f.deliveries)} deliveries of the queue, ${shown(f.queueCalls)} calls to it
  Spotify: ${f.callsEach.toFixed(3)} calls of the Web API a listener, ${f.refreshesEach.toFixed(3)} refreshed tokens
  Redis: ${shown(f.storeCalls)} calls
  memory at most: ${f.webMb.join(' and ')} MB a server
  dashboard meanwhile: p50 ${shown(f.dashboard.p50)}, p95 ${shown(f.dashboard.p95)} ms of ${f.dashboard.count}; at rest: p95 ${shown(f.atRest.p95)} ms
  not polled ${f.unpolled}, missing ${f.missing}, extra ${f.extra}`);
}

function judge(f: ScaleFigures): void {
  const of = (what: string) => ({ bench: 'scale', what: `${what}, ${f.listeners} listeners` });
  judged({ ...of('listeners not polled'), value: f.unpolled, atMost: 0 });
  judged({ ...of('plays missing'), value: f.missing, atMost: 0 });
  judged({ ...of('plays too many'), value: f.extra, atMost: 0 });
  judged({ ...of('calls to Spotify a listener'), value: round(f.callsEach), atMost: CALLS_GOAL });
  judged({ ...of('plays a second'), value: Math.round(f.plays / f.seconds) });
  judged({ ...of('dashboard p95 meanwhile, ms'), value: Math.round(f.dashboard.p95) });
}

/** What was missed is named, and ends the run with exit code 1. */
function judged(result: Result): void {
  if (record(result)) return;
  console.error(`MISSED: ${result.what}: ${result.value}`);
  process.exitCode = 1;
}

const round = (value: number) => Number(value.toFixed(3));

runBench(main);
