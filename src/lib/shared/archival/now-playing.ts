import { z } from 'zod';

export const NowPlaying = z
  .object({
    track: z
      .object({
        spotifyId: z.string(),
        name: z.string(),
        artists: z.array(z.string()),
        imageUrl: z.string().nullable(),
      })
      .nullable()
      .describe('Null when nothing plays, and while Spotify cannot be asked.'),
  })
  .meta({ id: 'NowPlaying' });
export type NowPlaying = z.output<typeof NowPlaying>;
