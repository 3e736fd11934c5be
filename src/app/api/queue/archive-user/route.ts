import 'server-only';
import { onlyAllows } from '@/middleware/only-allows';
import { withSignature } from '@/middleware/with-signature';
import { archiveRequested } from '@/services/archival-service';
import { requestSchema } from '@/services/archive/messages';

export const maxDuration = 300;

export const POST = withSignature('/api/queue/archive-user', requestSchema, ({ deps, body }) =>
  archiveRequested(deps, body),
);

export const { GET, PUT, PATCH, DELETE } = onlyAllows('POST');
