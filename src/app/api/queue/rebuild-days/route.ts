import { route } from '@/middleware/route';
import { withSignature } from '@/middleware/with-signature';
import { rebuildDays } from '@/services/analytics/rebuild-days';
import { ChunksReport, chunkedWorkSchema } from '@/services/chunked-work';

export const maxDuration = 300;

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  POST: withSignature(
    '/api/queue/rebuild-days',
    {
      summary: 'Recounts days for a change of the time zone',
      body: chunkedWorkSchema,
      answers: { 200: ChunksReport },
    },
    ({ deps, body }) => rebuildDays(deps, body),
  ),
});
