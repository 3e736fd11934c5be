import type { Deps } from '@/lib/deps';
import { isQueueUnavailable, type QueueMessage } from '@/lib/queue/queue';
import { DAY } from '@/lib/shared/time';
import {
  deleteMessagesStoredBefore,
  deleteStoredMessages,
  findStoredMessages,
  storeMessages,
} from '@/repositories/queue-outbox-repository';

/** Nothing that a message belongs to waits longer. */
const GIVEN_UP_AFTER_MS = DAY;
const AT_ONCE = 100;

type OutboxDeps = Pick<Deps, 'db' | 'queue' | 'clock' | 'logger'>;

/** Publishes messages of background work; while the queue does not take them, they wait in the outbox. */
export async function publishOrStore(deps: OutboxDeps, messages: readonly QueueMessage[]): Promise<void> {
  if (messages.length === 0) return;
  try {
    await deps.queue.publish(messages);
  } catch (error) {
    if (!isQueueUnavailable(error)) throw error;
    await storeMessages(deps.db, messages, deps.clock.now());
    deps.logger.warn({ err: error, messages: messages.length }, 'queue unavailable, messages stored');
  }
}

/**
 * Publishes what `storeMessages` wrote, and removes it from the outbox. Two processes may publish the same message: the
 * queue deduplicates. Returns how many were published.
 * @param only these messages; all unless given.
 * @throws QueueUnavailable; the messages stay in the outbox.
 */
export async function publishStored(
  { db, queue, clock }: Pick<OutboxDeps, 'db' | 'queue' | 'clock'>,
  only?: readonly QueueMessage[],
): Promise<number> {
  const ids = only?.map((message) => message.deduplicationId) ?? null;
  for (let published = 0; ; ) {
    const stored = await findStoredMessages(db, { now: clock.now(), limit: AT_ONCE, only: ids });
    if (stored.length === 0) return published;
    await queue.publish(
      stored.map(({ id: _id, requestId, ...message }) => ({ ...message, requestId: requestId ?? undefined })),
    );
    await deleteStoredMessages(
      db,
      stored.map(({ id }) => id),
    );
    published += stored.length;
  }
}

/** As `publishStored`, where a queue that does not answer only delays the work. */
export async function publishOrLeave(deps: OutboxDeps, only?: readonly QueueMessage[]): Promise<void> {
  try {
    const published = await publishStored(deps, only);
    if (published > 0 && !only) deps.logger.info({ messages: published }, 'stored queue messages published');
  } catch (error) {
    if (!isQueueUnavailable(error)) throw error;
    deps.logger.warn({ err: error }, 'queue unavailable, stored messages wait');
  }
}

/** Empties the outbox where the queue answers again; logs what it gives up after a day. Throws when the database is down. */
export async function drainOutbox(deps: OutboxDeps): Promise<void> {
  const before = new Date(deps.clock.now().getTime() - GIVEN_UP_AFTER_MS);
  const givenUp = await deleteMessagesStoredBefore(deps.db, before);
  if (givenUp > 0) deps.logger.error({ messages: givenUp }, 'queue messages given up after a day');
  await publishOrLeave(deps);
}
