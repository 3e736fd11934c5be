import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { applyMigrations } from '@/lib/db/migrate';
import { useTestDatabase } from '../support/database/test-database';

const database = useTestDatabase('own');
let directory: string;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'audiospective-migrations-'));
  const client = new Client({ connectionString: database.url });
  await client.connect();
  await client.query('DROP TABLE _prisma_migrations');
  await client.end();
});
afterAll(() => rm(directory, { recursive: true }));

async function write(name: string, sql: string): Promise<void> {
  await mkdir(join(directory, name));
  await writeFile(join(directory, name, 'migration.sql'), sql);
}

const apply = () => applyMigrations({ connectionString: database.url, directory, log: () => {} });

// Only a server has locks between transactions: the embedded database runs one after the other.
describe('a migration of a table in use', () => {
  it('gives up after five seconds, whole, so that nobody waits behind it, and can run again', async () => {
    await write('1_shelf', 'CREATE TABLE shelf (id int PRIMARY KEY)');
    await apply();
    await write('2_wider', 'ALTER TABLE shelf ADD COLUMN width int');
    const reader = new Client({ connectionString: database.url });
    await reader.connect();
    await reader.query('BEGIN; SELECT * FROM shelf');
    await expect(apply()).rejects.toThrow(
      /2_wider waited 5s for a table that others hold.*Nothing of it was/s,
    );
    await reader.query('COMMIT');
    await reader.end();
    expect(await apply()).toEqual(['2_wider']);
  });
});
