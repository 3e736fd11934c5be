import { route } from '@/middleware/route';
import { withSignature } from '@/middleware/with-signature';
import { lookUpSchema } from '@/services/archival/messages';
import { lookUpTracks } from '@/services/catalogue/look-up-tracks';

export const maxDuration = 300;

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  POST: withSignature('/api/queue/look-up-tracks', lookUpSchema, ({ deps }) => lookUpTracks(deps)),
});
