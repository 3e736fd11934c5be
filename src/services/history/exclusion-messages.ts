import { z } from 'zod';
import type { QueueMessage } from '@/lib/queue/queue';
import { rowId } from '@/lib/shared/schema-parts';

/**
 * The progress of `checkId` is in the database; `part` makes the messages of one check distinct, and `suffix` those of a check
 * that was resumed because a message was lost: the queue drops an id that it has seen.
 */
export const checkSchema = z.object({
  userId: rowId,
  checkId: rowId,
  part: z.int().nonnegative().default(0),
  suffix: z.string().max(20).default(''),
});

export type CheckMessage = z.output<typeof checkSchema>;

export function checkMessage(body: CheckMessage): QueueMessage {
  return {
    path: '/api/queue/check-exclusions',
    body,
    deduplicationId: `check-exclusions:${body.checkId}:${body.part}${body.suffix}`,
    delaySeconds: 0,
  };
}
