import { z } from 'zod';
import { count, instant, rowId } from '@/lib/shared/schema-parts';

export const Removal = z
  .object({
    id: rowId,
    label: z.string().describe('What was removed, e.g. “All plays of Ada”.'),
    plays: count,
    from: instant.nullable().describe('When the first of the plays ended; null without plays.'),
    to: instant.nullable().describe('When the last of the plays ended; null without plays.'),
    removedAt: instant,
    undoUntil: instant.nullable().describe('Null once it can no longer be undone.'),
  })
  .meta({ id: 'Removal' });

export const RemovalList = z.object({
  removals: z.array(Removal),
  nextCursor: z
    .string()
    .nullable()
    .describe('Send it to get the removals before the last one here; null at the end.'),
});
