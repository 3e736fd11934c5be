import 'server-only';
import { z } from 'zod';
import type { Database } from '@/lib/db/client';

const migrationRow = z.object({ name: z.string() });

/** Names of the migrations that are applied to the end. Throws when the database is down or was never migrated. */
export async function findAppliedMigrations(db: Database): Promise<Set<string>> {
  const rows = await db.$queryRaw`
    SELECT migration_name AS name FROM _prisma_migrations
    WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL`;
  return new Set(
    z
      .array(migrationRow)
      .parse(rows)
      .map((row) => row.name),
  );
}
