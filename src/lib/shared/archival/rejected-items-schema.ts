import { z } from 'zod';
import { count, instant, offsetInstant, rowId } from '@/lib/shared/schema-parts';
import { REJECTED_REASONS } from './rejected-items';

export const RejectedCount = z.object({
  reason: z.enum(REJECTED_REASONS),
  items: count,
  lastSeenAt: instant.describe('When the newest of them was first listed.'),
});
export type RejectedCount = z.output<typeof RejectedCount>;

/** As the export of everything has it: the database writes these instants. */
export const ExportedRejectedItem = z
  .object({
    id: rowId,
    reason: z.enum(REJECTED_REASONS),
    playedAt: offsetInstant.nullable().describe('Null where that could not be read either.'),
    seenAt: offsetInstant.describe('When it was first listed.'),
    payload: z.string().describe('Its JSON text as Spotify sent it.'),
    payloadBytes: count,
    payloadHash: z.string().describe('SHA-256.'),
  })
  .meta({ id: 'ExportedRejectedItem' });
