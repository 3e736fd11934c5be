import { ensureDependencies } from './launch/dependencies.mjs';
import { requireArchive, startDatabase } from './launch/embedded-database.mjs';
import { createFamily } from './launch/family.mjs';
import { requireNodeVersion } from './launch/node-version.mjs';
import { readOptions } from './launch/options.mjs';
import { readSettings } from './launch/own-settings.mjs';
import { program } from './launch/program.mjs';
import { DATABASE_FOLDER } from './launch/real-server.mjs';
import { runCommand, runEntry } from './launch/run-command.mjs';

// npm run verify-archive [-- --data DIR]: on the archive of DATABASE_URL, or of the embedded database.
requireNodeVersion();

await runEntry(async () => {
  const { data } = readOptions({ data: { type: 'string' } }, 'npm run verify-archive [-- --data DIR]');
  const given = data === undefined ? readSettings().DATABASE_URL : undefined;
  const folder = data ?? DATABASE_FOLDER;
  if (!given) requireArchive(folder);
  await ensureDependencies();
  const family = createFamily();
  const url = given ?? (await startDatabase(family, folder)).url;
  const { code } = await runCommand(process.execPath, program('verify-archive').args, {
    show: true,
    env: { DATABASE_URL: url },
  });
  return family.end(code);
});
