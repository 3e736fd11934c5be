import type PgBoss from 'pg-boss';
import type { Clock } from '@/lib/clock';
import { findDeadLetters } from '@/lib/queue/local-dead-letters';
import { checkStoredSchedule, inspectStored } from '@/lib/queue/local-figures';
import { forgetMentioned } from '@/lib/queue/local-forgetting';
import {
  createLocalStorage,
  DELIVERIES,
  type LocalStorage,
  newMessageId,
  type QueueLogger,
  type StoredMessage,
  stableId,
} from '@/lib/queue/local-storage';
import { DEFAULT_RETRIES, type Queue, type QueueMessage } from '@/lib/queue/queue';
import { currentRequestId } from '@/lib/request-context';
import { MINUTE, SECOND } from '@/lib/shared/time';

export interface LocalQueueSettings {
  /** The application's own database; the queue uses its schema `pgboss`. */
  connectionString: string;
  /** The current key of `deriveLocalSigningKeys`. */
  signingKey: string;
  /** The address that messages are signed for. */
  appUrl: string;
  /** Where they are sent, e.g. `http://127.0.0.1:3000`. */
  deliverTo: string;
  clock: Clock;
  logger: QueueLogger;
  /** Seconds before the first retry, doubled for each further one, with jitter. Default: 10. */
  retryDelaySeconds?: number;
}

export interface LocalQueue extends Queue {
  /** For the local worker. */
  readonly settings: Required<LocalQueueSettings>;
  readonly storage: LocalStorage;
  /** Called when a message was published through this object that is due at once. */
  onPublished(listener: () => void): void;
  /** Closes the database connections; stop the worker first. */
  close(): Promise<void>;
}

export const DELIVERY_TIMEOUT_MS = 5 * MINUTE;

const INSERT_SIZE = 1000;

/**
 * Ten minutes after a message is finished its id can be used again; the row itself stays for the record. The clock is the
 * database's, as everywhere in the queue's tables.
 */
const FREE_OLD_IDS = `
  UPDATE pgboss.job SET id = gen_random_uuid()
   WHERE name = $1 AND id = ANY($2::uuid[]) AND completed_on < now() - interval '10 minutes'`;

/** How a stored message is to be delivered; shared by publishing and by the schedule. */
export function toJob(
  settings: Required<LocalQueueSettings>,
  message: StoredMessage,
  retries: number,
): PgBoss.JobInsert {
  return {
    id: stableId(message.deduplicationId),
    name: DELIVERIES,
    data: message,
    retryLimit: retries,
    retryDelay: settings.retryDelaySeconds,
    retryBackoff: true,
    // Longer than a delivery may take: a worker that has not settled a message by then has died.
    expireInSeconds: DELIVERY_TIMEOUT_MS / SECOND + 30,
  };
}

function toDelayedJob(settings: Required<LocalQueueSettings>, message: QueueMessage): PgBoss.JobInsert {
  const {
    path,
    deduplicationId,
    delaySeconds,
    retries = DEFAULT_RETRIES,
    requestId = currentRequestId(),
  } = message;
  const body = JSON.stringify(message.body ?? null);
  const stored: StoredMessage = { messageId: newMessageId(), path, body, deduplicationId };
  if (requestId !== undefined) stored.requestId = requestId;
  return { ...toJob(settings, stored, retries), startAfter: String(Math.max(0, Math.ceil(delaySeconds))) };
}

/**
 * The queue of a self-hosted installation: durable, in the application's database, and calling the same routes in the
 * same way as QStash. Any process can publish; a local worker delivers.
 */
export function createLocalQueue(given: LocalQueueSettings): LocalQueue {
  const settings = { retryDelaySeconds: 10, ...given };
  const storage = createLocalStorage(settings.connectionString, settings.logger);
  const listeners: (() => void)[] = [];
  const insert = async (boss: PgBoss, jobs: PgBoss.JobInsert[]) => {
    await storage.query(FREE_OLD_IDS, [DELIVERIES, jobs.map((job) => job.id)]);
    await boss.insert(jobs);
  };
  return {
    settings,
    storage,
    onPublished: (listener) => listeners.push(listener),
    publish: async (messages) => {
      if (messages.length === 0) return;
      const boss = await storage.open();
      const jobs = messages.map((message) => toDelayedJob(settings, message));
      for (let start = 0; start < jobs.length; start += INSERT_SIZE) {
        await insert(boss, jobs.slice(start, start + INSERT_SIZE));
      }
      if (messages.some((message) => message.delaySeconds <= 0)) for (const listener of listeners) listener();
    },
    schedule: async ({ id, cron, path }) => {
      const boss = await storage.open();
      const name = `schedule-${id}`;
      await boss.createQueue(name, { name });
      await boss.schedule(name, cron, { id, path }, { tz: 'UTC' });
    },
    inspect: () => inspectStored(storage),
    deadLetters: (limit) => findDeadLetters(storage, limit),
    checkSchedule: (schedule) => checkStoredSchedule(storage, schedule),
    forget: (mentions) => forgetMentioned(storage, mentions),
    close: () => storage.close(),
  };
}
