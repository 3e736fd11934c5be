import { ensureDependencies } from './launch/dependencies.mjs';
import { createFamily } from './launch/family.mjs';
import { installationSettings } from './launch/installation.mjs';
import { requireNodeVersion } from './launch/node-version.mjs';
import { readOptions } from './launch/options.mjs';
import { readSettings } from './launch/own-settings.mjs';
import { program } from './launch/program.mjs';
import { LaunchError } from './launch/project.mjs';
import { DATA_FOLDER, DATABASE_FOLDER } from './launch/real-server.mjs';
import { runCommand, runEntry } from './launch/run-command.mjs';

// npm run doctor: looks at everything that the server needs, says what is wrong and what to do. Exit code 1 if something is.
requireNodeVersion();

await runEntry(async () => {
  readOptions({}, 'npm run doctor');
  await ensureDependencies();
  const family = createFamily();
  const isEmbedded = !readSettings().DATABASE_URL;
  const { env, fault } = await settingsOrFault(family);
  const args = [
    ...(isEmbedded ? ['--data', DATA_FOLDER] : []),
    ...(fault === undefined ? [] : ['--no-database', fault]),
    ...(fault === undefined && !env.DATABASE_URL ? ['--no-archive', DATABASE_FOLDER] : []),
  ];
  const { code } = await runCommand(process.execPath, [...program('doctor').args, ...args], {
    show: true,
    env,
  });
  return family.end(code);
});

async function settingsOrFault(family) {
  try {
    return { env: await installationSettings(family) };
  } catch (error) {
    if (!(error instanceof LaunchError)) throw error;
    return { env: { ...readSettings(), NODE_ENV: 'production' }, fault: error.message };
  }
}
