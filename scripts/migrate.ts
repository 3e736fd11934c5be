import { fileURLToPath } from 'node:url';
import { databaseName } from '@/lib/db/database-name';
import { applyMigrations } from '@/lib/db/migrate';
import { runProgram } from './run-program';

const directory = fileURLToPath(new URL('../prisma/migrations', import.meta.url));
const connectionString = process.env.DATABASE_URL;

async function run(): Promise<number> {
  if (!connectionString) {
    console.error(
      'DATABASE_URL is not set. Set it to the URL of the PostgreSQL database to bring up to date.',
    );
    return 2;
  }
  console.log(`Migrating the ${databaseName(connectionString)} …`);
  const applied = await applyMigrations({ connectionString, directory, log: console.log });
  console.log(applied.length === 0 ? 'The schema is up to date.' : `${applied.length} applied.`);
  return 0;
}

runProgram(run);
