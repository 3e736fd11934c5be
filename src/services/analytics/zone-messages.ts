import { z } from 'zod';
import type { QueueMessage } from '@/lib/queue/queue';

/** The progress of `rebuildId` is in the database; `part` makes the messages of one rebuild distinct. */
export const rebuildSchema = z.object({
  userId: z.int32().positive(),
  rebuildId: z.int32().positive(),
  part: z.int().nonnegative().default(0),
});

export type RebuildMessage = z.output<typeof rebuildSchema>;

/** `suffix` makes a second message of the same part possible, in case the first was lost. */
export function rebuildMessage(body: RebuildMessage, suffix = ''): QueueMessage {
  return {
    path: '/api/queue/rebuild-days',
    body,
    deduplicationId: `rebuild-days:${body.rebuildId}:${body.part}${suffix}`,
    delaySeconds: 0,
  };
}
