import { mkdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { LaunchError } from './project.mjs';

/**
 * Makes a folder that only its owner can read, and those above it. Without `recursive`, with which Node 20 never
 * returns where none can be made in a folder that is there, as in /proc.
 */
export function makeFolder(path) {
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory()) return;
  if (dirname(path) !== path) makeFolder(dirname(path));
  try {
    mkdirSync(path, { mode: 0o700 });
  } catch (error) {
    throw new LaunchError(error.message);
  }
}
