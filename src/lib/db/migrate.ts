import { hash, randomUUID } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Client, DatabaseError } from 'pg';
import { oneClient } from '@/lib/db/one-client';

/** Prisma's own lock, so that `prisma migrate` and this never run concurrently. */
const PRISMA_LOCK = 72707369;

/**
 * A migration waits this long for a table that others use, and then fails as a whole: while it waits, everything that
 * comes after it on the table waits too.
 */
const LOCK_TIMEOUT = '5s';
const LOCK_NOT_AVAILABLE = '55P03';

/**
 * Lock and settings end with the transaction: a pooler in transaction mode gives the session to others after it. Other
 * migrating processes are waited for, and a migration takes as long as it needs, whatever the limit of the role.
 */
const BEGIN = `BEGIN;
  SET LOCAL statement_timeout = 0;
  SELECT pg_advisory_xact_lock(${PRISMA_LOCK});
  SET LOCAL lock_timeout = '${LOCK_TIMEOUT}'`;

/** Prisma's own table, column for column: afterwards `prisma migrate status` and `deploy` agree with it. */
const CREATE_LEDGER = `CREATE TABLE IF NOT EXISTS _prisma_migrations (
  id VARCHAR(36) PRIMARY KEY NOT NULL,
  checksum VARCHAR(64) NOT NULL,
  finished_at TIMESTAMPTZ,
  migration_name VARCHAR(255) NOT NULL,
  logs TEXT,
  rolled_back_at TIMESTAMPTZ,
  started_at TIMESTAMPTZ NOT NULL DEFAULT now(),
  applied_steps_count INTEGER NOT NULL DEFAULT 0
)`;

/** The schema can't be brought up to date without a person. The message names the migration and what to do. */
class MigrationProblem extends Error {
  override readonly name = 'MigrationProblem';
}

/** A `pg` client or pool, or anything that answers like one. */
export interface Queryable {
  query(sql: string, parameters?: unknown[]): Promise<{ rows: unknown[] }>;
}

interface Migration {
  name: string;
  sql: string;
}

interface LedgerRow {
  migration_name: string;
  checksum: string;
  finished: boolean;
}

/**
 * Applies the missing migrations of `directory` (prisma/migrations), each in one transaction, and returns their names.
 * Safe to run in several processes concurrently. Throws `MigrationProblem` if a migration
 * was edited after it was applied, failed halfway earlier, or fails now (then it left nothing behind).
 */
export async function applyMigrations(options: {
  connectionString: string;
  directory: string;
  log: (line: string) => void;
}): Promise<string[]> {
  const migrations = await readMigrations(options.directory);
  const client = oneClient({ connectionString: options.connectionString });
  await client.connect();
  try {
    checkLedger(await openLedger(client), migrations);
    const applied: string[] = [];
    for (const migration of migrations) {
      if (!(await applyOnce(client, migration))) continue;
      applied.push(migration.name);
      options.log(`applied migration ${migration.name}`);
    }
    return applied;
  } finally {
    await client.end();
  }
}

/** The names of the migrations in `directory` that the database does not have yet, in their order. */
export async function pendingMigrations(database: Queryable, directory: string): Promise<string[]> {
  const names = (await readMigrations(directory)).map((migration) => migration.name);
  const { rows } = await database.query("SELECT to_regclass('_prisma_migrations') IS NOT NULL AS known");
  if (!(rows as Array<{ known: boolean }>)[0]?.known) return names;
  const ledger = await readLedger(database);
  const applied = new Set(ledger.filter((row) => row.finished).map((row) => row.migration_name));
  return names.filter((name) => !applied.has(name));
}

/** Those that the database has of a newer version: `directory` lacks them. */
export async function unknownMigrations(database: Queryable, directory: string): Promise<string[]> {
  const known = new Set((await readMigrations(directory)).map((migration) => migration.name));
  return (await readLedger(database)).map((row) => row.migration_name).filter((name) => !known.has(name));
}

async function readMigrations(directory: string): Promise<Migration[]> {
  const entries = await readdir(directory, { withFileTypes: true });
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  const read = async (name: string) => ({
    name,
    sql: await readFile(join(directory, name, 'migration.sql'), 'utf8'),
  });
  return Promise.all(names.sort().map(read));
}

async function openLedger(client: Client): Promise<LedgerRow[]> {
  await client.query(BEGIN);
  await client.query(CREATE_LEDGER);
  const ledger = await readLedger(client);
  await client.query('COMMIT');
  return ledger;
}

async function readLedger(database: Queryable): Promise<LedgerRow[]> {
  const { rows } = await database.query(
    `SELECT migration_name, checksum, finished_at IS NOT NULL AS finished
       FROM _prisma_migrations WHERE rolled_back_at IS NULL ORDER BY started_at`,
  );
  return rows as LedgerRow[];
}

function checkLedger(ledger: LedgerRow[], migrations: Migration[]): void {
  const sqlByName = new Map(migrations.map(({ name, sql }) => [name, sql]));
  for (const { migration_name: name, checksum, finished } of ledger) {
    if (!finished) {
      throw new MigrationProblem(
        `Migration ${name} failed halfway earlier, so the schema may be in between. Look at what it left, undo or ` +
          `finish it by hand, then run: node scripts/prisma.mjs migrate resolve --rolled-back ${name} ` +
          '(or --applied, if you finished it).',
      );
    }
    const sql = sqlByName.get(name);
    if (sql !== undefined && !checksums(sql).includes(checksum)) {
      throw new MigrationProblem(
        `Migration ${name} was edited after it was applied, so the database no longer matches it. Put the file ` +
          `prisma/migrations/${name}/migration.sql back as it was, and make the change in a new migration.`,
      );
    }
  }
}

/** Prisma takes a file for the same if only its line ends differ. The first is the one that is recorded. */
function checksums(sql: string): string[] {
  const unix = sql.replaceAll('\r\n', '\n');
  return [sql, unix, unix.replaceAll('\n', '\r\n')].map((text) => hash('sha256', text));
}

/** False if it was applied already, as by another process a moment ago. */
async function applyOnce(client: Client, migration: Migration): Promise<boolean> {
  try {
    await client.query(BEGIN);
    const known = await client.query(
      'SELECT 1 FROM _prisma_migrations WHERE migration_name = $1 AND rolled_back_at IS NULL',
      [migration.name],
    );
    if (known.rows.length === 0) {
      await client.query(migration.sql);
      await client.query(
        `INSERT INTO _prisma_migrations (id, checksum, migration_name, finished_at, applied_steps_count)
         VALUES ($1, $2, $3, clock_timestamp(), 1)`,
        [randomUUID(), checksums(migration.sql)[0], migration.name],
      );
    }
    await client.query('COMMIT');
    return known.rows.length === 0;
  } catch (error) {
    await client.query('ROLLBACK');
    throw failureOf(migration, error);
  }
}

function failureOf({ name }: Migration, error: unknown): MigrationProblem {
  if (error instanceof DatabaseError && error.code === LOCK_NOT_AVAILABLE) {
    return new MigrationProblem(
      `Migration ${name} waited ${LOCK_TIMEOUT} for a table that others hold, and was rolled back. Nothing of it was ` +
        'kept; run it again, at best when there is less to do.',
      { cause: error },
    );
  }
  const reason = error instanceof Error ? error.message : String(error);
  return new MigrationProblem(
    `Migration ${name} failed and was rolled back: ${reason}. Nothing of it was kept; ` +
      'correct the cause and start again.',
    { cause: error },
  );
}
