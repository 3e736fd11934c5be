import { ensureDependencies } from './launch/dependencies.mjs';
import { startDatabase } from './launch/embedded-database.mjs';
import { createFamily } from './launch/family.mjs';
import { requireNodeVersion } from './launch/node-version.mjs';
import { readSettings } from './launch/own-settings.mjs';
import { program } from './launch/program.mjs';
import { DATABASE_FOLDER } from './launch/real-server.mjs';
import { runCommand, runEntry } from './launch/run-command.mjs';

// npm run verify-archive [-- --data DIR]: on the archive of DATABASE_URL, or of the embedded database.
requireNodeVersion();

await runEntry(async () => {
  await ensureDependencies();
  const [command, option, value] = process.argv.slice(2);
  const folder = option === '--data' ? value : undefined;
  const family = createFamily();
  const given = folder === undefined ? readSettings().DATABASE_URL : undefined;
  const url = given ?? (await startDatabase(family, folder ?? DATABASE_FOLDER)).url;
  const { code } = await runCommand(process.execPath, program(command).args, {
    show: true,
    env: { DATABASE_URL: url },
  });
  return family.end(code);
});
