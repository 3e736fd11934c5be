import 'server-only';
import { PrismaPg } from '@prisma/adapter-pg';
import type pg from 'pg';
import { type Prisma, PrismaClient } from '@/generated/prisma/client';
import { limitSilence } from './limit-silence';
import { MeasuredPool } from './measured-pool';

/** The database as repositories get it: the client, or a transaction of it. */
export type Database = Prisma.TransactionClient;
export type RootDatabase = PrismaClient;

type Verify = NonNullable<pg.PoolConfig['verify']>;

interface Timeouts {
  /** How long a query waits for a connection before it fails as "database unavailable". */
  connectTimeoutMs?: number;
  /** How long a statement may go without an answer (`limitSilence`); null for no limit. */
  timeoutMs?: number | null;
}

/** Routers silently drop idle connections. */
const KEEP_ALIVE = { keepAlive: true, keepAliveInitialDelayMillis: 10_000 };

/** Prisma's driver drops the offset of an instant, so that a session has to be in UTC, whatever the zone of its server is. */
const IN_UTC = `SET TIME ZONE 'UTC'`;

/** Not as startup parameters: connection poolers reject those they do not know. */
const afterConnecting =
  (statements: string): Verify =>
  (client, done) => {
    client.query(statements).then(() => done(), done);
  };

/** Opens a pool to any PostgreSQL, the embedded one included. `maxConnections` is per process. */
export function connectDatabase(
  connectionString: string,
  maxConnections = 10,
  { connectTimeoutMs = 5_000, timeoutMs = null }: Timeouts = {},
): RootDatabase {
  const connectionTimeoutMillis = connectTimeoutMs;
  const verify = afterConnecting(IN_UTC);
  const config = { connectionString, max: maxConnections, connectionTimeoutMillis, verify, ...KEEP_ALIVE };
  const pool = new MeasuredPool(config, 'main');
  if (timeoutMs !== null) limitSilence(pool, timeoutMs);
  return clientOf(pool);
}

/** Long enough to wait for a batch or an import chunk that holds the listener's row. */
const TRANSACTION = { maxWait: 10_000, timeout: 30_000 };
/** For a transaction that writes plays of a listener: a removal or another that writes all of them may come before it. */
export const PLAYS_TRANSACTION = { maxWait: 30_000, timeout: 60_000 };
/** For one that may write all plays of a listener, or a whole chunk of an import. */
export const ALL_PLAYS_TRANSACTION = { ...PLAYS_TRANSACTION, timeout: 300_000 };

// Next compiles the start hook, which opens the pools, and the routes separately: they share them through globalThis.
const SHARED = Symbol.for('audiospective.pools');
const shared: typeof globalThis & { [SHARED]?: WeakMap<RootDatabase, pg.Pool> } = globalThis;
shared[SHARED] ??= new WeakMap();
const pools = shared[SHARED];

function clientOf(pool: pg.Pool): RootDatabase {
  const client = new PrismaClient({
    adapter: new PrismaPg(pool, { disposeExternalPool: true }),
    transactionOptions: TRANSACTION,
  });
  pools.set(client, pool);
  return client;
}

export interface PoolFigures {
  open: number;
  idle: number;
}

/** How busy the connections of a client are. */
export function poolFigures(client: RootDatabase): PoolFigures {
  const pool = pools.get(client);
  return { open: pool?.totalCount ?? 0, idle: pool?.idleCount ?? 0 };
}

const STATISTICS_CONNECT_TIMEOUT_MS = 10_000;
/** The server ends a slow statement first: its connection stays usable, ours would be closed. */
const SERVER_FIRST_MS = 5_000;

/**
 * A separate pool for statistics, so that heavy ones never keep polls, sign-ins and health checks from a connection. A
 * statement that takes longer than `timeoutMs` fails as "database unavailable" (the embedded database cannot stop one).
 */
export function connectForStatistics(
  connectionString: string,
  { connections, timeoutMs }: { connections: number; timeoutMs: number },
  silenceMs: number | null,
): RootDatabase {
  const config: pg.PoolConfig = {
    connectionString,
    max: connections,
    // The embedded database takes turns between application names.
    application_name: 'audiospective-statistics',
    connectionTimeoutMillis: STATISTICS_CONNECT_TIMEOUT_MS,
    ...KEEP_ALIVE,
    verify: afterConnecting(`${IN_UTC}; SET statement_timeout = ${timeoutMs}`),
  };
  const pool = new MeasuredPool(config, 'statistics');
  if (silenceMs !== null) limitSilence(pool, Math.max(silenceMs, timeoutMs + SERVER_FIRST_MS));
  return clientOf(pool);
}
