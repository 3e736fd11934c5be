import { existsSync } from 'node:fs';
import { inProject, TYPESCRIPT } from './project.mjs';

/** In the folder that `npm run package` makes: everything is built and installed, the programs are compiled. */
export const IS_PACKAGED = !existsSync(inProject('scripts/programs/database.ts'));

/** How Node runs one of scripts/programs. */
export function program(name) {
  const script = `scripts/programs/${name}.${IS_PACKAGED ? 'mjs' : 'ts'}`;
  const execArgv = IS_PACKAGED ? [] : TYPESCRIPT;
  return { script, execArgv, args: [...execArgv, inProject(script)] };
}
