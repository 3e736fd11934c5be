import { ensureDependencies } from './launch/dependencies.mjs';
import { requireNodeVersion } from './launch/node-version.mjs';
import { readSettings } from './launch/own-settings.mjs';
import { inProject, TYPESCRIPT } from './launch/project.mjs';
import { runCommand, runEntry } from './launch/run-command.mjs';

// npm run backup, npm run restore -- FILE: the commands of scripts/database.ts, for a fresh clone too.
requireNodeVersion();

await runEntry(async () => {
  if (readSettings().DATABASE_URL) {
    console.error('DATABASE_URL is set, and these commands are for the embedded database.');
    console.error('Back up a PostgreSQL server with pg_dump, and restore it with pg_restore.');
    return 1;
  }
  await ensureDependencies();
  const args = [...TYPESCRIPT, inProject('scripts/database.ts'), ...process.argv.slice(2)];
  const { code } = await runCommand(process.execPath, args, { show: true });
  return code;
});
