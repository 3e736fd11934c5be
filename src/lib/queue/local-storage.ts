import { createHash, randomUUID } from 'node:crypto';
import pg from 'pg';
import PgBoss from 'pg-boss';
import type { Logger } from 'pino';

export type QueueLogger = Pick<Logger, 'info' | 'warn' | 'error'>;

/** Messages on their way. */
export const DELIVERIES = 'deliveries';
/** Messages that no attempt delivered; they stay until somebody looks. */
export const DEAD_LETTERS = 'dead-letters';

/** A message as it is stored. */
export interface StoredMessage {
  messageId: string;
  path: string;
  /** JSON text, sent and signed as it stands. */
  body: string;
  deduplicationId: string;
  scheduleId?: string;
}

export interface LocalStorage {
  /** The queue's tables, made at the first call. Throws while the database cannot be reached; call again. */
  open(): Promise<PgBoss>;
  query(sql: string, values?: unknown[]): Promise<unknown[]>;
  close(): Promise<void>;
}

/** One id for one text: two messages that must count as one collide on the table's primary key. */
export function stableId(text: string): string {
  const hex = createHash('sha256').update(text).digest('hex');
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    `8${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join('-');
}

export const newMessageId = () => `msg_${randomUUID()}`;

/** Two connections are enough, and all that an embedded database should have to share out. */
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

/** Runs SQL and says once when the database goes away and once when it is back. */
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

/** PostgreSQL's own complaints carry a five-character code; classes 08 and 57 mean that the server is going or gone. */
function isOutage(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return !/^[0-9A-Z]{5}$/.test(code) || code.startsWith('08') || code.startsWith('57');
}

type Executor = ReturnType<typeof createExecutor>;

/** A fresh instance for every attempt: one whose start failed takes itself for started. */
async function prepare(executeSql: Executor, logger: QueueLogger): Promise<PgBoss> {
  const boss = new PgBoss({
    db: { executeSql },
    supervise: false,
    schedule: false,
    archiveCompletedAfterSeconds: 3600,
    archiveFailedAfterSeconds: 30 * 24 * 3600,
    deleteAfterDays: 30,
  });
  boss.on('error', (error) => logger.warn({ err: error }, 'queue error'));
  await boss.start();
  // A year: a message that waited out a long shutdown is still delivered.
  const lasting = { retentionDays: 365 };
  await boss.createQueue(DEAD_LETTERS, { name: DEAD_LETTERS, ...lasting });
  await boss.createQueue(DELIVERIES, { name: DELIVERIES, ...lasting, deadLetter: DEAD_LETTERS });
  return boss;
}

/**
 * pg-boss as a store only: fetching, cron and upkeep are driven by the local worker, because pg-boss's own loops leave
 * the rejection of a lost database unhandled, which would end the process.
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
