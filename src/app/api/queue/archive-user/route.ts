import { route } from '@/middleware/route';
import { withSignature } from '@/middleware/with-signature';
import { requestSchema } from '@/services/archival/messages';
import { archiveRequested } from '@/services/archival/request';

export const maxDuration = 300;

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  POST: withSignature('/api/queue/archive-user', requestSchema, ({ deps, body }) =>
    archiveRequested(deps, body),
  ),
});
