import { fileURLToPath } from 'node:url';
import { databaseName } from '@/lib/db/database-name';
import { applyMigrations } from '@/lib/db/migrate';

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

run().then(
  (code) => process.exit(code),
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : String(error));
    process.exit(1);
  },
);
