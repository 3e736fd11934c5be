import { route } from '@/middleware/route';
import { withSignature } from '@/middleware/with-signature';
import { CheckReport, checkExclusions } from '@/services/history/check-exclusions';
import { checkSchema } from '@/services/history/exclusion-messages';

export const maxDuration = 300;

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  POST: withSignature(
    '/api/queue/check-exclusions',
    {
      summary: 'Compares plays with what their listener leaves out of statistics',
      body: checkSchema,
      answers: { 200: CheckReport },
    },
    ({ deps, body }) => checkExclusions(deps, body),
  ),
});
