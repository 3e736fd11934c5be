import { z } from 'zod';
import { type IsPicture, lenient, type ObservedTrack, toTrack, trackSchema } from './observed-track';
import type { SpotifyAnswer } from './request';

const playingSchema = z.object({ is_playing: z.boolean(), item: lenient(trackSchema) });

/**
 * Reads GET /v1/me/player/currently-playing: the track that plays, or none where nothing plays, it is paused, or it is no
 * music. Null for another shape.
 */
export function readCurrentlyPlaying(
  { body }: SpotifyAnswer,
  isPicture: IsPicture,
): { track: ObservedTrack | null } | null {
  if (body === null) return { track: null };
  const parsed = playingSchema.safeParse(body);
  if (!parsed.success) return null;
  const { is_playing, item } = parsed.data;
  return { track: is_playing && item ? toTrack(item, isPicture) : null };
}
