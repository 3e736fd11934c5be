import { onlyAllows } from '@/middleware/only-allows';
import { withSignature } from '@/middleware/with-signature';
import { batchSchema } from '@/services/archival/messages';
import { archiveBatch } from '@/services/archival-service';

export const maxDuration = 300;

export const POST = withSignature('/api/queue/archive-batch', batchSchema, ({ deps, body }) =>
  archiveBatch(deps, body),
);

export const { GET, PUT, PATCH, DELETE } = onlyAllows('POST');
