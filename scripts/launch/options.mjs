import { parseArgs } from 'node:util';
import { LaunchError } from './project.mjs';

/** The options of a command; throws `LaunchError` with what is wrong with them and how it is called. */
export function readOptions(options, usage) {
  try {
    return parseArgs({ options }).values;
  } catch (error) {
    throw new LaunchError(`${error.message}\n\n${usage}`);
  }
}
