import { route } from '@/middleware/route';
import { withSignature } from '@/middleware/with-signature';
import { RebuildReport, rebuildDays } from '@/services/analytics/rebuild-days';
import { rebuildSchema } from '@/services/analytics/zone-messages';

export const maxDuration = 300;

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  POST: withSignature(
    '/api/queue/rebuild-days',
    {
      summary: 'Recounts days for a change of the time zone',
      body: rebuildSchema,
      answers: { 200: RebuildReport },
    },
    ({ deps, body }) => rebuildDays(deps, body),
  ),
});
