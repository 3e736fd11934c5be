import { z } from 'zod';
import { PRESETS } from '@/lib/shared/analytics/range-presets';
import { day, instant } from '@/lib/shared/schema-parts';

/** Calendar days in the listener's own zone, both included; `all` has neither end. */
export const Range = z
  .object({
    preset: z.enum(PRESETS).nullable(),
    from: day.nullable().describe('First day in the listener’s zone; null: from the first play on.'),
    to: day.nullable().describe('Last day in the listener’s zone; null: until now.'),
  })
  .meta({ id: 'Range', description: 'Calendar days, both included.' });

export const ComparedRange = Range.extend({
  until: instant
    .nullable()
    .describe(
      'The end of the compared time, where the range itself is not over yet; null: all of its days count.',
    ),
}).meta({ id: 'ComparedRange' });
