import { route } from '@/middleware/route';
import { withSignature } from '@/middleware/with-signature';
import { enrichSchema } from '@/services/archival/messages';
import { enrichArtists } from '@/services/catalogue/enrich';

export const maxDuration = 300;

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  POST: withSignature('/api/queue/enrich-artists', enrichSchema, ({ deps, body }) =>
    enrichArtists(deps, body),
  ),
});
