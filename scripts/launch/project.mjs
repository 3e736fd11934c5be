import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The root of the project, whatever folder the command was given in. */
export const ROOT = fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, '');

export const inProject = (...parts) => join(ROOT, ...parts);

/** Runs a TypeScript file of this project: the condition makes `server-only` importable outside Next. */
export const TYPESCRIPT = ['--conditions=react-server', '--import', 'tsx'];

/** Prints one line. */
export const say = (line) => {
  clearProgress();
  console.log(line);
};

/** Logs a failure while a server runs, as the server logs its own. */
export const logError = (msg) =>
  console.error(JSON.stringify({ level: 50, time: new Date().toISOString(), msg }));

let isShowingProgress = false;

/** A line that the next one overwrites on a terminal; in a log or a pipe nothing is written. */
export function showProgress(line) {
  if (!process.stdout.isTTY) return;
  process.stdout.write(`\r\x1b[K${line.slice(0, process.stdout.columns - 1)}`);
  isShowingProgress = true;
}

/** "12,000 of 51,135 plays, 23 %" */
export const seededLabel = (written, of) =>
  `${written.toLocaleString('en')} of ${of.toLocaleString('en')} plays, ${Math.floor((100 * written) / of)} %`;

function clearProgress() {
  if (isShowingProgress) process.stdout.write('\r\x1b[K');
  isShowingProgress = false;
}

/** "3.2 s" since a `performance.now()` value. */
export const secondsSince = (start) => `${((performance.now() - start) / 1000).toFixed(1)} s`;

/** A failure with a complete message; printed without a stack. */
export class LaunchError extends Error {}

/** SHA-256 over the names and contents of files and folders; what is missing counts as missing. */
export function hashOf(paths, skip = () => false) {
  const hash = createHash('sha256');
  for (const path of paths) addTo(hash, path, skip);
  return hash.digest('hex');
}

function addTo(hash, path, skip) {
  if (skip(path)) return;
  const full = inProject(path);
  hash.update(`\0${path}\0`);
  if (!existsSync(full)) return;
  if (!statSync(full).isDirectory()) {
    hash.update(readFileSync(full));
    return;
  }
  for (const name of readdirSync(full).sort()) addTo(hash, join(path, name), skip);
}
