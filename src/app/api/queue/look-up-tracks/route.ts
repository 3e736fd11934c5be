import { route } from '@/middleware/route';
import { withSignature } from '@/middleware/with-signature';
import { lookUpSchema } from '@/services/archival/messages';
import { LookUpReport, lookUpTracks } from '@/services/catalogue/look-up-tracks';

export const maxDuration = 300;

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  POST: withSignature(
    '/api/queue/look-up-tracks',
    {
      summary: 'Looks up tracks that are known from imported files alone',
      body: lookUpSchema,
      answers: { 200: LookUpReport },
    },
    ({ deps }) => lookUpTracks(deps),
  ),
});
