import { ensureDependencies } from './launch/dependencies.mjs';
import { startDatabase } from './launch/embedded-database.mjs';
import { createFamily } from './launch/family.mjs';
import { requireNodeVersion } from './launch/node-version.mjs';
import { readOptions } from './launch/options.mjs';
import { readSettings } from './launch/own-settings.mjs';
import { program } from './launch/program.mjs';
import { DATABASE_FOLDER } from './launch/real-server.mjs';
import { runCommand, runEntry } from './launch/run-command.mjs';

// npm run migrate: brings the database of DATABASE_URL up to date; `-- --embedded` the embedded one. Never one for the other.
requireNodeVersion();

await runEntry(async () => {
  const options = { embedded: { type: 'boolean', default: false } };
  const values = readOptions(options, 'npm run migrate [-- --embedded]');
  const { DATABASE_URL } = readSettings();
  if (!DATABASE_URL && !values.embedded) {
    console.error('DATABASE_URL is not set, neither in the environment nor in .env or .env.local.');
    console.error(
      'Set it to the PostgreSQL database to migrate. The embedded database needs no such step: npm start',
    );
    console.error('brings it up to date. To migrate it all the same: npm run migrate -- --embedded');
    return 2;
  }
  if (DATABASE_URL && values.embedded) {
    console.error(
      'DATABASE_URL is set, so --embedded would migrate a database that is not served. Leave one out.',
    );
    return 2;
  }
  await ensureDependencies();
  const family = createFamily();
  const url = DATABASE_URL ?? (await startDatabase(family, DATABASE_FOLDER)).url;
  const { args } = program('migrate');
  const { code } = await runCommand(process.execPath, args, { show: true, env: { DATABASE_URL: url } });
  return family.end(code);
});
