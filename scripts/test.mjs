import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ensureBrowser } from './launch/browser.mjs';
import { ensureBuild } from './launch/build.mjs';
import { ensureDependencies } from './launch/dependencies.mjs';
import { requireNodeVersion } from './launch/node-version.mjs';
import { freePort } from './launch/ports.mjs';
import { inProject, LaunchError, say, secondsSince } from './launch/project.mjs';
import { mustRun, runCommand, runEntry } from './launch/run-command.mjs';
import { countsLine, playwrightCounts, sumOf, vitestCounts } from './launch/test-counts.mjs';

const PARTS = {
  unit: (run) => runVitest('unit*', run),
  // On the embedded database, whatever server the environment names.
  integration: (run) => runVitest('integration', run, { TEST_DATABASE_URL: undefined }),
  e2e: runPlaywright,
  hosted: runHosted,
  server: (run) => runVitest('server', run),
  package: runPackage,
};

// npm test [unit] [integration] [e2e] [hosted] [server] [package]: the first four unless some are named. `hosted` runs two
// servers of the production build on PostgreSQL, Redis and stand-ins for QStash and Spotify; `server` what may
// differ on a PostgreSQL server, which TEST_DATABASE_URL names; `package` what npm run package makes, in a folder of its own.
// --deep runs all six, repeats more, and runs all integration tests on the server too.
requireNodeVersion();

await runEntry(async () => {
  const { values, positionals } = parseArgs({
    options: { deep: { type: 'boolean', default: false } },
    allowPositionals: true,
  });
  if (values.deep) process.env.TEST_DEPTH = 'deep';
  const parts = chosenParts(positionals, values.deep);
  await ensureDependencies();
  if (parts.includes('e2e')) process.env.CHROME_PATH = await ensureBrowser();
  const reports = mkdtempSync(join(tmpdir(), 'audiospective-tests-'));
  const done = (await Promise.all(lanesOf(parts).map((lane) => runLane(lane, reports)))).flat();
  rmSync(reports, { recursive: true });
  const total = sumOf(done.map(({ count }) => count));
  say(`\n${done.map(({ line }) => line).join('\n')}`);
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
  const parts =
    named.length > 0
      ? named
      : ['unit', 'integration', 'e2e', 'hosted', ...(isDeep ? ['server', 'package'] : [])];
  if (parts.includes('server') && !process.env.TEST_DATABASE_URL) {
    throw new LaunchError(
      'The part "server" needs the superuser of a PostgreSQL server. Name it, for instance:\n' +
        'TEST_DATABASE_URL=postgresql://postgres@127.0.0.1:5432/postgres',
    );
  }
  return parts;
}

/** Two lanes of about one length; the second's waits much of its time, and its output follows in one piece. */
function lanesOf(parts) {
  const isBeside = (part) => ['e2e', 'hosted', 'server'].includes(part);
  const [beside, others] = [parts.filter(isBeside), parts.filter((part) => !isBeside(part))];
  if (beside.length === 0 || others.length === 0) return [{ parts, show: true }];
  return [
    { parts: others, show: true },
    { parts: beside, show: false },
  ];
}

async function runLane({ parts, show }, reports) {
  const done = [];
  for (const part of parts) {
    const start = performance.now();
    say(`\n== ${part} tests${show ? '' : ', beside the others'}`);
    const { count, output } = await PARTS[part]({ report: join(reports, `${part}.json`), show });
    const line = `${part}: ${countsLine(count)}, in ${secondsSince(start)}`;
    say(show ? line : `\n== the output of the ${part} tests\n${output}\n${line}`);
    done.push({ count, line });
  }
  return done;
}

async function runVitest(project, { report, show }, env = {}) {
  const vitest = inProject('node_modules/vitest/vitest.mjs');
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const args = [vitest, 'run', '--project', project, ...reporters];
  const { code, output } = await runCommand(process.execPath, args, { show, env });
  return { output, count: counted(code, vitestCounts(report)) };
}

async function runHosted(run) {
  await ensureBuild();
  return runVitest('hosted', run);
}

async function runPackage(run) {
  await mustRun('npm run package', process.execPath, [inProject('scripts/package.mjs')]);
  return runVitest('package', run);
}

/** The tests of a browser against the production build, served by the demo on ports and data of its own. */
async function runPlaywright({ report, show }) {
  const E2E_PORT = String(await freePort(3210));
  const env = { E2E_PORT, PLAYWRIGHT_JSON_OUTPUT_NAME: report };
  // On a phone as well in CI and at night.
  const screens = process.env.CI || process.env.TEST_DEPTH ? [] : ['--project=wide'];
  const args = [
    inProject('node_modules/@playwright/test/cli.js'),
    'test',
    '--reporter=list,json',
    ...screens,
  ];
  const { code, output } = await runCommand(process.execPath, args, { show, env });
  return { output, count: counted(code, playwrightCounts(report)) };
}

/** A runner that exits with an error but without a failed test still counts as a failure. */
function counted(code, counts) {
  const sum = counts ?? sumOf([]);
  if (code === 0 || sum.failed > 0) return sum;
  return { ...sum, failed: 1, failures: [`the runner ended with exit code ${code}; its output is above`] };
}
