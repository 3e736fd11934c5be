import { hash, randomUUID } from 'node:crypto';
import pg from 'pg';
import PgBoss from 'pg-boss';
import type { Logger } from 'pino';
import { DAY, SECOND } from '@/lib/shared/time';

export type QueueLogger = Pick<Logger, 'info' | 'warn' | 'error'>;

/** Messages to be delivered. */
export const DELIVERIES = 'deliveries';
/** Messages that no attempt could deliver; they stay until a person handles them. */
export const DEAD_LETTERS = 'dead-letters';

/** A message as it is stored. */
export interface StoredMessage {
  messageId: string;
  path: string;
  /** JSON text, sent and signed unchanged. */
  body: string;
  deduplicationId: string;
  /** Of the request that published it; its delivery has the same id. */
  requestId?: string;
}

export interface LocalStorage {
  /** The queue's tables, created by the first call. Throws while the database cannot be reached; call again. */
  open(): Promise<PgBoss>;
  query(sql: string, values?: unknown[]): Promise<unknown[]>;
  close(): Promise<void>;
}

/** The same text always gives the same id, so that duplicate messages collide on the table's primary key. */
export function stableId(text: string): string {
  const hex = hash('sha256', text);
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    `8${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join('-');
}

export const newMessageId = () => `msg_${randomUUID()}`;

/** Two connections are enough, and the embedded database has few. */
function createPool(connectionString: string, logger: QueueLogger): pg.Pool {
  const pool = new pg.Pool({
    connectionString,
    max: 2,
    application_name: 'audiospective-queue',
    connectionTimeoutMillis: 5000,
    query_timeout: 30_000,
    keepAlive: true,
  });
  // Without a listener, a database that restarts would end this process.
  pool.on('error', (error) => logger.warn({ err: error }, 'queue lost an idle database connection'));
  return pool;
}

/** Runs SQL; logs once when the database becomes unreachable and once when it is back. */
function createExecutor(pool: pg.Pool, logger: QueueLogger) {
  let down = false;
  return async (sql: string, values?: unknown[]) => {
    try {
      const result = await pool.query(sql, values);
      if (down) logger.info('queue database reachable again');
      down = false;
      return { rows: result.rows ?? [] };
    } catch (error) {
      if (!down && isOutage(error)) {
        logger.warn({ err: error }, 'queue database unreachable, retrying');
        down = true;
      }
      throw error;
    }
  };
}

/** PostgreSQL's errors have a five-character code; classes 08 and 57 mean that the server is shutting down or gone. */
function isOutage(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return !/^[0-9A-Z]{5}$/.test(code) || code.startsWith('08') || code.startsWith('57');
}

type Executor = ReturnType<typeof createExecutor>;

/** A new instance for every attempt: one whose start failed counts itself as started. */
async function prepare(executeSql: Executor, logger: QueueLogger): Promise<PgBoss> {
  const boss = new PgBoss({
    db: { executeSql },
    supervise: false,
    schedule: false,
    archiveCompletedAfterSeconds: 3600,
    archiveFailedAfterSeconds: (30 * DAY) / SECOND,
    deleteAfterDays: 30,
  });
  boss.on('error', (error) => logger.warn({ err: error }, 'queue error'));
  await boss.start();
  // A year: a message is still delivered after a long shutdown.
  const lasting = { retentionDays: 365 };
  await boss.createQueue(DEAD_LETTERS, { name: DEAD_LETTERS, ...lasting });
  await boss.createQueue(DELIVERIES, { name: DELIVERIES, ...lasting, deadLetter: DEAD_LETTERS });
  return boss;
}

/**
 * pg-boss as a store only. The local worker drives fetching, cron and maintenance, because pg-boss's own loops leave
 * rejections unhandled when the database is lost, which would end the process.
 */
export function createLocalStorage(connectionString: string, logger: QueueLogger): LocalStorage {
  const pool = createPool(connectionString, logger);
  const executeSql = createExecutor(pool, logger);
  let opening: Promise<PgBoss> | null = null;
  let closing: Promise<void> | null = null;
  return {
    open: () => {
      opening ??= prepare(executeSql, logger).catch((error) => {
        opening = null;
        throw error;
      });
      return opening;
    },
    query: async (sql, values) => (await executeSql(sql, values)).rows,
    close: () => {
      closing ??= pool.end();
      return closing;
    },
  };
}
