import 'server-only';
import { PrismaPg } from '@prisma/adapter-pg';
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
  return new PrismaClient({
    adapter: new PrismaPg({ connectionString, max: maxConnections, connectionTimeoutMillis: patienceMs }),
  });
}
