import { z } from 'zod';
import type { QueueMessage } from '@/lib/queue/queue';

/** The progress of `checkId` is in the database; `part` makes the messages of one check distinct. */
export const checkSchema = z.object({
  userId: z.int32().positive(),
  checkId: z.int32().positive(),
  part: z.int().nonnegative().default(0),
});

export type CheckMessage = z.output<typeof checkSchema>;

/** `suffix` makes a second message of the same part possible, in case the first was lost. */
export function checkMessage(body: CheckMessage, suffix = ''): QueueMessage {
  return {
    path: '/api/queue/check-exclusions',
    body,
    deduplicationId: `check-exclusions:${body.checkId}:${body.part}${suffix}`,
    delaySeconds: 0,
  };
}
