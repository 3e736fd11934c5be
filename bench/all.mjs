import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ensureDependencies } from '../scripts/launch/dependencies.mjs';
import { inProject, LaunchError, say, secondsSince } from '../scripts/launch/project.mjs';
import { runCommand, runEntry } from '../scripts/launch/run-command.mjs';

/** Each benchmark by its script, and what makes it quick. Those that load pages or the whole machine come last. */
const BENCHES = {
  ingest: ['ingest.ts', '--only', 'server', '--rounds', '1', '--storage-listeners', '100'],
  read: ['read.ts', '--total', '1200000', '--rounds', '5'],
  export: ['export.ts', '--plays', '200000'],
  outage: ['outage.ts'],
  partitions: ['partitions.ts', '--plays', '1500000', '--rounds', '3'],
  observatory: ['observatory/scan.mjs'],
  render: ['render.mjs', '--seconds', '3'],
  pages: ['pages.mjs', '--rounds', '1'],
  hostile: ['hostile.mjs', '--only', 'import', '--rows', '20000'],
  scale: ['scale.ts', '--listeners', '100,400'],
};
const USAGE = `npm run bench [-- --only ${Object.keys(BENCHES).join(',')}] [--full]

Runs the benchmarks one after the other, in a quick form unless --full, and prints one table of all ratios with their goals.`;

await runEntry(async () => {
  const { values } = parseArgs({
    options: { only: { type: 'string' }, full: { type: 'boolean', default: false } },
  });
  const names = values.only?.split(',') ?? Object.keys(BENCHES);
  const unknown = names.filter((name) => !Object.hasOwn(BENCHES, name));
  if (unknown.length > 0) throw new LaunchError(`There is no benchmark "${unknown.join(', ')}".\n\n${USAGE}`);
  await ensureDependencies();
  const folder = mkdtempSync(join(tmpdir(), 'audiospective-bench-'));
  const failed = [];
  for (const name of names) {
    const start = performance.now();
    say(`\n== ${name}`);
    const { code, signal } = await run(BENCHES[name], join(folder, name), values.full);
    if (signal === 'SIGINT' || signal === 'SIGTERM') process.exit(130);
    if (code !== 0) failed.push(name);
    say(`== ${name}: ${secondsSince(start)}`);
  }
  const results = names.flatMap((name) => readResults(join(folder, name)));
  rmSync(folder, { recursive: true });
  say(`\n${table(results)}`);
  for (const name of failed) say(`The benchmark ${name} ended as a failure; its output is above.`);
  return failed.length > 0 || results.some(({ isMet }) => !isMet) ? 1 : 0;
});

function run([script, ...quick], results, isFull) {
  const loader = script.endsWith('.ts') ? ['--conditions=react-server', '--import', 'tsx'] : [];
  const args = [...loader, inProject('bench', script), ...(isFull ? [] : quick)];
  return runCommand(process.execPath, args, { show: true, env: { BENCH_RESULTS: results } });
}

function readResults(file) {
  try {
    return readFileSync(file, 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
  } catch (error) {
    if (error.code === 'ENOENT') return [];
    throw error;
  }
}

function table(results) {
  const rows = results.map(({ bench, what, value, atMost, atLeast, isMet }) => {
    const goal = atMost === undefined ? (atLeast === undefined ? '' : `≥ ${atLeast}`) : `≤ ${atMost}`;
    return [bench, what, String(Number(value.toPrecision(4))), goal, goal && (isMet ? 'met' : 'MISSED')];
  });
  const all = [['bench', 'what', 'measured', 'goal', ''], ...rows];
  const widths = all[0].map((_, column) => Math.max(...all.map((row) => row[column].length)));
  return all
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column]))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
