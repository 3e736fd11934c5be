import type { Deps } from '@/lib/deps';
import { packPlayKey, weighPlayKey } from '@/repositories/archival/play-index-repository';

/** Packed it takes 41 bytes a play, and 72 where plays were only ever added. */
const LOOSE_BYTES_A_PLAY = 52;
/** Below this there is nothing worth winning. */
const WORTH_PACKING_PLAYS = 50_000;

/**
 * Packs the primary key of the plays when it has become loose: plays are added in the middle of it, listener by
 * listener, and PostgreSQL leaves its pages half empty. That is so each time an archive has grown by some 40 %, so the work
 * stays in proportion. Never fails: a loose index is slow to nobody and wrong to nobody. Answers whether it packed.
 */
export async function packWhenLoose(
  deps: Pick<Deps, 'db' | 'logger'>,
  worthPacking = WORTH_PACKING_PLAYS,
): Promise<boolean> {
  try {
    const { plays, bytes, isBeingBuilt } = await weighPlayKey(deps.db);
    if (plays < worthPacking || isBeingBuilt || bytes <= plays * LOOSE_BYTES_A_PLAY) return false;
    await packPlayKey(deps.db);
    deps.logger.info({ plays, bytes }, 'Packed the index of the plays');
    return true;
  } catch (error) {
    deps.logger.warn(
      { err: error },
      'The index of the plays could not be packed; it works on. The database role must own the table play_events',
    );
    return false;
  }
}
