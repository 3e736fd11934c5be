import { z } from 'zod';
import { count, instant } from '@/lib/shared/schema-parts';

export const TimeZoneState = z
  .object({
    timeZone: z.string().describe('An IANA name.'),
    change: z
      .object({
        to: z.string(),
        plays: count.describe('Plays in all.'),
        countedPlays: count.describe('Plays counted so far.'),
        requestedAt: instant,
        isStalled: z
          .boolean()
          .describe(
            'No progress for minutes; it goes on within the hour, or at once when the same zone is requested again.',
          ),
      })
      .nullable()
      .describe(
        'Null unless the days are being recounted; until that is done all statistics use `timeZone`.',
      ),
  })
  .meta({ id: 'TimeZoneState' });
