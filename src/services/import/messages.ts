import { z } from 'zod';
import type { QueueMessage } from '@/lib/queue/queue';

/** The message that writes the next chunks of an import, and the route that handles it. */
export const importSchema = z.object({ importId: z.int32().positive() });

/** `rowsDone` makes the messages of one import distinct; what is left to write is in the database. */
export function importMessage(importId: number, rowsDone: number): QueueMessage {
  return {
    path: '/api/queue/import',
    body: { importId },
    deduplicationId: `import:${importId}:${rowsDone}`,
    delaySeconds: 0,
    retries: 5,
  };
}
