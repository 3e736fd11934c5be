import { connectDatabase, type RootDatabase } from '@/lib/db/client';

/** Outages are what a test makes: a busy machine that keeps a connection waiting must not look like one. */
const CONNECT_TIMEOUT_MS = 120_000;

/** A pool for tests, which have the database in their own thread: one that asks much at once waits for long. */
export const connectForTest = (url: string, maxConnections = 10): RootDatabase =>
  connectDatabase(url, maxConnections, { connectTimeoutMs: CONNECT_TIMEOUT_MS });
