import 'server-only';
import { PrismaPg } from '@prisma/adapter-pg';
import pg from 'pg';
import { type Prisma, PrismaClient } from '@/generated/prisma/client';

/** The database as repositories get it: the client, or a transaction of it. */
export type Database = Prisma.TransactionClient;
export type RootDatabase = PrismaClient;

/**
 * Opens a pool to any PostgreSQL, the embedded one included. `maxConnections` is per process; a query that gets no
 * connection within `patienceMs` fails as "database unavailable".
 */
export function connectDatabase(
  connectionString: string,
  maxConnections = 10,
  patienceMs = 5_000,
): RootDatabase {
  return clientOf(
    new pg.Pool({ connectionString, max: maxConnections, connectionTimeoutMillis: patienceMs }),
  );
}

// A batch or a chunk of plays may hold the listener's row for a while: whoever waits for it is not at fault.
const TRANSACTION = { maxWait: 10_000, timeout: 30_000 };

const pools = new WeakMap<RootDatabase, pg.Pool>();

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
  /** Statements that wait for a connection. */
  waiting: number;
}

/** How busy the connections of a client are. */
export function poolFigures(client: RootDatabase): PoolFigures {
  const pool = pools.get(client);
  return { open: pool?.totalCount ?? 0, idle: pool?.idleCount ?? 0, waiting: pool?.waitingCount ?? 0 };
}

const STATISTICS_PATIENCE_MS = 10_000;

/**
 * The pool for statistics, beside the one for everything else: however many heavy ones are asked for at once, polls,
 * sign-ins and health checks find a free connection. A statement that takes longer than `timeoutMs` fails as "database
 * unavailable" (the embedded database cannot stop one).
 */
export function connectForStatistics(
  connectionString: string,
  { connections, timeoutMs }: { connections: number; timeoutMs: number },
): RootDatabase {
  const pool = new pg.Pool({
    connectionString,
    max: connections,
    // The embedded database lets applications take turns.
    application_name: 'audiospective-statistics',
    connectionTimeoutMillis: STATISTICS_PATIENCE_MS,
    // Not at connecting: connection poolers refuse parameters that they do not know.
    verify: (client, done) => {
      client.query(`SET statement_timeout = ${timeoutMs}`).then(() => done(), done);
    },
  });
  return clientOf(pool);
}
