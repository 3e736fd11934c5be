import { z } from 'zod';
import {
  holdsLongText,
  type IsPicture,
  id,
  lenient,
  type ObservedTrack,
  toTrack,
  trackSchema,
} from './observed-track';

const answerSchema = trackSchema.extend({ linked_from: lenient(z.object({ id })) });
const batchSchema = z.object({ tracks: z.array(z.unknown()) });

/**
 * Reads what Spotify says of the track that was asked for; null when it says nothing usable. A track that Spotify plays as
 * another release of the recording stays under the id that was asked for.
 */
export function readTrack(body: unknown, asked: string, isPicture: IsPicture): ObservedTrack | null {
  const parsed = holdsLongText(body) ? undefined : answerSchema.safeParse(body).data;
  // A track that was taken down has no name.
  if (!parsed?.name || (parsed.id !== asked && parsed.linked_from?.id !== asked)) return null;
  return { ...toTrack(parsed, isPicture), spotifyId: asked };
}

/** Reads GET /v1/tracks?ids=; null when it is none. Leaves out what Spotify says nothing usable of. */
export function readTracks(
  body: unknown,
  asked: readonly string[],
  isPicture: IsPicture,
): ObservedTrack[] | null {
  const answers = batchSchema.safeParse(body).data?.tracks;
  if (!answers) return null;
  return asked.flatMap((spotifyId, index) => readTrack(answers[index], spotifyId, isPicture) ?? []);
}
