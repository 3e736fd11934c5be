#!/usr/bin/env node
// Stands in for Prisma's schema engine, a binary that is downloaded on first use and so missing offline. It speaks
// the same protocol (JSON-RPC, a line a message, on stdin and stdout) and lets the WebAssembly build of the same
// engine do the work, which reaches PostgreSQL through @prisma/adapter-pg. scripts/prisma.mjs sets it up.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { PrismaPg } from '@prisma/adapter-pg';
import { bindMigrationAwareSqlAdapterFactory, ColumnTypeEnum } from '@prisma/driver-adapter-utils';
import * as bindings from '@prisma/schema-engine-wasm/schema_engine_bg';
import pg from 'pg';

const TEXT_OID = 25;
const CHAR_OID = 18;
const JSON_RPC_ERROR = 4466;

const argument = (name) => {
  const at = process.argv.indexOf(name);
  return at < 0 ? undefined : process.argv[at + 1];
};
const asked = (command) => process.argv.includes(command);
const databaseUrl = () => JSON.parse(argument('--datasource') ?? '{}').url ?? process.env.DATABASE_URL;

/** All values after `--datamodels`: paths of schema files. */
function schemaFiles() {
  const at = process.argv.indexOf('--datamodels');
  if (at < 0) return undefined;
  const rest = process.argv.slice(at + 1);
  const end = rest.findIndex((value) => value.startsWith('--'));
  return rest.slice(0, end < 0 ? undefined : end).map((path) => [path, readFileSync(path, 'utf8')]);
}

async function withClient(connectionString, use) {
  const client = new pg.Client({ connectionString });
  await client.connect();
  try {
    return await use(client);
  } finally {
    await client.end();
  }
}

/** `cli can-connect-to-database` and its like: the exit code is the answer. */
async function answerCli() {
  const url = new URL(databaseUrl());
  const name = decodeURIComponent(url.pathname.slice(1));
  try {
    if (asked('create-database')) {
      url.pathname = '/postgres';
      await withClient(url.href, (client) => client.query(`CREATE DATABASE ${pg.escapeIdentifier(name)}`));
    } else {
      await withClient(url.href, () => {});
    }
    return 0;
  } catch (error) {
    const fields = {
      message: error.message,
      error_code: error.code === '3D000' ? 'P1003' : 'P1001',
      is_panic: false,
    };
    process.stderr.write(`${JSON.stringify({ level: 'ERROR', target: 'schema_engine::logger', fields })}\n`);
    return 1;
  }
}

/** What the engine needs that the adapter does differently: one type, and scripts that are not cut at semicolons. */
function adapted(queryable) {
  const performIO = queryable.performIO.bind(queryable);
  const queryRaw = queryable.queryRaw.bind(queryable);
  const startTransaction = queryable.startTransaction?.bind(queryable);
  let charColumns = [];
  queryable.performIO = async (query) => {
    const result = await performIO(query);
    charColumns = (result.fields ?? []).flatMap((field, index) =>
      field.dataTypeID === CHAR_OID ? [index] : [],
    );
    for (const index of charColumns) result.fields[index].dataTypeID = TEXT_OID;
    return result;
  };
  queryable.queryRaw = async (query) => {
    const result = await queryRaw(query);
    for (const index of charColumns) result.columnTypes[index] = ColumnTypeEnum.Character;
    return result;
  };
  // An answer would be taken for an error, so there is none.
  queryable.executeScript = async (script) => {
    await queryable.client.query(script).catch((error) => queryable.onError(error));
  };
  if (startTransaction) queryable.startTransaction = async (level) => adapted(await startTransaction(level));
  return queryable;
}

const connectTo = async (connectionString) => adapted(await new PrismaPg({ connectionString }).connect());

/** An empty database to replay migrations in: the one that was provided, or one made for it and dropped after. */
async function connectToShadow() {
  const provided = process.env.AUDIOSPECTIVE_SHADOW_URL;
  if (provided) {
    await withClient(provided, (client) => client.query('DROP SCHEMA public CASCADE; CREATE SCHEMA public'));
    return connectTo(provided);
  }
  const name = `prisma_migrate_shadow_db_${crypto.randomUUID()}`;
  const onMain = (sql) => withClient(databaseUrl(), (client) => client.query(sql));
  await onMain(`CREATE DATABASE "${name}"`);
  const url = new URL(databaseUrl());
  url.pathname = `/${name}`;
  const adapter = await connectTo(url.href);
  const dispose = adapter.dispose.bind(adapter);
  adapter.dispose = async () => {
    await dispose();
    await onMain(`DROP DATABASE IF EXISTS "${name}" WITH (FORCE)`);
  };
  return adapter;
}

async function createEngine() {
  const folder = dirname(
    createRequire(import.meta.url).resolve('@prisma/schema-engine-wasm/schema_engine_bg'),
  );
  const wasm = readFileSync(join(folder, 'schema_engine_bg.wasm'));
  const { instance } = await WebAssembly.instantiate(wasm, { './schema_engine_bg.js': bindings });
  bindings.__wbg_set_wasm(instance.exports);
  instance.exports.__wbindgen_start?.();
  const factory = bindMigrationAwareSqlAdapterFactory({
    provider: 'postgres',
    adapterName: '@prisma/adapter-pg',
    connect: () => connectTo(databaseUrl()),
    connectToShadowDb: connectToShadow,
  });
  return bindings.SchemaEngine.new({ datamodels: schemaFiles() }, () => {}, factory);
}

const send = (message) => process.stdout.write(`${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`);

function sendError(id, error) {
  const { message = String(error), meta = null, code = null } = error ?? {};
  const data = { is_panic: false, message, meta, error_code: code };
  send({
    id,
    error: { code: JSON_RPC_ERROR, message: 'An error happened. Check the data field for details.', data },
  });
}

async function answer(engine, { id, method, params }) {
  try {
    const call = method === 'getDatabaseVersion' ? 'version' : method;
    if (typeof (await engine)[call] !== 'function') throw new Error(`the schema engine knows no ${method}`);
    let result = (await (await engine)[call](params)) ?? {};
    if (method === 'diff' && result.stdout != null) {
      // The binary prints a diff by asking its caller to.
      send({ id: id + 1_000_000, method: 'print', params: { content: result.stdout } });
      result = { ...result, stdout: null };
    }
    send({ id, result });
  } catch (error) {
    sendError(id, error);
  }
}

async function serve() {
  const pending = new Set();
  let engine;
  for await (const line of createInterface({ input: process.stdin })) {
    const request = line.trim() === '' ? {} : JSON.parse(line);
    if (!request.method) continue;
    engine ??= createEngine();
    const work = answer(engine, request).finally(() => pending.delete(work));
    pending.add(work);
  }
  await Promise.allSettled(pending);
  return 0;
}

const isCli = ['can-connect-to-database', 'create-database', 'drop-database'].some(asked);
process.exit(await (isCli ? answerCli() : serve()));
