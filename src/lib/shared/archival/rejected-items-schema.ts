import { z } from 'zod';
import { count, instant } from '@/lib/shared/schema-parts';
import { REJECTED_REASONS } from './rejected-items';

export const RejectedCount = z.object({
  reason: z.enum(REJECTED_REASONS),
  items: count,
  lastSeenAt: instant.describe('When the newest of them was first listed.'),
});
export type RejectedCount = z.output<typeof RejectedCount>;
