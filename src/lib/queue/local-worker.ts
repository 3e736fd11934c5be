import { setTimeout as pause } from 'node:timers/promises';
import type PgBoss from 'pg-boss';
import { z } from 'zod';
import { deliver, type FailedDelivery } from '@/lib/queue/deliver';
import type { LocalQueue } from '@/lib/queue/local-queue';
import { createScheduleKeeper } from '@/lib/queue/local-schedule';
import { DEAD_LETTERS, DELIVERIES, type QueueLogger } from '@/lib/queue/local-storage';
import { type QueueLoop, startLoop } from '@/lib/queue/loop';
import { MINUTE, SECOND } from '@/lib/shared/time';

/** Deliveries at one time. */
const CONCURRENCY = 4;

export interface LocalWorkerOptions {
  /** How often to check for due messages, in milliseconds. Default: 1,000. */
  pollMs?: number;
  /** How often to check the schedules, in milliseconds. Default: 5,000. */
  scheduleMs?: number;
  /** How often to release the messages of dead workers and clean up, in milliseconds. Default: one minute. */
  upkeepMs?: number;
}

export interface LocalWorker {
  /**
   * Takes no more messages and gives running deliveries `graceMs` (default 5,000) to end, then aborts them: they are
   * retried later. Never throws.
   */
  stop(graceMs?: number): Promise<void>;
}

type Job = PgBoss.JobWithMetadata<unknown>;

const Stored = z.object({
  messageId: z.string(),
  path: z.string(),
  body: z.string(),
  deduplicationId: z.string(),
  requestId: z.string().optional(),
});

/** How long to retry storing a result while the database is down; then the message expires and is delivered again. */
const SETTLE_MS = 5 * MINUTE;

/** Delivers messages one by one and records the result of each attempt. */
class Deliverer {
  readonly #running = new Set<Promise<void>>();
  readonly #stopped = new AbortController();

  constructor(
    private readonly queue: LocalQueue,
    private readonly onFree: () => void,
  ) {}

  /** Starts due deliveries up to the limit; true when there may be more. */
  async takeDue(): Promise<boolean> {
    const room = CONCURRENCY - this.#running.size;
    if (room <= 0) return false;
    const boss = await this.queue.storage.open();
    const jobs: Job[] = await boss.fetch<unknown>(DELIVERIES, { batchSize: room, includeMetadata: true });
    for (const job of jobs) this.#start(boss, job);
    return jobs.length === room && this.#running.size < CONCURRENCY;
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

  /** Retries when the database is briefly down, because losing a result would repeat the delivery. Never throws. */
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
        // Rejects only when the worker is stopped; the next round detects that.
        await pause(waitMs, undefined, { signal: this.#stopped.signal }).catch(() => {});
      }
    }
  }
}

/** Releases the messages of dead workers, cleans up, and logs new dead letters. */
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
 * Delivers the local queue's messages and runs its schedules until stopped. Several workers may share one database: each
 * message goes to one of them. While the database is down, the worker keeps retrying.
 */
export function startLocalWorker(queue: LocalQueue, options: LocalWorkerOptions = {}): LocalWorker {
  const { pollMs = SECOND, scheduleMs = 5 * SECOND, upkeepMs = MINUTE } = options;
  const { logger } = queue.settings;
  const deliverer = new Deliverer(queue, () => deliveries.wake());
  const deliveries: QueueLoop = startLoop('deliver queue messages', pollMs, logger, () =>
    deliverer.takeDue(),
  );
  const keepSchedules = createScheduleKeeper(queue);
  const ticks = startLoop('keep the queue schedules', scheduleMs, logger, async () => {
    if ((await keepSchedules()) > 0) deliveries.wake();
    return false;
  });
  const upkeep = startLoop('tidy up the queue', upkeepMs, logger, createUpkeep(queue, logger));
  queue.onPublished(() => deliveries.wake());
  return {
    stop: async (graceMs = 5000) => {
      await Promise.all([deliveries.stop(), ticks.stop(), upkeep.stop()]);
      await deliverer.finish(graceMs);
    },
  };
}
