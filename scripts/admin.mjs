import { ensureDependencies } from './launch/dependencies.mjs';
import { requireArchive } from './launch/embedded-database.mjs';
import { createFamily } from './launch/family.mjs';
import { installationSettings } from './launch/installation.mjs';
import { requireNodeVersion } from './launch/node-version.mjs';
import { readSettings } from './launch/own-settings.mjs';
import { program } from './launch/program.mjs';
import { DATABASE_FOLDER } from './launch/real-server.mjs';
import { runCommand, runEntry } from './launch/run-command.mjs';

// npm run admin -- VERB …: looks into the installation and repairs it, beside a running server too.
requireNodeVersion();

await runEntry(async () => {
  if (!readSettings().DATABASE_URL) requireArchive(DATABASE_FOLDER);
  await ensureDependencies();
  const family = createFamily();
  const env = await installationSettings(family);
  const args = [...program('admin').args, ...process.argv.slice(2)];
  const { code } = await runCommand(process.execPath, args, { show: true, env });
  return family.end(code);
});
