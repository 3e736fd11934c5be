import { route } from '@/middleware/route';
import { withSignature } from '@/middleware/with-signature';
import { batchSchema } from '@/services/archival/messages';
import { archiveUserTracks } from '@/services/archival-service';

export const maxDuration = 300;

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  POST: withSignature('/api/queue/archive-batch', batchSchema, ({ deps, body }) =>
    archiveUserTracks(deps, body),
  ),
});
