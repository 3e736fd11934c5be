import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Anything that runs SQL: a `pg` client or an embedded database. */
export interface Queryable {
  query<T>(sql: string): Promise<{ rows: T[] }>;
}

/** A function or trigger as the database describes it. */
export interface Definition {
  /** How a statement names it, e.g. `FUNCTION write_batch(batch jsonb)` or `TRIGGER count ON play_events`. */
  name: string;
  /** The whole CREATE statement. */
  text: string;
  /** The bare name, which its file has too; of a trigger, that of its function. */
  file: string;
}

export interface SourceFile {
  /** The file without folder and ending: the name of the function. */
  name: string;
  path: string;
  sql: string;
}

/** Every file below `directory` (prisma/sql), by path. */
export async function readSqlSource(directory: string): Promise<SourceFile[]> {
  const paths = await readdir(directory, { recursive: true });
  const files = paths.filter((path) => path.endsWith('.sql')).sort();
  return Promise.all(
    files.map(async (path) => ({
      name: path.replace(/^.*\//, '').replace(/\.sql$/, ''),
      path,
      sql: await readFile(join(directory, path), 'utf8'),
    })),
  );
}

/** Functions that name each other may come in any order. */
const inAnyOrder = (statements: string[]): string =>
  ['SET check_function_bodies = off;', ...statements, 'RESET check_function_bodies;'].join('\n\n');

/** Every function and trigger of ours, those of extensions left out, triggers first: they must be dropped first. */
export async function readDefinitions(database: Queryable): Promise<Definition[]> {
  const triggers = await database.query<Definition>(`
    SELECT format('TRIGGER %I ON %I', t.tgname, c.relname) AS name, pg_get_triggerdef(t.oid) AS text, p.proname AS file
    FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_proc p ON p.oid = t.tgfoid
    WHERE NOT t.tgisinternal AND c.relnamespace = 'public'::regnamespace ORDER BY 1`);
  const functions = await database.query<Definition>(`
    SELECT format('FUNCTION %I(%s)', p.proname, pg_get_function_identity_arguments(p.oid)) AS name,
      pg_get_functiondef(p.oid) AS text, p.proname AS file
    FROM pg_proc p
    WHERE p.pronamespace = 'public'::regnamespace AND p.prokind IN ('f', 'p')
      AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.objid = p.oid AND d.classid = 'pg_proc'::regclass AND d.deptype = 'e')
    ORDER BY 1`);
  return [...triggers.rows, ...functions.rows];
}

/** One script that puts the functions and triggers of `source` in the place of those that a scratch database has. */
export const replacing = (present: readonly Definition[], source: readonly SourceFile[]): string =>
  inAnyOrder([...present.map(({ name }) => `DROP ${name} CASCADE;`), ...source.map(({ sql }) => sql)]);

/**
 * The statements that lead from the definitions that migrations give to those of the source, as a migration; null when
 * there is nothing to do. A changed function is dropped and made again, so its result may change too.
 */
export function writeDifference(
  migrated: readonly Definition[],
  wanted: readonly Definition[],
  source: readonly SourceFile[],
): string | null {
  const textOf = new Map(wanted.map(({ name, text }) => [name, text]));
  const textBefore = new Map(migrated.map(({ name, text }) => [name, text]));
  const changed = new Set(
    [
      ...wanted.filter(({ name, text }) => textBefore.get(name) !== text),
      ...migrated.filter(({ name, text }) => textOf.get(name) !== text),
    ].map(({ file }) => file),
  );
  if (changed.size === 0) return null;
  const drops = migrated.filter(({ file }) => changed.has(file)).map(({ name }) => `DROP ${name};`);
  const files = source.filter(({ name }) => changed.has(name));
  const made = files.map(({ path, sql }) => `-- prisma/sql/${path}\n${sql.trim()}`);
  return `${inAnyOrder([drops.join('\n'), ...made].filter(Boolean))}\n`;
}
