import { isDatabaseUnavailable } from '@/lib/db/database-unavailable';
import type { Deps } from '@/lib/deps';
import type { PlayBatch, WrittenBatch } from '@/repositories/archival/play-batch-repository';
import { renewCatalogue } from '@/repositories/catalogue/track-repository';
import { settleRollups } from './settle-rollups';

type FollowDeps = Pick<Deps, 'db' | 'clock' | 'logger'>;

/** Updates the catalogue from a written batch, and the rollups of the listeners affected. */
export async function followCatalogue(
  deps: FollowDeps,
  batch: PlayBatch,
  { hasNews, hasStaleRollups }: WrittenBatch,
): Promise<void> {
  if (hasNews) await renew(deps, batch);
  if (hasNews || hasStaleRollups) await settleRollups(deps);
}

/** The plays are already written: after a failure, the next answer about the tracks tries again. */
async function renew(deps: FollowDeps, batch: PlayBatch): Promise<void> {
  try {
    const renewed = await renewCatalogue(deps.db, batch);
    deps.logger.info({ renewed }, 'catalogue renewed');
  } catch (error) {
    if (isDatabaseUnavailable(error)) throw error;
    deps.logger.warn({ err: error }, 'catalogue not renewed, retrying with the next answer about the tracks');
  }
}
