import { z } from 'zod';
import type { QueueMessage } from '@/lib/queue/queue';
import { rowId } from '@/lib/shared/schema-parts';

/** The message that writes the next chunks of an import, and the route that handles it. */
export const importSchema = z.object({ importId: rowId });

/**
 * @param position of the chunk that is written next: messages of one import differ by it, and the message of a worker that
 * was killed is repeated when the import goes on.
 * @param attempt distinguishes messages for the same position.
 */
export function importMessage(importId: number, position: number, attempt = ''): QueueMessage {
  return {
    path: '/api/queue/import',
    body: { importId },
    deduplicationId: `import:${importId}:${position}${attempt && `:${attempt}`}`,
    delaySeconds: 0,
    retries: 5,
  };
}
