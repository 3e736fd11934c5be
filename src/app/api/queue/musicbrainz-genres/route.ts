import { route } from '@/middleware/route';
import { withSignature } from '@/middleware/with-signature';
import { fetchFromMusicbrainz, GenreReport } from '@/services/catalogue/fetch-from-musicbrainz';
import { musicbrainzSchema } from '@/services/catalogue/genre-messages';

export const maxDuration = 300;

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  POST: withSignature(
    '/api/queue/musicbrainz-genres',
    { summary: 'Looks up genres', body: musicbrainzSchema, answers: { 200: GenreReport } },
    ({ deps, body }) => fetchFromMusicbrainz(deps, body),
  ),
});
