import { onlyAllows } from '@/middleware/only-allows';
import { withSignature } from '@/middleware/with-signature';
import { fetchFromMusicbrainz } from '@/services/catalogue/fetch-from-musicbrainz';
import { musicbrainzSchema } from '@/services/catalogue/genre-messages';

export const maxDuration = 300;

export const POST = withSignature('/api/queue/musicbrainz-genres', musicbrainzSchema, ({ deps, body }) =>
  fetchFromMusicbrainz(deps, body),
);

export const { GET, PUT, PATCH, DELETE } = onlyAllows('POST');
