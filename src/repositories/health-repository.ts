import { join } from 'node:path';
import { z } from 'zod';
import type { Database } from '@/lib/db/client';
import { pendingMigrations, type Queryable, unknownMigrations } from '@/lib/db/migrate';
import { queryColumn } from '@/lib/db/query';

/** Every way of starting the server does so in the project's folder. */
const MIGRATIONS = join(/* turbopackIgnore: true */ process.cwd(), 'prisma', 'migrations');

/** Throws when the database does not answer. */
export async function askDatabase(db: Database): Promise<void> {
  await db.$queryRaw`SELECT 1`;
}

/**
 * Since when there is somebody to archive for: the oldest account, or the installation of this database, if older accounts
 * were written into it. Null without any account.
 */
export async function findFirstListenerSince(db: Database): Promise<Date | null> {
  const [since = null] = await queryColumn(db, z.date())`
    SELECT greatest(created_at, (SELECT min(finished_at) FROM _prisma_migrations)) FROM users ORDER BY id LIMIT 1`;
  return since;
}

/** The migrations of this version that the database does not have yet. */
export const findPendingMigrations = (db: Database): Promise<string[]> =>
  pendingMigrations(queryable(db), MIGRATIONS);

/** The migrations of a newer version; for a database that has all of this one. */
export const findUnknownMigrations = (db: Database): Promise<string[]> =>
  unknownMigrations(queryable(db), MIGRATIONS);

const queryable = (db: Database): Queryable => ({
  query: async (sql) => ({ rows: await db.$queryRawUnsafe<unknown[]>(sql) }),
});
