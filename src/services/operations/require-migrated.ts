import { AppError } from '@/lib/app-error';
import type { Deps } from '@/lib/deps';
import { findPendingMigrations } from '@/repositories/health-repository';

export const HOW_TO_MIGRATE = 'Run npm run migrate (in a container: migrate)';

const migrated = new WeakSet<Deps['db']>();

/** Asks the database until all are there, and never again after that. */
export async function requireMigrated({ db }: Pick<Deps, 'db'>): Promise<void> {
  if (migrated.has(db)) return;
  if ((await findPendingMigrations(db)).length === 0) {
    migrated.add(db);
    return;
  }
  throw new AppError('UNAVAILABLE', `The database is not migrated to this version yet. ${HOW_TO_MIGRATE}.`);
}
