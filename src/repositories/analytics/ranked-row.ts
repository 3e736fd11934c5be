import { z } from 'zod';

/** A row of any top list. */
export const rankedRow = z.object({
  id: z.int(),
  spotifyId: z.string().nullable(),
  name: z.string(),
  artists: z.array(z.string()),
  imageUrl: z.string().nullable(),
  plays: z.int(),
  listenedMs: z.bigint().transform(Number),
  firstPlayedAt: z.date(),
});

export type RankedRow = z.output<typeof rankedRow>;

/** A sum that PostgreSQL returns as bigint; ours are all far below 2^53. */
export const bigSum = z.bigint().transform(Number);
