import type { Deps } from '@/lib/deps';
import { failOverdueRequests } from '@/repositories/archival/archive-request-repository';
import { failOverdueImports } from '@/repositories/import/import-job-repository';

/** Ends what waits for a message that never came: a requested archive after minutes, an import after an hour. */
export async function endOverdue({
  db,
  clock,
  logger,
}: Pick<Deps, 'db' | 'clock' | 'logger'>): Promise<void> {
  const requests = await failOverdueRequests(db, clock.now());
  const imports = await failOverdueImports(db, clock.now());
  if (requests + imports > 0) logger.warn({ requests, imports }, 'overdue work ended');
}
