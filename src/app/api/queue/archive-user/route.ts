import { ArchiveRequestStatus } from '@/lib/shared/analytics/dashboard';
import { route } from '@/middleware/route';
import { withSignature } from '@/middleware/with-signature';
import { requestSchema } from '@/services/archival/messages';
import { archiveRequested } from '@/services/archival/request';

export const maxDuration = 300;

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  POST: withSignature(
    '/api/queue/archive-user',
    {
      summary: 'Syncs one listener who asked for it',
      body: requestSchema,
      answers: { 200: ArchiveRequestStatus.nullable() },
    },
    ({ deps, body }) => archiveRequested(deps, body),
  ),
});
