import { ensureDependencies } from './launch/dependencies.mjs';
import { requireNodeVersion } from './launch/node-version.mjs';
import { inProject, TYPESCRIPT } from './launch/project.mjs';
import { runCommand, runEntry } from './launch/run-command.mjs';

const bin = (path) => inProject('node_modules', path);
const CHECKS = {
  lint: [
    [bin('@biomejs/biome/bin/biome'), 'ci', '.'],
    [bin('knip/bin/knip.js'), '--no-config-hints'],
  ],
  typecheck: [
    // The types of the routes as they are now.
    [bin('next/dist/bin/next'), 'typegen'],
    [bin('typescript/bin/tsc'), '--noEmit', '-p', '.'],
  ],
  drift: [
    [inProject('scripts/prisma.mjs'), 'drift'],
    [...TYPESCRIPT, inProject('scripts/programs/sql-migration.ts'), '--check'],
  ],
};

// npm run lint | typecheck | drift
requireNodeVersion();

await runEntry(async () => {
  const commands = CHECKS[process.argv[2]];
  if (!commands) throw new Error(`A check is one of: ${Object.keys(CHECKS).join(', ')}`);
  await ensureDependencies();
  for (const args of commands) {
    const { code } = await runCommand(process.execPath, args, { show: true });
    if (code !== 0) return code;
  }
  return 0;
});
