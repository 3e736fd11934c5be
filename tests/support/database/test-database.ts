import { randomBytes } from 'node:crypto';
import { openAsBlob } from 'node:fs';
import { Client } from 'pg';
import { afterAll, beforeAll, beforeEach, inject } from 'vitest';
import { z } from 'zod';
import { openInMemory } from '@/lib/db/embedded/cluster';
import { connectionUrl } from '@/lib/db/embedded/connection-file';
import { startWireServer } from '@/lib/db/embedded/wire-server';
import type { DatabaseTemplate } from './database-template';

/** A migrated database, empty at the start of each test. */
export interface TestDatabase {
  readonly url: string;
  /** Empties every table; ids begin at 1 again. Happens before each test by itself. */
  reset(): Promise<void>;
}

interface Copy {
  url: string;
  discard(): Promise<void>;
}

/** The database that the files of this worker use one after the other; it ends with the worker. */
let shared: Promise<Copy> | undefined;

/**
 * Call it at the top of a test file. The database is there from `beforeAll` on. A file that changes more than the rows of
 * the product's tables takes `'own'`, a copy that nobody else sees and that is gone after the file.
 */
export function useTestDatabase(whose: 'shared' | 'own' = 'shared'): TestDatabase {
  let copy: Copy | undefined;
  let client: Client | undefined;
  const reset = async () => {
    if (!client) throw new Error('The test database is there from beforeAll on.');
    await emptyAll(client);
  };
  beforeAll(async () => {
    const make = () => copyOf(inject('databaseTemplate'));
    if (whose === 'shared') shared ??= make();
    copy = await (whose === 'own' ? make() : shared);
    client = new Client({ connectionString: copy?.url });
    await client.connect();
  });
  beforeEach(reset);
  afterAll(async () => {
    await client?.end();
    if (whose === 'own') await copy?.discard();
  });
  return {
    get url() {
      if (!copy) throw new Error('The test database is there from beforeAll on.');
      return copy.url;
    },
    reset,
  };
}

/** Of all tables that were written to; with more, deleted rows would stay in the way of what comes. */
const MUCH_BYTES = 1_000_000;

const written = z.object({ names: z.array(z.string()), bytes: z.coerce.number() });

/** TRUNCATE recreates all files of the tables and of those that refer to them: for a few rows DELETE takes a fifth of the time. */
async function emptyAll(client: Client): Promise<void> {
  const { rows } = await client.query(
    `SELECT coalesce(array_agg(oid::regclass::text), '{}') AS names, coalesce(sum(pg_relation_size(oid)), 0) AS bytes
      FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace
        AND relname <> '_prisma_migrations' AND pg_relation_size(oid) > 0`,
  );
  const { names, bytes } = written.parse(rows[0]);
  if (names.length === 0) return;
  if (bytes > MUCH_BYTES) {
    await client.query(`TRUNCATE ${names.join(', ')} RESTART IDENTITY CASCADE`);
    return;
  }
  const inTurn = await referringFirst(client, names);
  // With session_replication_role no order would be needed, but the session would forget its plans and make them again for each test.
  await client.query(`BEGIN;
    ${inTurn.map((name) => `DELETE FROM ${name};`).join(' ')}
    SELECT setval(format('%I.%I', schemaname, sequencename), start_value, false)
      FROM pg_sequences WHERE schemaname = 'public' AND last_value IS NOT NULL;
    COMMIT`);
}

/** The tables of the last database that had others than those known before, each after those that refer to it. */
let inOrder: string[] = [];

async function referringFirst(client: Client, names: string[]): Promise<string[]> {
  if (!names.every((name) => inOrder.includes(name))) {
    const { rows } = await client.query<{ name: string }>(
      `WITH RECURSIVE referring AS (
        SELECT oid AS id, 0 AS depth FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace
        UNION
        SELECT f.conrelid, r.depth + 1 FROM referring r JOIN pg_constraint f
          ON f.contype = 'f' AND f.confrelid = r.id AND f.conrelid <> r.id
      )
      SELECT id::regclass::text AS name FROM referring GROUP BY id ORDER BY max(depth) DESC, id`,
    );
    inOrder = rows.map(({ name }) => name);
  }
  return inOrder.filter((name) => names.includes(name));
}

function copyOf(template: DatabaseTemplate): Promise<Copy> {
  return template.kind === 'embedded' ? copyEmbedded(template.dumpFile) : copyOnServer(template);
}

async function copyEmbedded(dumpFile: string): Promise<Copy> {
  const pglite = await openInMemory(await openAsBlob(dumpFile));
  const password = randomBytes(12).toString('hex');
  const server = await startWireServer(pglite, { port: 0, password });
  const discard = async () => {
    await server.close();
    await pglite.close();
  };
  return { url: connectionUrl({ port: server.port, password }), discard };
}

async function copyOnServer(template: { adminUrl: string; template: string }): Promise<Copy> {
  const name = `audiospective_test_${randomBytes(6).toString('hex')}`;
  const admin = new Client({ connectionString: template.adminUrl });
  await admin.connect();
  await admin.query(`CREATE DATABASE ${name} TEMPLATE ${template.template}`);
  const url = new URL(template.adminUrl);
  url.pathname = `/${name}`;
  const discard = async () => {
    await admin.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
    await admin.end();
  };
  return { url: url.href, discard };
}
