import 'server-only';
import { onlyAllows } from '@/middleware/only-allows';
import { withSignature } from '@/middleware/with-signature';
import { enrichArtists } from '@/services/archival-service';
import { enrichSchema } from '@/services/archive/messages';

export const maxDuration = 300;

export const POST = withSignature('/api/queue/enrich-artists', enrichSchema, ({ deps, body }) =>
  enrichArtists(deps, body),
);

export const { GET, PUT, PATCH, DELETE } = onlyAllows('POST');
