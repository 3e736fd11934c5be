import { route } from '@/middleware/route';
import { withSignature } from '@/middleware/with-signature';
import { BatchReport } from '@/services/archival/batch';
import { batchSchema } from '@/services/archival/messages';
import { archiveUserTracks } from '@/services/archival-service';

export const maxDuration = 300;

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  POST: withSignature(
    '/api/queue/archive-batch',
    { summary: 'Syncs up to 50 listeners', body: batchSchema, answers: { 200: BatchReport } },
    ({ deps, body }) => archiveUserTracks(deps, body),
  ),
});
