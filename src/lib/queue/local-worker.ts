import { setTimeout as pause } from 'node:timers/promises';
import type PgBoss from 'pg-boss';
import { z } from 'zod';
import { deliver, type FailedDelivery } from '@/lib/queue/deliver';
import type { LocalQueue } from '@/lib/queue/local-queue';
import { storeDueTicks } from '@/lib/queue/local-schedule';
import { DEAD_LETTERS, DELIVERIES, type QueueLogger } from '@/lib/queue/local-storage';
import { type Loop, startLoop } from '@/lib/queue/loop';

export interface LocalWorkerOptions {
  /** Deliveries at the same time; 4 unless given. */
  concurrency?: number;
  /** How often to look for messages that have become due, in milliseconds; 1,000 unless given. */
  pollMs?: number;
  /** How often to look at the schedules, in milliseconds; 5,000 unless given. */
  scheduleMs?: number;
  /** How often to free what a dead worker held, and to tidy up, in milliseconds; one minute unless given. */
  upkeepMs?: number;
}

export interface LocalWorker {
  /**
   * Takes no more messages, lets running deliveries end for up to `graceMs` (5,000 unless given), then cuts them off:
   * they are retried later. Never throws.
   */
  stop(graceMs?: number): Promise<void>;
}

type Job = PgBoss.JobWithMetadata<unknown>;

const Stored = z.object({
  messageId: z.string(),
  path: z.string(),
  body: z.string(),
  deduplicationId: z.string(),
  scheduleId: z.string().optional(),
});

/** How long a result is offered to a database that is away; after that the message expires and is delivered again. */
const SETTLE_MS = 5 * 60_000;

/** Delivers messages one by one and writes down how each attempt ended. */
class Deliverer {
  readonly #running = new Set<Promise<void>>();
  readonly #stopped = new AbortController();

  constructor(
    private readonly queue: LocalQueue,
    private readonly concurrency: number,
    private readonly onFree: () => void,
  ) {}

  /** Starts what is due, as far as there is room; true when there may be more. */
  async takeDue(): Promise<boolean> {
    const room = this.concurrency - this.#running.size;
    if (room <= 0) return false;
    const boss = await this.queue.storage.open();
    const jobs: Job[] = await boss.fetch<unknown>(DELIVERIES, { batchSize: room, includeMetadata: true });
    for (const job of jobs) this.#start(boss, job);
    return jobs.length === room && this.#running.size < this.concurrency;
  }

  async finish(graceMs: number): Promise<void> {
    const cutOff = setTimeout(() => this.#stopped.abort(), graceMs);
    await Promise.all(this.#running);
    clearTimeout(cutOff);
  }

  #start(boss: PgBoss, job: Job): void {
    const running = this.#run(boss, job).finally(() => {
      this.#running.delete(running);
      this.onFree();
    });
    this.#running.add(running);
  }

  async #run(boss: PgBoss, job: Job): Promise<void> {
    const message = Stored.safeParse(job.data);
    if (!message.success)
      return this.#fail(boss, job, { status: null, message: 'The stored message is damaged' });
    const attempt = await deliver(this.queue.settings, message.data, job.retryCount, this.#stopped.signal);
    if (attempt.ok) await this.#settle(() => boss.complete(DELIVERIES, job.id));
    else await this.#fail(boss, job, attempt.error);
  }

  async #fail(boss: PgBoss, job: Job, failure: FailedDelivery): Promise<void> {
    const about = { message: job.data, status: failure.status, retried: job.retryCount };
    const { logger } = this.queue.settings;
    if (job.retryCount < job.retryLimit)
      logger.warn(about, `queue message will be redelivered: ${failure.message}`);
    else logger.error(about, `queue message moved to the dead letter queue: ${failure.message}`);
    await this.#settle(() => boss.fail(DELIVERIES, job.id, failure));
  }

  /** The database may be away for a moment; the result of a delivery is worth waiting for. Never throws. */
  async #settle(write: () => Promise<void>): Promise<void> {
    const deadline = Date.now() + SETTLE_MS;
    for (let waitMs = 200; ; waitMs = Math.min(waitMs * 2, 10_000)) {
      try {
        return await write();
      } catch (error) {
        if (this.#stopped.signal.aborted || Date.now() + waitMs > deadline) {
          this.queue.settings.logger.error(
            { err: error },
            'delivery result not stored, message will be redelivered',
          );
          return;
        }
        // Rejects only when the worker is stopped; the next round sees that.
        await pause(waitMs, undefined, { signal: this.#stopped.signal }).catch(() => {});
      }
    }
  }
}

/** Frees what dead workers held, tidies up, and tells of dead letters that nobody has looked at. */
function createUpkeep(queue: LocalQueue, logger: QueueLogger) {
  let known = 0;
  return async () => {
    const boss = await queue.storage.open();
    await boss.maintain();
    const dead = await boss.getQueueSize(DEAD_LETTERS);
    if (dead > known) logger.error({ deadLetters: dead }, 'queue messages failed, see pgboss.job');
    known = dead;
    return false;
  };
}

/**
 * Delivers the local queue's messages and keeps its schedules, until stopped. Several may run on one database: each
 * message goes to one of them. A database that is down is waited for.
 */
export function startLocalWorker(queue: LocalQueue, options: LocalWorkerOptions = {}): LocalWorker {
  const { concurrency = 4, pollMs = 1000, scheduleMs = 5000, upkeepMs = 60_000 } = options;
  const { logger } = queue.settings;
  const deliverer = new Deliverer(queue, concurrency, () => deliveries.wake());
  const deliveries: Loop = startLoop('deliver messages', pollMs, logger, () => deliverer.takeDue());
  const ticks = startLoop('keep the schedules', scheduleMs, logger, async () => {
    if ((await storeDueTicks(queue)) > 0) deliveries.wake();
    return false;
  });
  const upkeep = startLoop('tidy up', upkeepMs, logger, createUpkeep(queue, logger));
  queue.onPublished(() => deliveries.wake());
  return {
    stop: async (graceMs = 5000) => {
      await Promise.all([deliveries.stop(), ticks.stop(), upkeep.stop()]);
      await deliverer.finish(graceMs);
    },
  };
}
