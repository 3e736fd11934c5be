import { z } from 'zod';
import type { QueueMessage } from '@/lib/queue/queue';
import { LATEST_INSTANT } from '@/lib/shared/history/play-bounds';
import { rowId } from '@/lib/shared/schema-parts';

/** An instant that the database can store. */
const iso = z.coerce.date().min(new Date(0)).max(LATEST_INSTANT);

export const tickSchema = z.object({
  /** The scheduled time of the tick, when the caller knows it. */
  scheduledFor: iso.optional(),
});

export const batchSchema = z.object({
  /** The scheduled tick that this work belongs to. It is part of every key, so a late redelivery still belongs to it. */
  slot: iso,
  batch: z.int().nonnegative(),
  userIds: z.array(rowId).min(1).max(50),
  /** Names a further run within the slot, for listeners who would fill 50 plays before the next tick. */
  part: z.string().max(20).optional(),
  /** How often the failed listeners of this batch were requeued. */
  attempt: z.int().nonnegative().default(0),
  /** When the next regular poll of these listeners is due. */
  nextRegularAt: iso,
});

export const requestSchema = z.object({ requestId: rowId });

/** `round` makes the messages of one chain of rounds distinct; what to fetch is in the database. */
export const enrichSchema = z.object({ round: z.int().nonnegative().default(0) });

export type BatchMessage = z.output<typeof batchSchema>;
export type Tick = z.output<typeof tickSchema>;

/**
 * `archive:{slot}:{batch}` for the tick's own message; others add the part, the attempt or the pause.
 */
export function batchMessage(message: BatchMessage, delaySeconds: number, suffix = ''): QueueMessage {
  const part = message.part ? `:${message.part}` : '';
  return {
    path: '/api/queue/archive-batch',
    body: message,
    deduplicationId: `archive:${message.slot.toISOString()}:${message.batch}${part}${suffix}`,
    delaySeconds: Math.max(0, Math.round(delaySeconds)),
  };
}

export function requestMessage(requestId: number, delaySeconds = 0): QueueMessage {
  return {
    path: '/api/queue/archive-user',
    body: { requestId },
    deduplicationId: `archive-request:${requestId}${delaySeconds > 0 ? ':again' : ''}`,
    delaySeconds,
  };
}

/** One message per hour and round is enough, even when many batches notice that artists are due. */
export function enrichMessage(now: Date, round = 0, delaySeconds = 0): QueueMessage {
  return {
    path: '/api/queue/enrich-artists',
    body: { round },
    deduplicationId: `enrich:${now.toISOString().slice(0, 13)}:${round}`,
    delaySeconds,
  };
}

/** Which tracks to look up is in the database. */
export const lookUpSchema = z.object({});

/** One message for each scheduled hour. */
export function lookUpMessage(slot: Date): QueueMessage {
  return {
    path: '/api/queue/look-up-tracks',
    body: {},
    deduplicationId: `look-up-tracks:${slot.toISOString()}`,
    delaySeconds: 0,
  };
}
