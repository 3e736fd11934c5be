import { route } from '@/middleware/route';
import { withSignature } from '@/middleware/with-signature';
import { enrichSchema } from '@/services/archival/messages';
import { EnrichReport, enrichArtists } from '@/services/catalogue/enrich';

export const maxDuration = 300;

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  POST: withSignature(
    '/api/queue/enrich-artists',
    { summary: 'Looks up artists', body: enrichSchema, answers: { 200: EnrichReport } },
    ({ deps, body }) => enrichArtists(deps, body),
  ),
});
