import { z } from 'zod';
import { instant } from '@/lib/shared/schema-parts';
import { CONNECTION_STATES, FAILURE_TYPES } from './breaker-events';

export const ConnectionEvent = z
  .object({
    at: instant,
    from: z.enum(CONNECTION_STATES),
    to: z.enum(CONNECTION_STATES),
    failureType: z.enum(FAILURE_TYPES).nullable().describe('Null where no failure caused it.'),
    reason: z
      .string()
      .describe(
        'A stable code: poll_succeeded, signed_in, by_listener, by_operator, consent_expired, or the kind of a failure of Spotify’s.',
      ),
    openUntil: instant.nullable().describe('No sync is tried before then.'),
  })
  .meta({ id: 'ConnectionEvent' });
export type ConnectionEvent = z.output<typeof ConnectionEvent>;
