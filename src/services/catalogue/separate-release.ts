import { z } from 'zod';
import { AppError } from '@/lib/app-error';
import type { Deps } from '@/lib/deps';
import { rowIdIn } from '@/lib/shared/schema-parts';
import { lockListenerForWriting } from '@/repositories/archival/listener-lock-repository';
import { isEntityPlayed } from '@/repositories/catalogue/is-entity-played';
import { joinTrack, separateTrack } from '@/repositories/catalogue/separate-track-repository';

/** The input of the route that keeps a release apart; from JSON or from a form. */
export const SeparateBody = z.strictObject({
  separate: z.union([z.boolean(), z.enum(['true', 'false']).transform((text) => text === 'true')]),
});

export const TrackParams = z.object({
  id: rowIdIn('a track'),
});

/**
 * Keeps a release of a recording apart, or counts it together with the others again, for this listener alone and until they
 * choose otherwise. Idempotent. Throws NOT_FOUND for a track that the listener never played.
 */
export async function chooseSeparate(
  deps: Pick<Deps, 'db'>,
  userId: number,
  trackId: number,
  separate: boolean,
): Promise<void> {
  if (!(await isEntityPlayed(deps.db, userId, { kind: 'release', id: trackId })))
    throw new AppError('NOT_FOUND', 'There is no such track in your history.', { field: 'path.id' });
  await deps.db.$transaction(async (tx) => {
    await lockListenerForWriting(tx, userId);
    await (separate ? separateTrack : joinTrack)(tx, userId, trackId);
  });
}
