import { z } from 'zod';
import { count, instant, milliseconds } from '@/lib/shared/schema-parts';

/** Totals of one listener, as GET /api/stats answers them. */
export const Stats = z
  .object({
    totalPlays: count,
    uniqueTracks: count,
    uniqueArtists: count,
    uniqueAlbums: count,
    listeningTimeMs: milliseconds.describe(
      'Milliseconds. An estimate where Spotify did not report how long a play lasted.',
    ),
    isEstimate: z.boolean().describe('True when at least one play’s listening time is an estimate.'),
    firstPlayAt: instant.nullable().describe('Null until the first play is saved.'),
    lastPlayAt: instant.nullable(),
  })
  .meta({ id: 'Stats' });
export type Stats = z.output<typeof Stats>;
