import { z } from 'zod';
import { ALL_PLAYS_TRANSACTION } from '@/lib/db/client';
import type { Deps } from '@/lib/deps';
import { LONGEST_COUNTS_FROM_S } from '@/lib/shared/history/counts-from';
import { SECOND } from '@/lib/shared/time';
import { saveCountsFrom } from '@/repositories/analytics/counts-from-repository';
import { lockListenerForWriting } from '@/repositories/archival/listener-lock-repository';

/** The input of the setting; a form sends a text. */
export const CountsFromBody = z.object({
  seconds: z.coerce.number<number | string>().pipe(z.int().min(0).max(LONGEST_COUNTS_FROM_S)),
});

/**
 * Sets how many seconds long a play of the listener must be to count, and counts every figure again, in one transaction
 * that holds up nobody else's writes. Does nothing when that is the setting already.
 */
export async function changeCountsFrom(
  deps: Pick<Deps, 'db'>,
  userId: number,
  seconds: number,
): Promise<void> {
  await deps.db.$transaction(async (tx) => {
    const listener = await lockListenerForWriting(tx, userId);
    if (listener && listener.countsFromMs !== seconds * SECOND)
      await saveCountsFrom(tx, userId, seconds * SECOND);
  }, ALL_PLAYS_TRANSACTION);
}
