import type { Deps } from '@/lib/deps';
import { MINUTE } from '@/lib/shared/time';
import { findNextPosition } from '@/repositories/import/import-chunk-repository';
import { findUnfinishedImports } from '@/repositories/import/import-job-repository';
import { deleteBrokenUploads } from '@/repositories/import/upload-claim-repository';
import { publishOrStore } from '@/services/queue-outbox';
import { importMessage } from './messages';

/**
 * Lets every unfinished import go on at once: the message of a process that was killed would come again only after
 * minutes. Harmless while another process writes the same import, for each chunk is written once. Also removes uploads
 * that broke off. Returns how many imports go on.
 */
export async function resumeImports(deps: Pick<Deps, 'db' | 'clock' | 'queue' | 'logger'>): Promise<number> {
  const now = deps.clock.now();
  await deleteBrokenUploads(deps.db, now);
  const ids = await findUnfinishedImports(deps.db, now);
  // Processes that start in the same minute publish one message together.
  const attempt = `resumed-${Math.floor(now.getTime() / MINUTE)}`;
  const messages = await Promise.all(
    ids.map(async (id) => importMessage(id, (await findNextPosition(deps.db, id)) ?? 0, attempt)),
  );
  await publishOrStore(deps, messages);
  return ids.length;
}
