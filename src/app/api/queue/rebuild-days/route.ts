import { onlyAllows } from '@/middleware/only-allows';
import { withSignature } from '@/middleware/with-signature';
import { rebuildSchema } from '@/services/analytics/zone-messages';
import { rebuildDays } from '@/services/analytics-service';

export const maxDuration = 300;

export const POST = withSignature('/api/queue/rebuild-days', rebuildSchema, ({ deps, body }) =>
  rebuildDays(deps, body),
);

export const { GET, PUT, PATCH, DELETE } = onlyAllows('POST');
