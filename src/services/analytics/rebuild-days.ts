import type { Database } from '@/lib/db/client';
import type { Deps } from '@/lib/deps';
import { recountDays, switchZone } from '@/repositories/analytics/rebuild-days';
import {
  findNextRebuildChunk,
  findZoneRebuild,
  noteCountedChanges,
  recordBuiltChunk,
  type ZoneRebuild,
} from '@/repositories/analytics/zone-rebuild-repository';
import { type ChunkedWork, type ChunksReport, workInChunks } from '@/services/chunked-work';

/** Sizes of the units of work. */
export interface ChunkLimits {
  /** Plays counted in one transaction, which locks the listener's row meanwhile. */
  playsPerChunk: number;
  /** Changed days recounted in one transaction. */
  daysPerChunk: number;
  /** Transactions per message; then the next message continues. */
  chunksPerMessage: number;
}

const LIMITS: ChunkLimits = { playsPerChunk: 20_000, daysPerChunk: 60, chunksPerMessage: 100 };

/**
 * Works on a move to another time zone, and switches after the last chunk. A message of a cancelled or finished move does
 * nothing.
 */
export const rebuildDays = (
  deps: Pick<Deps, 'db' | 'queue' | 'clock' | 'logger'>,
  work: ChunkedWork,
  limits: ChunkLimits = LIMITS,
): Promise<ChunksReport> =>
  workInChunks(deps, { name: 'rebuild-days', work, mostChunks: limits.chunksPerMessage }, (tx, now) =>
    countNextChunk(tx, work, limits, now),
  );

/** Returns true when nothing is left to do. */
async function countNextChunk(
  tx: Database,
  { userId, id }: ChunkedWork,
  limits: ChunkLimits,
  now: Date,
): Promise<boolean> {
  const rebuild = await findZoneRebuild(tx, userId);
  if (rebuild?.id !== id) return true;
  const chunk = await findNextRebuildChunk(tx, rebuild, limits.playsPerChunk);
  if (chunk) {
    await recountDays(tx, rebuild, [chunk]);
    await recordBuiltChunk(tx, rebuild.id, chunk, now);
    return false;
  }
  if (rebuild.changedDays.length > 0) {
    await countChangedDays(tx, rebuild, limits, now);
    return false;
  }
  await switchZone(tx, rebuild);
  return true;
}

async function countChangedDays(
  tx: Database,
  rebuild: ZoneRebuild,
  limits: ChunkLimits,
  now: Date,
): Promise<void> {
  const days = rebuild.changedDays.slice(0, limits.daysPerChunk);
  await recountDays(
    tx,
    rebuild,
    days.map((day) => ({ from: day, to: day })),
  );
  await noteCountedChanges(tx, rebuild.id, days, now);
}
