import { z } from 'zod';
import { bigSum } from '@/lib/db/query';

/** A row of any top list. */
export const rankedEntityRow = z.object({
  id: z.int(),
  spotifyId: z.string().nullable(),
  name: z.string(),
  artists: z.array(z.string()),
  imageUrl: z.string().nullable(),
  plays: z.int(),
  listenedMs: bigSum,
  firstPlayedAt: z.date(),
});

export type RankedEntityRow = z.output<typeof rankedEntityRow>;
