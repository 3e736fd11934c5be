import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { IS_PACKAGED } from './program.mjs';
import { hashOf, inProject, LaunchError, say, secondsSince } from './project.mjs';
import { mustRun } from './run-command.mjs';

const LOCK_FILE = 'package-lock.json';
const STAMP = inProject('node_modules/.installed-from');

/** Installs the packages of the lock file unless they are there, and generates the database client. */
export async function ensureDependencies() {
  if (IS_PACKAGED) return;
  if (!areInstalled()) await install();
  await generateClient();
}

function areInstalled() {
  const installed = inProject('node_modules/.package-lock.json');
  if (!existsSync(installed)) return false;
  if (existsSync(STAMP)) return readFileSync(STAMP, 'utf8') === hashOf([LOCK_FILE]);
  return statSync(installed).mtimeMs >= statSync(inProject(LOCK_FILE)).mtimeMs;
}

async function install() {
  const start = performance.now();
  say('Installing packages (npm ci) …');
  const [npm, ...before] = npmCommand();
  await mustRun(
    'npm ci',
    npm,
    [...before, 'ci', '--include=dev', '--prefer-offline', '--no-audit', '--no-fund', '--loglevel=error'],
    {
      // Nothing here needs Prisma's engine, which is a download of its own.
      env: { PRISMA_SCHEMA_ENGINE_BINARY: process.execPath },
    },
  ).catch((error) => {
    if (error.code !== 'ENOENT') throw error;
    throw new LaunchError('npm was not found. It comes with Node: https://nodejs.org');
  });
  writeFileSync(STAMP, hashOf([LOCK_FILE]));
  say(`Packages installed in ${secondsSince(start)}.`);
}

/** The npm that runs us, by its own path, or the one on the PATH. */
export function npmCommand() {
  const own = process.env.npm_execpath;
  return own?.endsWith('npm-cli.js') ? [process.execPath, own] : ['npm'];
}

/** Generates the database client, unless the one in src/generated was made from the same files. */
async function generateClient() {
  const inputs = hashOf(['prisma/schema.prisma', 'prisma.config.ts', LOCK_FILE]);
  const stamp = inProject('src/generated/.prisma-generate');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === inputs) return;
  await mustRun('prisma generate', process.execPath, [inProject('scripts/prisma.mjs'), 'generate']);
  writeFileSync(stamp, inputs);
}
