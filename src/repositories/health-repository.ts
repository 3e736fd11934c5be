import type { Database } from '@/lib/db/client';
import { pendingMigrations } from '@/lib/db/migrate';
import { MIGRATIONS_DIRECTORY } from '@/lib/db/migrations-directory';

/** Throws when the database does not answer. */
export async function askDatabase(db: Database): Promise<void> {
  await db.$queryRaw`SELECT 1`;
}

/** How many migrations of this version are not applied. */
export async function countPendingMigrations(db: Database): Promise<number> {
  const pending = await pendingMigrations(
    { query: async (sql) => ({ rows: await db.$queryRawUnsafe<unknown[]>(sql) }) },
    MIGRATIONS_DIRECTORY,
  );
  return pending.length;
}
