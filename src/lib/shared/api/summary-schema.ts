import { z } from 'zod';
import { count, instant } from '@/lib/shared/schema-parts';

/** What a dashboard tile shows, flat. Days are the listener's; time in whole minutes. */
export const Summary = z
  .object({
    playsToday: count,
    minutesToday: count,
    plays7d: count,
    minutes7d: count,
    plays: count.describe('Of all time.'),
    minutes: count.describe('Of all time.'),
    artists: count.describe('Of all time.'),
    topArtist7d: z.string().nullable(),
    topTrack7d: z.string().nullable(),
    lastTrack: z.string().nullable(),
    lastArtist: z.string().nullable(),
    lastPlayedAt: instant.nullable(),
    lastImageUrl: z.string().nullable(),
    openGaps: count.describe('100 at most.'),
  })
  .meta({ id: 'Summary' });
export type Summary = z.output<typeof Summary>;
