import { z } from 'zod';
import { toStoredName } from '@/lib/shared/history/play-bounds';

const orNull = <T extends z.ZodType>(schema: T) => schema.nullish().catch(null).default(null);

/** GET /v1/me. In development mode everything but the id may be missing; a malformed field counts as missing. */
export const spotifyProfile = z.object({
  id: z.string().min(1),
  account_id: orNull(z.string().min(1)),
  display_name: orNull(z.string().transform(toStoredName).pipe(z.string().min(1))),
  email: orNull(z.string().min(1)),
  images: orNull(z.array(z.object({ url: z.url({ protocol: /^https?$/ }) }))),
});

export type SpotifyProfile = z.output<typeof spotifyProfile>;
