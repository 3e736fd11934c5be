import { existsSync, readFileSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { ROOT } from './project.mjs';

/**
 * The counts of a part of the tests. `failed` includes files that could not be loaded; `failures` names each failure with
 * what its message says before the stack, and `skips` names each skipped test.
 */
const NONE = { passed: 0, failed: 0, skipped: 0, failures: [], skips: [] };

const read = (file) => (existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : null);

/** Counts of a vitest JSON report; null when it wrote none. */
export function vitestCounts(file) {
  const report = read(file);
  if (!report) return null;
  const brokenFiles = report.testResults.filter(
    (r) => r.status === 'failed' && r.assertionResults.length === 0,
  );
  const failedTests = report.testResults.flatMap((file) =>
    file.assertionResults
      .filter((test) => test.status === 'failed')
      .map((test) => failure(file.name, test.fullName, test.failureMessages[0])),
  );
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + brokenFiles.length,
    skipped: report.numPendingTests + report.numTodoTests,
    failures: [...brokenFiles.map((file) => failure(file.name, 'the file', file.message)), ...failedTests],
    skips: report.testResults.flatMap((file) =>
      file.assertionResults
        .filter(({ status }) => ['skipped', 'pending', 'todo'].includes(status))
        .map((test) => named(file.name, test.fullName)),
    ),
  };
}

/** Counts of a Playwright JSON report; null when it wrote none. */
export function playwrightCounts(file) {
  const report = read(file);
  if (!report) return null;
  const { expected, flaky, unexpected, skipped } = report.stats;
  return {
    passed: expected + flaky,
    failed: unexpected + report.errors.length,
    skipped,
    failures: [
      ...report.errors.map((error) => failure('Playwright', 'the run', error.message)),
      ...report.suites.flatMap(specsOf).filter(isUnexpected).map(playwrightFailure),
    ],
    skips: report.suites
      .flatMap(specsOf)
      .filter((spec) => spec.tests.some(({ status }) => status === 'skipped'))
      .map((spec) => named(spec.file, spec.title)),
  };
}

const specsOf = (suite) => [...suite.specs, ...(suite.suites ?? []).flatMap(specsOf)];
const isUnexpected = (spec) => spec.tests.some((test) => test.status === 'unexpected');

function playwrightFailure(spec) {
  const errors = spec.tests.flatMap((test) => test.results.flatMap((result) => result.errors));
  return failure(spec.file, spec.title, errors[0]?.message);
}

function failure(file, name, message = 'no message') {
  const [said = ''] = stripVTControlCharacters(message).split(/\n\s+at /);
  // Prisma begins with an empty line and says what went wrong in the last one.
  const line = said.trim().replace(/\s+/g, ' ');
  return `${named(file, name)}: ${line.length > MOST ? `${line.slice(0, MOST)}…` : line}`;
}

/** The longest message, in characters: longer ones contain a page or an answer. */
const MOST = 500;

const named = (file, name) => `${relative(ROOT, resolve(ROOT, file))} > ${name}`;

export const sumOf = (counts) =>
  counts.reduce(
    (sum, c) => ({
      passed: sum.passed + c.passed,
      failed: sum.failed + c.failed,
      skipped: sum.skipped + c.skipped,
      failures: [...sum.failures, ...c.failures],
      skips: [...sum.skips, ...c.skips],
    }),
    NONE,
  );

export const countsLine = ({ passed, failed, skipped }) =>
  `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
