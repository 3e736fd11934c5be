import type { Deps } from '@/lib/deps';
import { measureIndexBloat, reindexPlayKey } from '@/repositories/archival/play-index-repository';

/** A freshly built index takes 41 bytes a play, a never rebuilt one 72. */
const BLOATED_BYTES_A_PLAY = 52;
/** With fewer plays there is nothing to gain. */
const WORTH_REINDEXING_PLAYS = 50_000;

export interface Reindexed {
  plays: number;
  /** Size of the plays' primary key before. */
  bytes: number;
  wasRebuilt: boolean;
}

/**
 * Rebuilds the plays' primary key when it is bloated: plays are added in the middle of it, listener by listener, and
 * PostgreSQL leaves its pages half empty. Reads and writes continue meanwhile. Throws when the role lacks the right.
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
