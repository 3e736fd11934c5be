import type { Deps } from '@/lib/deps';
import { measureIndexBloat, reindexPlayKey } from '@/repositories/archival/play-index-repository';

/** Just built it takes 41 bytes a play, and 72 where plays were only ever added. */
const BLOATED_BYTES_A_PLAY = 52;
/** Below this there is nothing to gain. */
const WORTH_REINDEXING_PLAYS = 50_000;

export interface Reindexed {
  plays: number;
  /** Size of the primary key of the plays before. */
  bytes: number;
  wasRebuilt: boolean;
}

/**
 * Rebuilds the primary key of the plays when it is bloated: plays are added in the middle of it, listener by listener, and
 * PostgreSQL leaves its pages half empty. Everybody goes on reading and writing. Throws when the role may not do it.
 */
export async function reindexIfBloated(
  { db }: Pick<Deps, 'db'>,
  worthReindexing = WORTH_REINDEXING_PLAYS,
): Promise<Reindexed> {
  const { plays, bytes, isBeingBuilt } = await measureIndexBloat(db);
  const isBloated = plays >= worthReindexing && bytes > plays * BLOATED_BYTES_A_PLAY;
  const wasRebuilt = isBloated && !isBeingBuilt;
  if (wasRebuilt) await reindexPlayKey(db);
  return { plays, bytes, wasRebuilt };
}
