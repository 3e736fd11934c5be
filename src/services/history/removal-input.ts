import { z } from 'zod';
import { EARLIEST_PLAY_END } from '@/lib/shared/history/play-bounds';
import type { RemovalChoice } from '@/lib/shared/history/removal';
import { rowIdIn, sentRowId } from '@/lib/shared/schema-parts';
import { sentCursor } from './cursor';

/** The input of the removal routes; numbers may be texts, as forms send them. */

const playedAt = z.iso
  .datetime()
  .refine((text) => Date.parse(text) >= EARLIEST_PLAY_END, 'is before there was anything to play')
  .transform((text) => new Date(text));
const play = { playedAt, trackId: sentRowId };

/** What to remove: one play, its listening session, or all plays of an artist. */
export const RemovalBody = z.discriminatedUnion('what', [
  z.object({ what: z.literal('play'), ...play }),
  z.object({ what: z.literal('session'), ...play }),
  z.object({ what: z.literal('artist'), artistId: sentRowId }),
]);

/** What an address names: all plays of `artistId`, else the play of `playedAt` and `trackId`; null for any other. */
export function removalNamed(asked: Record<string, string | undefined>): RemovalChoice | null {
  const { artistId, playedAt, trackId } = asked;
  const read = RemovalBody.safeParse(
    artistId === undefined ? { what: 'play', playedAt, trackId } : { what: 'artist', artistId },
  );
  return read.success ? read.data : null;
}

export const RemovalsQuery = z.object({ cursor: sentCursor.optional() });

export const RemovalParams = z.object({
  id: rowIdIn('a removal'),
});
