import type { Deps } from '@/lib/deps';
import { isUnavailable } from '@/lib/error-handler';
import { listenerKeys } from '@/lib/kv/key-value';
import type { DeletedAccount } from '@/lib/shared/account/account-schema';
import { isDeletionPhrase } from '@/lib/shared/account/personal-data';
import { err, ok, type Result } from '@/lib/shared/result';
import { MINUTE, SECOND } from '@/lib/shared/time';
import {
  anonymizeContexts,
  countPersonalRows,
  deletePersonalRows,
  findMentions,
  lockListenerForDeletion,
  type RowCounts,
} from '@/repositories/account/account-deletion-repository';
import { forgetStoredMentions } from '@/repositories/queue-outbox-repository';

/** 300,000 plays take a second or two; a slow disk may take its time. */
const TRANSACTION = { maxWait: 10 * SECOND, timeout: 10 * MINUTE };

type DeletionDeps = Pick<Deps, 'db' | 'kv' | 'queue' | 'logger'>;

/** What would be deleted, by kind. */
export const previewDeletion = (deps: Pick<Deps, 'db'>, userId: number): Promise<RowCounts> =>
  countPersonalRows(deps.db, userId);

/**
 * Deletes an account and all its data in one transaction that locks the listener's row: a batch in flight either commits
 * first and is deleted too, or finds no listener. Entries in the key-value store and the queue are deleted afterwards;
 * where these cannot be reached, the entries expire unread.
 */
export async function deleteAccount(
  deps: DeletionDeps,
  userId: number,
  confirmation?: string,
): Promise<Result<DeletedAccount, 'not_confirmed' | 'already_gone'>> {
  if (confirmation !== undefined && !isDeletionPhrase(confirmation)) return err('not_confirmed');
  const deleted = await deps.db.$transaction(async (tx) => {
    const spotifyId = await lockListenerForDeletion(tx, userId);
    if (spotifyId === null) return null;
    const mentions = await findMentions(tx, userId);
    await anonymizeContexts(tx, spotifyId);
    const rows = await deletePersonalRows(tx, userId);
    // Last: an upload that ends meanwhile stores its message with its job, for whose row the deletion has waited.
    await forgetStoredMentions(tx, mentions);
    return { mentions, rows };
  }, TRANSACTION);
  if (!deleted) return err('already_gone');
  const { mentions, rows } = deleted;
  const queuedMessages = await attempt(deps, 'queue', () => deps.queue.forget(mentions));
  const cachedValues = await attempt(deps, 'key-value store', () =>
    deps.kv.deletePrefix(listenerKeys(userId)),
  );
  deps.logger.info({ userId, plays: rows.plays }, 'account deleted');
  return ok({ rows, cachedValues, queuedMessages });
}

async function attempt(
  { logger }: Pick<Deps, 'logger'>,
  where: string,
  forget: () => Promise<number>,
): Promise<number | null> {
  try {
    return await forget();
  } catch (error) {
    // The rows are deleted already, so this must not be reported as a failure.
    logger[isUnavailable(error) ? 'warn' : 'error'](
      { err: error },
      `The ${where} still holds something of a deleted account; it ends by itself`,
    );
    return null;
  }
}
