import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureBrowser } from './launch/browser.mjs';
import { ensureDependencies } from './launch/dependencies.mjs';
import { requireNodeVersion } from './launch/node-version.mjs';
import { freePort } from './launch/ports.mjs';
import { inProject, LaunchError, say, secondsSince } from './launch/project.mjs';
import { runCommand, runEntry } from './launch/run-command.mjs';
import { countsLine, playwrightCounts, sumOf, vitestCounts } from './launch/test-counts.mjs';

const PARTS = { unit: runVitest, integration: runVitest, e2e: runPlaywright };

// npm test [unit] [integration] [e2e]: all parts unless some are named. TEST_DATABASE_URL moves the integration tests
// from the embedded database to a PostgreSQL server.
requireNodeVersion();

await runEntry(async () => {
  const wanted = process.argv.slice(2);
  const unknown = wanted.filter((part) => !Object.hasOwn(PARTS, part));
  if (unknown.length > 0) {
    throw new LaunchError(
      `There is no part "${unknown.join(' ')}". The parts: ${Object.keys(PARTS).join(', ')}.`,
    );
  }
  await ensureDependencies();
  const reports = mkdtempSync(join(tmpdir(), 'audiospective-tests-'));
  const counts = [];
  for (const part of wanted.length > 0 ? wanted : Object.keys(PARTS)) {
    const start = performance.now();
    say(`\n== ${part} tests`);
    const count = await PARTS[part](part, join(reports, `${part}.json`));
    counts.push(count);
    say(`${part}: ${countsLine(count)}, in ${secondsSince(start)}`);
  }
  rmSync(reports, { recursive: true });
  const total = sumOf(counts);
  if (total.failures.length > 0) say('');
  for (const failure of total.failures) say(`FAILED: ${failure}`);
  say(`\n${countsLine(total)}`);
  return total.failed === 0 ? 0 : 1;
});

async function runVitest(part, report) {
  const args = [
    'run',
    '--project',
    part,
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${report}`,
  ];
  const { code } = await runCommand(
    process.execPath,
    [inProject('node_modules/vitest/vitest.mjs'), ...args],
    {
      show: true,
    },
  );
  return counted(code, vitestCounts(report));
}

/** The tests of a browser against the production build, served by the demo on ports and data of its own. */
async function runPlaywright(_part, report) {
  const CHROME_PATH = await ensureBrowser();
  const E2E_PORT = String(await freePort(3210));
  const env = { CHROME_PATH, E2E_PORT, PLAYWRIGHT_JSON_OUTPUT_NAME: report };
  const args = [inProject('node_modules/@playwright/test/cli.js'), 'test', '--reporter=list,json'];
  const { code } = await runCommand(process.execPath, args, { show: true, env });
  return counted(code, playwrightCounts(report));
}

/** A runner that fails without a failed test to show for it is a failure all the same. */
function counted(code, counts) {
  const sum = counts ?? sumOf([]);
  if (code === 0 || sum.failed > 0) return sum;
  return { ...sum, failed: 1, failures: [`the runner ended with exit code ${code}; its output is above`] };
}
