import type { Database } from '@/lib/db/client';
import { pendingMigrations, type Queryable, unknownMigrations } from '@/lib/db/migrate';
import { MIGRATIONS_DIRECTORY } from '@/lib/db/migrations-directory';

/** Throws when the database does not answer. */
export async function askDatabase(db: Database): Promise<void> {
  await db.$queryRaw`SELECT 1`;
}

/** When the oldest account was made; null without any. */
export async function findFirstSignIn(db: Database): Promise<Date | null> {
  const first = await db.user.findFirst({ orderBy: { id: 'asc' }, select: { createdAt: true } });
  return first?.createdAt ?? null;
}

/** The migrations of this version that the database does not have yet. */
export const findPendingMigrations = (db: Database): Promise<string[]> =>
  pendingMigrations(queryable(db), MIGRATIONS_DIRECTORY);

/** The migrations of a newer version; for a database that has all of this one. */
export const findUnknownMigrations = (db: Database): Promise<string[]> =>
  unknownMigrations(queryable(db), MIGRATIONS_DIRECTORY);

const queryable = (db: Database): Queryable => ({
  query: async (sql) => ({ rows: await db.$queryRawUnsafe<unknown[]>(sql) }),
});
