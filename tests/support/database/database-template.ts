import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Client } from 'pg';
import type { TestProject } from 'vitest/node';
import { openInMemory } from '@/lib/db/embedded/cluster';
import { connectionUrl } from '@/lib/db/embedded/connection-file';
import { startWireServer } from '@/lib/db/embedded/wire-server';
import { applyMigrations } from '@/lib/db/migrate';

/** What test files need to make themselves a database: a dump to load, or a template to copy on a server. */
export type DatabaseTemplate =
  | { kind: 'embedded'; dumpFile: string }
  | { kind: 'server'; adminUrl: string; template: string };

declare module 'vitest' {
  export interface ProvidedContext {
    databaseTemplate: DatabaseTemplate;
  }
}

const MIGRATIONS = resolve(import.meta.dirname, '../../../prisma/migrations');
const TEMPLATE_NAME = 'audiospective_test_template';

/** Runs once before all test files: applies prisma/migrations to one database, of which each worker gets a copy. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const serverUrl = process.env.TEST_DATABASE_URL;
  return serverUrl ? setUpOnServer(project, serverUrl) : setUpEmbedded(project);
}

async function setUpEmbedded(project: TestProject): Promise<() => Promise<void>> {
  const pglite = await openInMemory();
  const password = 'template';
  const server = await startWireServer(pglite, { port: 0, password });
  await migrate(connectionUrl({ port: server.port, password }));
  await server.close();
  const folder = await mkdtemp(join(tmpdir(), 'audiospective-template-'));
  const dumpFile = join(folder, 'template.tar');
  const dump = await pglite.dumpDataDir('none');
  await writeFile(dumpFile, new Uint8Array(await dump.arrayBuffer()));
  await pglite.close();
  project.provide('databaseTemplate', { kind: 'embedded', dumpFile });
  return () => rm(folder, { recursive: true });
}

/** Databases that an aborted run left behind are dropped first. */
async function setUpOnServer(project: TestProject, serverUrl: string): Promise<() => Promise<void>> {
  const admin = new Client({ connectionString: serverUrl });
  await admin.connect();
  await dropTestDatabases(admin);
  await admin.query(`CREATE DATABASE ${TEMPLATE_NAME}`);
  const url = new URL(serverUrl);
  url.pathname = `/${TEMPLATE_NAME}`;
  await migrate(url.href);
  project.provide('databaseTemplate', { kind: 'server', adminUrl: serverUrl, template: TEMPLATE_NAME });
  return async () => {
    await dropTestDatabases(admin);
    await admin.end();
  };
}

async function dropTestDatabases(admin: Client): Promise<void> {
  const { rows } = await admin.query<{ name: string }>(
    "SELECT datname AS name FROM pg_database WHERE datname LIKE 'audiospective\\_test\\_%'",
  );
  for (const { name } of rows) await admin.query(`DROP DATABASE IF EXISTS "${name}" WITH (FORCE)`);
}

async function migrate(connectionString: string): Promise<void> {
  if (!existsSync(MIGRATIONS)) return;
  await applyMigrations({ connectionString, directory: MIGRATIONS, log: () => {} });
}
