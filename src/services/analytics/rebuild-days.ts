import type { Database } from '@/lib/db/client';
import type { Deps } from '@/lib/deps';
import { MINUTE, SECOND } from '@/lib/shared/time';
import { countDaysAnew, switchZone } from '@/repositories/analytics/rebuild-days';
import {
  findNextChunk,
  findZoneRebuild,
  lockListenerForWriting,
  noteBuiltSlice,
  noteCountedChanges,
  type ZoneRebuild,
} from '@/repositories/analytics/zone-rebuild-repository';
import { type RebuildMessage, rebuildMessage } from './zone-messages';

/** How much is done at once. */
export interface RebuildPace {
  /** Plays counted in one transaction, which holds the listener's row for so long. */
  playsASlice: number;
  /** Changed days counted once more in one transaction. */
  daysASlice: number;
  /** Transactions of one message; then the next message goes on. */
  slicesAMessage: number;
}

const PACE: RebuildPace = { playsASlice: 20_000, daysASlice: 60, slicesAMessage: 100 };
const TRANSACTION = { maxWait: 30 * SECOND, timeout: MINUTE };

export interface RebuildReport {
  slices: number;
  /** False when a further message goes on. */
  isOver: boolean;
}

/**
 * Works on a move to another time zone, slice by slice, and makes the switch after the last. Safe to deliver twice or at
 * once: each slice begins where the last one ended. A message of a move that was given up, or is over, does nothing.
 */
export async function rebuildDays(
  deps: Pick<Deps, 'db' | 'queue' | 'clock'>,
  message: RebuildMessage,
  pace: RebuildPace = PACE,
): Promise<RebuildReport> {
  for (let slices = 1; slices <= pace.slicesAMessage; slices += 1) {
    const isOver = await deps.db.$transaction(
      (tx) => countNextSlice(tx, message, pace, deps.clock.now()),
      TRANSACTION,
    );
    if (isOver) return { slices, isOver };
  }
  await deps.queue.publish([rebuildMessage({ ...message, part: message.part + 1 })]);
  return { slices: pace.slicesAMessage, isOver: false };
}

/** Answers true when nothing is left to do. */
async function countNextSlice(
  tx: Database,
  { userId, rebuildId }: RebuildMessage,
  pace: RebuildPace,
  now: Date,
): Promise<boolean> {
  await lockListenerForWriting(tx, userId);
  const rebuild = await findZoneRebuild(tx, userId);
  if (rebuild?.id !== rebuildId) return true;
  const slice = await findNextChunk(tx, rebuild, pace.playsASlice);
  if (slice) {
    await countDaysAnew(tx, rebuild, [slice]);
    await noteBuiltSlice(tx, rebuild.id, slice, now);
    return false;
  }
  if (rebuild.changedDays.length > 0) {
    await countChangedDays(tx, rebuild, pace, now);
    return false;
  }
  await switchZone(tx, rebuild);
  return true;
}

async function countChangedDays(
  tx: Database,
  rebuild: ZoneRebuild,
  pace: RebuildPace,
  now: Date,
): Promise<void> {
  const days = rebuild.changedDays.slice(0, pace.daysASlice);
  await countDaysAnew(
    tx,
    rebuild,
    days.map((day) => ({ from: day, to: day })),
  );
  await noteCountedChanges(tx, rebuild.id, days, now);
}
