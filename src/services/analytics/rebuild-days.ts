import { z } from 'zod';
import type { Database } from '@/lib/db/client';
import type { Deps } from '@/lib/deps';
import { count } from '@/lib/shared/schema-parts';
import { MINUTE, SECOND } from '@/lib/shared/time';
import { recountDays, switchZone } from '@/repositories/analytics/rebuild-days';
import {
  findNextChunk,
  findZoneRebuild,
  noteCountedChanges,
  recordBuiltChunk,
  type ZoneRebuild,
} from '@/repositories/analytics/zone-rebuild-repository';
import { lockListenerForWriting } from '@/repositories/archival/listener-lock-repository';
import { publishOrStore } from '@/services/queue-outbox';
import { type RebuildMessage, rebuildMessage } from './zone-messages';

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
const TRANSACTION = { maxWait: 30 * SECOND, timeout: MINUTE };

export const RebuildReport = z.object({
  chunks: count,
  isOver: z.boolean().describe('False when another message continues.'),
});
export type RebuildReport = z.output<typeof RebuildReport>;

/**
 * Works on a move to another time zone, chunk by chunk, and switches after the last. Safe to deliver twice or
 * concurrently: each chunk begins where the last one ended. A message of a cancelled or finished move does nothing.
 */
export async function rebuildDays(
  deps: Pick<Deps, 'db' | 'queue' | 'clock' | 'logger'>,
  message: RebuildMessage,
  limits: ChunkLimits = LIMITS,
): Promise<RebuildReport> {
  for (let chunks = 1; chunks <= limits.chunksPerMessage; chunks += 1) {
    const isOver = await deps.db.$transaction(
      (tx) => countNextChunk(tx, message, limits, deps.clock.now()),
      TRANSACTION,
    );
    if (isOver) return { chunks, isOver };
  }
  await publishOrStore(deps, [rebuildMessage({ ...message, part: message.part + 1 })]);
  return { chunks: limits.chunksPerMessage, isOver: false };
}

/** Returns true when nothing is left to do. */
async function countNextChunk(
  tx: Database,
  { userId, rebuildId }: RebuildMessage,
  limits: ChunkLimits,
  now: Date,
): Promise<boolean> {
  await lockListenerForWriting(tx, userId);
  const rebuild = await findZoneRebuild(tx, userId);
  if (rebuild?.id !== rebuildId) return true;
  const chunk = await findNextChunk(tx, rebuild, limits.playsPerChunk);
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
