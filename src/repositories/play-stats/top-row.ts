import 'server-only';
import { z } from 'zod';

/** A row of any all-time top list. */
export const topRow = z.object({
  id: z.int(),
  spotifyId: z.string().nullable(),
  name: z.string(),
  artists: z.array(z.string()),
  imageUrl: z.string().nullable(),
  plays: z.int(),
  listenedMs: z.bigint().transform(Number),
  firstPlayedAt: z.date(),
});

export type TopRow = z.output<typeof topRow>;
