import { existsSync } from 'node:fs';
import { inProject, TYPESCRIPT } from './project.mjs';

/** True in the folder that serves, where everything is built and installed: what `npm run package` makes. */
export const IS_PACKAGED = existsSync(inProject('programs'));

/** How Node runs one of the TypeScript programs of scripts/: compiled in the packaged folder, else from its source. */
export function program(name) {
  const script = IS_PACKAGED ? `programs/${name}.mjs` : `scripts/${name}.ts`;
  const execArgv = IS_PACKAGED ? [] : TYPESCRIPT;
  return { script, execArgv, args: [...execArgv, inProject(script)] };
}
