import type { Deps } from '@/lib/deps';
import { checkNextPlays } from '@/repositories/history/exclusion-check-repository';
import { type ChunkedWork, type ChunksReport, workInChunks } from '@/services/chunked-work';

const LIMITS = { playsPerChunk: 5_000, chunksPerMessage: 100 };

type CheckDeps = Pick<Deps, 'db' | 'queue' | 'clock' | 'logger'>;

/**
 * Compares a listener's plays with what they leave out of statistics, and counts the figures concerned again. A message of an
 * older check does nothing.
 */
export const checkExclusions = (
  deps: CheckDeps,
  work: ChunkedWork,
  { playsPerChunk, chunksPerMessage } = LIMITS,
): Promise<ChunksReport> =>
  workInChunks(deps, { name: 'check-exclusions', work, mostChunks: chunksPerMessage }, (tx, now) =>
    checkNextPlays(tx, work.id, { mostPlays: playsPerChunk, now }),
  );
