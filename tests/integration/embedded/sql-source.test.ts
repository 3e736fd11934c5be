import { join } from 'node:path';
import { Client } from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import {
  type Definition,
  readDefinitions,
  readSqlSource,
  replacing,
  type SourceFile,
  writeDifference,
} from '../../../scripts/programs/sql-source';
import { useTestDatabase } from '../../support/database/test-database';

const database = useTestDatabase();
const DIRECTORY = join(import.meta.dirname, '../../../prisma/sql');

let client: Client;
let source: SourceFile[];
let migrated: Definition[];

beforeAll(async () => {
  client = new Client({ connectionString: database.url });
  await client.connect();
  source = await readSqlSource(DIRECTORY);
  migrated = await readDefinitions(client);
});

afterAll(() => client.end());

/** What the database has once the files stand in the place of its functions and triggers; nothing of it stays. */
async function definitionsOf(files: readonly SourceFile[]): Promise<Definition[]> {
  await client.query('BEGIN');
  try {
    await client.query(replacing(migrated, files));
    return await readDefinitions(client);
  } finally {
    await client.query('ROLLBACK');
  }
}

it('prisma/sql and the migrations give the same functions and triggers', async () => {
  expect(migrated.length).toBeGreaterThan(20);
  expect(await definitionsOf(source)).toEqual(migrated);
});

it('each function has the file of its name, which begins with a comment', () => {
  expect(source.map(({ name }) => name).sort()).toEqual(
    [...new Set(migrated.map(({ file }) => file))].sort(),
  );
  expect(source.filter(({ sql }) => !sql.startsWith('-- ')).map(({ path }) => path)).toEqual([]);
});

it('the comment of a function that writes says what it takes, locks and gives', () => {
  const writes = /\b(INSERT INTO|DELETE FROM|PERFORM)\b|^ *UPDATE\b/m;
  const words = [/\btakes\b/i, /\block(s|ed)?\b|\bFOR UPDATE\b/i, /\b(returns|gives)\b/i];
  const incomplete = source.filter(({ sql }) => {
    const body = sql.replace(/^(--.*\n)+/, '');
    const head = sql.slice(0, sql.length - body.length);
    return writes.test(body) && !words.every((word) => word.test(head));
  });
  expect(incomplete.map(({ path }) => path)).toEqual([]);
});

it('a migration for changed files leads from one to the other', async () => {
  const changed = source
    .filter(({ name }) => name !== 'listening_time')
    .map((file) =>
      file.name === 'plays_that_fit'
        ? { ...file, sql: file.sql.replace('RETURNS int', 'RETURNS bigint') }
        : file,
    )
    .concat({
      name: 'double_of',
      path: 'analytics/double_of.sql',
      sql: 'CREATE FUNCTION double_of(x int) RETURNS int LANGUAGE sql AS $$ SELECT x * 2 $$;',
    });
  const wanted = await definitionsOf(changed);
  const migration = writeDifference(migrated, wanted, changed);
  expect(migration).toContain('DROP FUNCTION listening_time(');
  expect(migration).not.toContain('write_batch');
  await client.query('BEGIN');
  await client.query(migration ?? '');
  expect(await readDefinitions(client)).toEqual(wanted);
  await client.query('ROLLBACK');
});

it('nothing is written when nothing differs', () => {
  expect(writeDifference(migrated, migrated, source)).toBeNull();
});
