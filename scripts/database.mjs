import { ensureDependencies } from './launch/dependencies.mjs';
import { requireArchive } from './launch/embedded-database.mjs';
import { makeFolder } from './launch/make-folder.mjs';
import { requireNodeVersion } from './launch/node-version.mjs';
import { readSettings } from './launch/own-settings.mjs';
import { program } from './launch/program.mjs';
import { DATABASE_FOLDER } from './launch/real-server.mjs';
import { runCommand, runEntry } from './launch/run-command.mjs';

// npm run backup, npm run restore -- FILE: the commands of programs/database.ts, for a fresh clone too.
requireNodeVersion();

await runEntry(async () => {
  if (readSettings().DATABASE_URL) {
    console.error('DATABASE_URL is set, and these commands are for the embedded database.');
    console.error('Back up a PostgreSQL server with pg_dump, and restore it with pg_restore.');
    return 1;
  }
  const [command, ...rest] = process.argv.slice(2);
  if (command === 'backup') requireArchive(DATABASE_FOLDER);
  else makeFolder(DATABASE_FOLDER);
  await ensureDependencies();
  const args = [...program('database').args, command, '--data', DATABASE_FOLDER, ...rest];
  const { code } = await runCommand(process.execPath, args, { show: true });
  return code;
});
