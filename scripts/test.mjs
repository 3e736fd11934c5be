import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ensureBrowser } from './launch/browser.mjs';
import { ensureDependencies } from './launch/dependencies.mjs';
import { requireNodeVersion } from './launch/node-version.mjs';
import { freePort } from './launch/ports.mjs';
import { inProject, LaunchError, say, secondsSince } from './launch/project.mjs';
import { runCommand, runEntry } from './launch/run-command.mjs';
import { countsLine, playwrightCounts, sumOf, vitestCounts } from './launch/test-counts.mjs';

const PARTS = {
  unit: (report) => runVitest('unit*', report),
  // On the embedded database, whatever server the environment names.
  integration: (report) => runVitest('integration', report, { TEST_DATABASE_URL: undefined }),
  e2e: runPlaywright,
  server: (report) => runVitest('server', report),
};

// npm test [unit] [integration] [e2e] [server]: the first three unless some are named. `server` runs what may differ on a
// PostgreSQL server, which TEST_DATABASE_URL names. --deep repeats more, and runs all integration tests on the server too.
requireNodeVersion();

await runEntry(async () => {
  const { values, positionals } = parseArgs({
    options: { deep: { type: 'boolean', default: false } },
    allowPositionals: true,
  });
  if (values.deep) process.env.TEST_DEPTH = 'deep';
  const parts = chosenParts(positionals, values.deep);
  await ensureDependencies();
  const reports = mkdtempSync(join(tmpdir(), 'audiospective-tests-'));
  const counts = [];
  const lines = [];
  for (const part of parts) {
    const start = performance.now();
    say(`\n== ${part} tests`);
    const count = await PARTS[part](join(reports, `${part}.json`));
    counts.push(count);
    lines.push(`${part}: ${countsLine(count)}, in ${secondsSince(start)}`);
    say(lines.at(-1));
  }
  rmSync(reports, { recursive: true });
  const total = sumOf(counts);
  say(`\n${lines.join('\n')}`);
  for (const skip of total.skips) say(`SKIPPED: ${skip}`);
  for (const failure of total.failures) say(`FAILED: ${failure}`);
  say(`\n${countsLine(total)}`);
  return total.failed === 0 ? 0 : 1;
});

function chosenParts(named, isDeep) {
  const unknown = named.filter((part) => !Object.hasOwn(PARTS, part));
  if (unknown.length > 0) {
    const known = Object.keys(PARTS).join(', ');
    throw new LaunchError(`There is no part "${unknown.join(' ')}". The parts: ${known}.`);
  }
  const parts = named.length > 0 ? named : ['unit', 'integration', 'e2e', ...(isDeep ? ['server'] : [])];
  if (parts.includes('server') && !process.env.TEST_DATABASE_URL) {
    throw new LaunchError(
      'The part "server" needs a PostgreSQL server that may create databases. Name it, for instance:\n' +
        'TEST_DATABASE_URL=postgresql://postgres@127.0.0.1:5432/postgres',
    );
  }
  return parts;
}

async function runVitest(project, report, env = {}) {
  const vitest = inProject('node_modules/vitest/vitest.mjs');
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const { code } = await runCommand(process.execPath, [vitest, 'run', '--project', project, ...reporters], {
    show: true,
    env,
  });
  return counted(code, vitestCounts(report));
}

/** The tests of a browser against the production build, served by the demo on ports and data of its own. */
async function runPlaywright(report) {
  const CHROME_PATH = await ensureBrowser();
  const E2E_PORT = String(await freePort(3210));
  const env = { CHROME_PATH, E2E_PORT, PLAYWRIGHT_JSON_OUTPUT_NAME: report };
  const args = [inProject('node_modules/@playwright/test/cli.js'), 'test', '--reporter=list,json'];
  const { code } = await runCommand(process.execPath, args, { show: true, env });
  return counted(code, playwrightCounts(report));
}

/** A runner that exits with an error but without a failed test still counts as a failure. */
function counted(code, counts) {
  const sum = counts ?? sumOf([]);
  if (code === 0 || sum.failed > 0) return sum;
  return { ...sum, failed: 1, failures: [`the runner ended with exit code ${code}; its output is above`] };
}
