import { z } from 'zod';
import type { QueueMessage } from '@/lib/queue/queue';
import { rowId } from '@/lib/shared/schema-parts';

/**
 * The progress of `rebuildId` is in the database; `part` makes the messages of one rebuild distinct, and `suffix` those of a
 * rebuild that was resumed because a message was lost: the queue drops an id that it has seen.
 */
export const rebuildSchema = z.object({
  userId: rowId,
  rebuildId: rowId,
  part: z.int().nonnegative().default(0),
  suffix: z.string().max(20).default(''),
});

export type RebuildMessage = z.output<typeof rebuildSchema>;

export function rebuildMessage(body: RebuildMessage): QueueMessage {
  return {
    path: '/api/queue/rebuild-days',
    body,
    deduplicationId: `rebuild-days:${body.rebuildId}:${body.part}${body.suffix}`,
    delaySeconds: 0,
  };
}
