import { onlyAllows } from '@/middleware/only-allows';
import { withSignature } from '@/middleware/with-signature';
import { requestSchema } from '@/services/archival/messages';
import { archiveRequested } from '@/services/archival-service';

export const maxDuration = 300;

export const POST = withSignature('/api/queue/archive-user', requestSchema, ({ deps, body }) =>
  archiveRequested(deps, body),
);

export const { GET, PUT, PATCH, DELETE } = onlyAllows('POST');
