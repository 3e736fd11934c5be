import type { Deps } from '@/lib/deps';
import { HOUR } from '@/lib/shared/time';
import { failOverdueRequests } from '@/repositories/archival/archive-request-repository';
import { endTimesAhead } from '@/repositories/archival/times-ahead-repository';
import { failOverdueImports } from '@/repositories/import/import-job-repository';

/** Ends what a clock that was ahead has put off until times that are still to come. Servers differ by less than an hour. */
export async function endPutOff({ db, clock, logger }: Pick<Deps, 'db' | 'clock' | 'logger'>): Promise<void> {
  const now = clock.now();
  const runs = await endTimesAhead(db, now, new Date(now.getTime() + HOUR));
  if (runs > 0)
    logger.warn({ runs }, 'the clock was ahead and is set back: what waited for that time goes on now');
}

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
