import { z } from 'zod';
import { EARLIEST_PLAY_END } from '@/lib/shared/history/play-bounds';

/** The input of the removal routes; numbers may be texts, as forms send them. */

const key = z.coerce.number<number | string>().pipe(
  z
    .int()
    .min(1)
    .max(2 ** 31 - 1),
);
const playedAt = z.iso
  .datetime()
  .refine((text) => Date.parse(text) >= EARLIEST_PLAY_END, 'is before there was anything to play')
  .transform((text) => new Date(text));
const play = { playedAt, trackId: key };

/** What to remove: one play, its listening session, or all plays of an artist. */
export const RemovalBody = z.discriminatedUnion('what', [
  z.object({ what: z.literal('play'), ...play }),
  z.object({ what: z.literal('session'), ...play }),
  z.object({ what: z.literal('artist'), artistId: key }),
]);

export const RemovalParams = z.object({
  id: z
    .string()
    .regex(/^[1-9]\d{0,8}$/, 'must be the id of a removal')
    .transform(Number),
});
