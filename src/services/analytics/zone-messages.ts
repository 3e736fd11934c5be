import { z } from 'zod';
import type { QueueMessage } from '@/lib/queue/queue';

/** `rebuildId` and what is left to count are in the database; `part` tells apart the messages of one rebuild. */
export const rebuildSchema = z.object({
  userId: z.int32().positive(),
  rebuildId: z.int32().positive(),
  part: z.int().nonnegative().default(0),
});

export type RebuildMessage = z.output<typeof rebuildSchema>;

/** `suffix` makes another message of the same part, where the first may have been lost. */
export function rebuildMessage(body: RebuildMessage, suffix = ''): QueueMessage {
  return {
    path: '/api/queue/rebuild-days',
    body,
    deduplicationId: `rebuild-days:${body.rebuildId}:${body.part}${suffix}`,
    delaySeconds: 0,
  };
}
