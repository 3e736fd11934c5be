import { fileURLToPath } from 'node:url';
import { databaseName } from '@/lib/db/database-name';
import { applyMigrations } from '@/lib/db/migrate';
import { requireDatabaseUrl, runProgram } from './run-program';

const directory = fileURLToPath(new URL('../../prisma/migrations', import.meta.url));

async function run(): Promise<number> {
  const connectionString = requireDatabaseUrl();
  console.log(`Migrating the ${databaseName(connectionString)} …`);
  const applied = await applyMigrations({ connectionString, directory, log: console.log });
  console.log(applied.length === 0 ? 'The schema is up to date.' : `${applied.length} applied.`);
  return 0;
}

runProgram(run);
