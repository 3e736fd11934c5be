import { onlyAllows } from '@/middleware/only-allows';
import { withSignature } from '@/middleware/with-signature';
import { tickSchema } from '@/services/archival/messages';
import { scheduleArchive } from '@/services/archival-service';

export const maxDuration = 300;

export const POST = withSignature('/api/cron/archive', tickSchema, ({ deps, body }) =>
  scheduleArchive(deps, body),
);

export const { GET, PUT, PATCH, DELETE } = onlyAllows('POST');
