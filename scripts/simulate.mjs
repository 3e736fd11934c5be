import { parseArgs } from 'node:util';
import { ensureDependencies } from './launch/dependencies.mjs';
import { requireNodeVersion } from './launch/node-version.mjs';
import { inProject } from './launch/project.mjs';
import { runCommand, runEntry } from './launch/run-command.mjs';

// npm run test:simulation -- [--seeds 100] [--days 30] [--first 1]
requireNodeVersion();

await runEntry(async () => {
  const { values } = parseArgs({
    options: { seeds: { type: 'string' }, days: { type: 'string' }, first: { type: 'string' } },
  });
  for (const [name, value] of Object.entries(values)) {
    if (!/^[1-9]\d{0,6}$/.test(value))
      throw new Error(`--${name} takes a whole number from 1 on, not "${value}".`);
    process.env[`SIMULATION_${name.toUpperCase()}`] = value;
  }
  await ensureDependencies();
  const vitest = inProject('node_modules/vitest/vitest.mjs');
  const args = [vitest, 'run', '--project', 'integration', 'tests/integration/archival/simulation'];
  const { code } = await runCommand(process.execPath, args, { show: true });
  return code;
});
