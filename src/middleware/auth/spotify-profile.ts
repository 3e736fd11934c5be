import { z } from 'zod';
import { toStoredName } from '@/lib/shared/history/play-bounds';

const orNull = <T extends z.ZodType>(schema: T) => schema.nullish().catch(null).default(null);

const text = z.string().transform(toStoredName);
const name = text.pipe(z.string().min(1));

/** GET /v1/me. In development mode everything but the id may be missing; a malformed field counts as missing. */
export const spotifyProfile = z.object({
  id: z.string().min(1),
  account_id: orNull(z.string().min(1)),
  display_name: orNull(name),
  email: orNull(name),
  images: orNull(z.array(z.object({ url: text.pipe(z.url({ protocol: /^https?$/ })) }))),
});

export type SpotifyProfile = z.output<typeof spotifyProfile>;
