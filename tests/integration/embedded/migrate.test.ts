import { spawn } from 'node:child_process';
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { Client } from 'pg';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { applyMigrations, pendingMigrations } from '@/lib/db/migrate';
import { useTestDatabase } from '../../support/database/test-database';

const database = useTestDatabase('own');
let directory: string;
let client: Client;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'audiospective-migrations-'));
  client = new Client({ connectionString: database.url });
  await client.connect();
  await client.query('DROP TABLE IF EXISTS _prisma_migrations, shelf, box');
});

afterEach(async () => {
  await client.end();
  await rm(directory, { recursive: true });
});

async function write(name: string, sql: string): Promise<void> {
  await mkdir(join(directory, name), { recursive: true });
  await writeFile(join(directory, name, 'migration.sql'), sql);
}

const apply = () => applyMigrations({ connectionString: database.url, directory, log: () => {} });
const ledger = async () =>
  (await client.query('SELECT migration_name, finished_at IS NOT NULL AS done FROM _prisma_migrations')).rows;

describe('migrations', () => {
  it('are applied once each, in order, and then none is pending', async () => {
    await write('2_box', 'CREATE TABLE box (shelf int REFERENCES shelf); INSERT INTO shelf VALUES (1);');
    await write('1_shelf', 'CREATE TABLE shelf (id int PRIMARY KEY);');
    expect(await pendingMigrations(client, directory)).toEqual(['1_shelf', '2_box']);
    expect(await apply()).toEqual(['1_shelf', '2_box']);
    expect(await apply()).toEqual([]);
    expect(await pendingMigrations(client, directory)).toEqual([]);
    await write('3_more', 'INSERT INTO shelf VALUES (2)');
    expect(await pendingMigrations(client, directory)).toEqual(['3_more']);
  });

  it('are applied once when many processes start at once', async () => {
    await write('1_shelf', 'CREATE TABLE shelf (id int PRIMARY KEY); INSERT INTO shelf VALUES (1)');
    const applied = await Promise.all([apply(), apply(), apply(), apply()]);
    expect(applied.flat()).toEqual(['1_shelf']);
  });

  it('leave nothing behind when they fail, and can be corrected', async () => {
    await write('1_shelf', 'CREATE TABLE shelf (id int PRIMARY KEY); SELECT 1/0;');
    await expect(apply()).rejects.toThrow(/1_shelf failed and was rolled back: division by zero/);
    expect(await ledger()).toEqual([]);
    await write('1_shelf', 'CREATE TABLE shelf (id int PRIMARY KEY);');
    expect(await apply()).toEqual(['1_shelf']);
  });

  // The engine has one session for all connections, as a pooler in transaction mode gives one to many.
  it('leave no lock and no changed setting to whoever gets the session next, though they fail', async () => {
    const session = async () => [
      (await client.query("SELECT objid FROM pg_locks WHERE locktype = 'advisory'")).rows,
      (await client.query("SELECT name, setting FROM pg_settings WHERE source = 'session' ORDER BY name"))
        .rows,
    ];
    await client.query('RESET ALL; SELECT pg_advisory_unlock_all()');
    const before = await session();
    await write('1_shelf', 'CREATE TABLE shelf (id int PRIMARY KEY)');
    await apply();
    expect(await session()).toEqual(before);
    await write('2_box', 'SELECT 1/0');
    await expect(apply()).rejects.toThrow(/2_box failed/);
    expect(await session()).toEqual(before);
  });

  it('wait for a lock as long as they may, whatever the role may', async () => {
    await client.query("SET statement_timeout = '7s'");
    const limits =
      "SELECT current_setting('statement_timeout') AS statement, current_setting('lock_timeout') AS lock";
    await write('1_shelf', `CREATE TABLE shelf AS ${limits}`);
    await apply();
    expect((await client.query('SELECT * FROM shelf')).rows).toEqual([{ statement: '0', lock: '5s' }]);
    expect((await client.query('SHOW statement_timeout')).rows).toEqual([{ statement_timeout: '7s' }]);
    await client.query('RESET statement_timeout');
  });

  it('that were edited after they were applied stop the start, by name', async () => {
    await write('1_shelf', 'CREATE TABLE shelf (id int);\n-- a comment\n');
    await apply();
    await write('1_shelf', 'CREATE TABLE shelf (id int);\r\n-- a comment\r\n');
    expect(await apply()).toEqual([]);
    await write('1_shelf', 'CREATE TABLE shelf (id bigint);\n');
    await expect(apply()).rejects.toThrow(/1_shelf was edited after it was applied/);
  });

  it('that failed halfway under another tool stop the start, with the way out', async () => {
    await write('1_shelf', 'CREATE TABLE shelf (id int)');
    await apply();
    await client.query('UPDATE _prisma_migrations SET finished_at = NULL');
    await expect(apply()).rejects.toThrow(/1_shelf failed halfway.*resolve --rolled-back 1_shelf/s);
    expect(await pendingMigrations(client, directory)).toEqual(['1_shelf']);
    await client.query('UPDATE _prisma_migrations SET rolled_back_at = now(); DROP TABLE shelf');
    expect(await apply()).toEqual(['1_shelf']);
  });

  it('of the product itself bring an empty database up to date', async () => {
    await cp(join(import.meta.dirname, '../../../prisma/migrations'), directory, { recursive: true });
    await client.query('DROP SCHEMA public CASCADE; CREATE SCHEMA public');
    const names = await pendingMigrations(client, directory);
    expect(names.length).toBeGreaterThan(0);
    expect(await apply()).toEqual(names);
  });

  it.each([['verify-archive'], ['admin', 'listeners']])(
    'that are missing are what the commands on the archive ask for: %s',
    async (...command) => {
      expect(await run(command)).toEqual({
        code: 1,
        output: expect.stringMatching(
          /^The database is not migrated to this version yet\. Run npm run migrate/,
        ),
      });
    },
  );
});

const SETTINGS = {
  NEXTAUTH_URL: 'http://127.0.0.1:3000',
  NEXTAUTH_SECRET: 's'.repeat(32),
  TOKEN_KEYS: `k1:${Buffer.alloc(32, 7).toString('base64')}`,
  SPOTIFY_CLIENT_ID: 'client',
  SPOTIFY_CLIENT_SECRET: 'secret',
};

/** One of scripts/programs, on the database of this file, which runs in this process. */
async function run([name, ...rest]: string[]): Promise<{ code: number; output: string }> {
  const args = ['--conditions=react-server', '--import', 'tsx', `scripts/programs/${name}.ts`, ...rest];
  const env = { ...process.env, ...SETTINGS, DATABASE_URL: database.url };
  const program = spawn(process.execPath, args, { env });
  const [output, code] = await Promise.all([
    text(program.stderr),
    new Promise<number>((resolve) => program.once('close', resolve)),
  ]);
  return { code, output };
}
