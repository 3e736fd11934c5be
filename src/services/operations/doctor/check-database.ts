import { askServer, REMEDIES } from '@/lib/db/ask-server';
import { databaseName } from '@/lib/db/database-name';
import type { Deps } from '@/lib/deps';
import { findPendingMigrations, findUnknownMigrations } from '@/repositories/health-repository';
import { HOW_TO_MIGRATE } from '../require-migrated';
import { type Finding, fine, problem, warning } from './finding';

const OLDEST_VERSION = 15;
const FIRST_START =
  'npm start makes it. If there should be one, DATA_DIR must name its folder, or DATABASE_URL its server.';
const AFTER_A_ROLLBACK =
  'Right after going back by one version. Otherwise start the version that made them, or restore the backup from before.';

export interface DatabaseDeps extends Pick<Deps, 'db'> {
  databaseUrl: string;
  /** Whether it is the embedded database, which a start migrates by itself. */
  isEmbedded: boolean;
  /** The folder of the embedded database, where none was ever made in it. */
  withoutArchive: string | null;
}

/** Whether the database can be reached and used, which one it is, and whether its schema is that of this version. */
export async function checkDatabase({
  db,
  databaseUrl,
  isEmbedded,
  withoutArchive,
}: DatabaseDeps): Promise<Finding[]> {
  if (withoutArchive !== null) return [warning(`There is no archive in ${withoutArchive} yet.`, FIRST_START)];
  const name = `The ${isEmbedded ? 'embedded database' : databaseName(databaseUrl)}`;
  const answer = await askServer(databaseUrl);
  if ('fault' in answer) {
    return [problem(`${name} cannot be reached: ${answer.message}.`, REMEDIES[answer.fault])];
  }
  if (answer.version < OLDEST_VERSION) {
    const remedy = `Upgrade it to PostgreSQL ${OLDEST_VERSION} or newer.`;
    return [problem(`${name} is PostgreSQL ${answer.version}.`, remedy)];
  }
  if (answer.isReadOnly) {
    return [problem(`${name} is read-only.`, 'Set DATABASE_URL to the primary server, not to a replica.')];
  }
  return [fine(`${name} answers (PostgreSQL ${answer.version}).`), ...(await schemaFindings(db, isEmbedded))];
}

async function schemaFindings(db: Deps['db'], isEmbedded: boolean): Promise<Finding[]> {
  const pending = await findPendingMigrations(db);
  if (pending.length === 0) {
    const newer = await findUnknownMigrations(db);
    const message = `Its schema has ${newer.length} migration(s) of a newer version: ${newer.join(', ')}.`;
    return [
      fine('Its schema has every migration of this version.'),
      ...(newer.length > 0 ? [warning(message, AFTER_A_ROLLBACK)] : []),
    ];
  }
  const message = `Its schema lacks ${pending.length} migration(s) of this version: ${pending.join(', ')}.`;
  return isEmbedded
    ? [warning(message, 'Run npm start, which applies them; a container does so when it starts.')]
    : [problem(message, `${HOW_TO_MIGRATE}. Until then nothing is archived.`)];
}
