import { route } from '@/middleware/route';
import { withSignature } from '@/middleware/with-signature';
import { ChunksReport, chunkedWorkSchema } from '@/services/chunked-work';
import { checkExclusions } from '@/services/history/check-exclusions';

export const maxDuration = 300;

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  POST: withSignature(
    '/api/queue/check-exclusions',
    {
      summary: 'Compares plays with what their listener leaves out of statistics',
      body: chunkedWorkSchema,
      answers: { 200: ChunksReport },
    },
    ({ deps, body }) => checkExclusions(deps, body),
  ),
});
