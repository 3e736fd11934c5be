import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import { startDemo } from '../scripts/launch/demo/demo-server.mjs';
import { median, readArguments, runBench, whole } from './command.mjs';
import { signIn } from './demo-listener.mjs';
import { HOSTILE, history } from './hostile/files.mjs';
import { memoryMb, watchHealth } from './hostile/health-watch.mjs';
import { record } from './results.mjs';

const USAGE = `Sends files to the production build that would hold it up, and measures what others notice: the latency of
/api/health/live and the memory of the server while each is read, and the dashboard of another listener during an import.
The embedded database is used, which answers one at a time. Memory is read from /proc: Linux only.

--rows  how many rows the import has; default 20000
--only  "files" or "import"; default both
--port  where the demo serves meanwhile; default 3270`;

/** While a large file is made, the server closes idle connections. */
const FRESH = { connection: 'close' };
const GOALS = { healthMs: 500, memoryMb: 300, dashboard: 3 };
const OPTIONS = { rows: whole('20000'), port: whole('3270'), only: z.enum(['files', 'import']).optional() };

async function main() {
  const { rows, port, only } = readArguments(OPTIONS, USAGE);
  const demo = await startDemo({
    scenarios: ['regular', 'quiet'],
    port,
    dataDir: '.data/bench-hostile',
    fresh: true,
  });
  let code = 1;
  try {
    const { url } = demo.story;
    const reader = await signIn(url, 'regular');
    const uploader = await signIn(url, 'quiet');
    const isFine = [
      only === 'import' || (await measureFiles(uploader, url, demo.server.child.pid)),
      only === 'files' || (await measureImport(uploader, reader, rows)),
    ];
    code = isFine.every(Boolean) ? 0 : 1;
  } catch (error) {
    console.error(error);
  }
  await demo.family.end(code);
}

async function measureFiles(uploader, url, pid) {
  console.log(`\n${'file'.padEnd(42)} seconds  status  health at most  memory grows by`);
  const before = memoryMb(pid);
  let allMet = true;
  for (const [what, make] of HOSTILE) {
    const body = Buffer.from(await make());
    const start = performance.now();
    const stop = await watchHealth(url, pid);
    const response = await uploader.ask(`/api/import?fileName=x.json`, {
      method: 'POST',
      body,
      headers: FRESH,
    });
    const { detail } = await response.json();
    const { healthMs, memory } = await stop();
    const seconds = ((performance.now() - start) / 1_000).toFixed(1);
    const grown = Math.round(memory - before);
    console.log(
      `${what.padEnd(42)} ${seconds.padStart(7)}  ${response.status}     ${`${Math.round(healthMs)} ms`.padStart(14)}  ${`${grown} MB`.padStart(15)}   ${detail ?? ''}`,
    );
    record({ bench: 'hostile', what: `${what}: health, ms`, value: healthMs, atMost: GOALS.healthMs });
    record({ bench: 'hostile', what: `${what}: memory, MB`, value: grown, atMost: GOALS.memoryMb });
    allMet &&= healthMs < GOALS.healthMs && grown <= GOALS.memoryMb;
    // Uploads are limited to ten in ten seconds.
    await pause(1_000);
  }
  console.log(verdict(allMet, `health < ${GOALS.healthMs} ms, memory ≤ ${GOALS.memoryMb} MB`));
  return allMet;
}

async function measureImport(uploader, reader, rows) {
  const idle = [];
  for (let n = 0; n < 25; n += 1) idle.push(await timeDashboard(reader));
  const accepted = await uploader.ask('/api/import?fileName=x.json', {
    method: 'POST',
    body: Buffer.from(history(rows)),
  });
  if (accepted.status !== 202) throw new Error(`The import was refused: ${await accepted.text()}`);
  const { id } = await accepted.json();
  const start = performance.now();
  const during = [];
  while (!(await isOver(uploader, id))) {
    during.push(await timeDashboard(reader));
    await pause(200);
  }
  const seconds = (performance.now() - start) / 1_000;
  const ratio = median(during) / median(idle);
  const worst = (times) => `${Math.round(Math.max(...times))} ms`;
  console.log(
    `\nThe dashboard of another listener, median and worst of ${idle.length} and ${during.length}:`,
  );
  console.log(`idle                ${Math.round(median(idle))} ms, ${worst(idle)}`);
  console.log(`during an import    ${Math.round(median(during))} ms, ${worst(during)}`);
  console.log(`${rows} rows in ${seconds.toFixed(0)} s, ${Math.round(rows / seconds)} a second`);
  console.log(verdict(ratio <= GOALS.dashboard, `${ratio.toFixed(1)}× of idle, goal ≤ ${GOALS.dashboard}×`));
  return record({
    bench: 'hostile',
    what: 'dashboard during an import ÷ idle',
    value: ratio,
    atMost: GOALS.dashboard,
  });
}

async function isOver({ ask }, id) {
  const { imports } = await (await ask('/api/import')).json();
  const job = imports.find((one) => one.id === id);
  if (job?.status === 'failed') throw new Error(`The import failed: ${job.failure}`);
  return job?.status === 'succeeded';
}

async function timeDashboard({ ask }) {
  const start = performance.now();
  const response = await ask('/dashboard');
  await response.arrayBuffer();
  if (response.status !== 200) throw new Error(`The dashboard answered ${response.status}.`);
  return performance.now() - start;
}

const verdict = (isMet, goal) => `${isMet ? 'met' : 'MISSED'}: ${goal}`;

runBench(main);
