import { parseArgs } from 'node:util';
import { LaunchError } from './project.mjs';

/** The options of a command; throws `LaunchError` with what is wrong with them and how it is called. */
export function readOptions(options, usage, args = process.argv.slice(2)) {
  try {
    return parseArgs({ options, args }).values;
  } catch (error) {
    throw new LaunchError(`${error.message}\n\n${usage}`);
  }
}
