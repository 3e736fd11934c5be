import { onlyAllows } from '@/middleware/only-allows';
import { withSignature } from '@/middleware/with-signature';
import { enrichSchema } from '@/services/archival/messages';
import { enrichArtists } from '@/services/archival-service';

export const maxDuration = 300;

export const POST = withSignature('/api/queue/enrich-artists', enrichSchema, ({ deps, body }) =>
  enrichArtists(deps, body),
);

export const { GET, PUT, PATCH, DELETE } = onlyAllows('POST');
