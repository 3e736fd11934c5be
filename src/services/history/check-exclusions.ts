import { z } from 'zod';
import type { Deps } from '@/lib/deps';
import { count } from '@/lib/shared/schema-parts';
import { MINUTE, SECOND } from '@/lib/shared/time';
import { lockListenerForWriting } from '@/repositories/archival/listener-lock-repository';
import { checkNextPlays, findStalledChecks } from '@/repositories/history/exclusion-check-repository';
import { publishOrStore } from '@/services/queue-outbox';
import { resumedSuffix, STALLED_MS } from '@/services/resumed-work';
import { type CheckMessage, checkMessage } from './exclusion-messages';

/** Sizes of the units of work. */
interface CheckLimits {
  /** Plays compared in one transaction, which locks the listener's row meanwhile. */
  playsPerChunk: number;
  /** Transactions per message; then the next message continues. */
  chunksPerMessage: number;
}

const LIMITS: CheckLimits = { playsPerChunk: 5_000, chunksPerMessage: 100 };
const TRANSACTION = { maxWait: 30 * SECOND, timeout: MINUTE };

const RESUMED_AT_ONCE = 100;

export const CheckReport = z.object({
  chunks: count,
  isOver: z.boolean().describe('False when another message continues.'),
});
export type CheckReport = z.output<typeof CheckReport>;

type CheckDeps = Pick<Deps, 'db' | 'queue' | 'clock' | 'logger'>;

/**
 * Compares a listener's plays with what they leave out of statistics, chunk by chunk, and counts the figures concerned again.
 * Safe to deliver twice or concurrently: each chunk begins where the last one ended. A message of an older check does nothing.
 */
export async function checkExclusions(
  deps: CheckDeps,
  message: CheckMessage,
  limits: CheckLimits = LIMITS,
): Promise<CheckReport> {
  for (let chunks = 1; chunks <= limits.chunksPerMessage; chunks += 1) {
    const isOver = await deps.db.$transaction(async (tx) => {
      await lockListenerForWriting(tx, message.userId);
      return checkNextPlays(tx, message.checkId, { mostPlays: limits.playsPerChunk, now: deps.clock.now() });
    }, TRANSACTION);
    if (isOver) return { chunks, isOver };
  }
  await publishOrStore(deps, [checkMessage({ ...message, part: message.part + 1 })]);
  return { chunks: limits.chunksPerMessage, isOver: false };
}

/** Lets checks go on that have made no progress for ten minutes: their message was lost. Returns how many. */
export async function resumeChecks(deps: CheckDeps): Promise<number> {
  const now = deps.clock.now();
  const since = new Date(now.getTime() - STALLED_MS);
  const stalled = await findStalledChecks(deps.db, since, RESUMED_AT_ONCE);
  const suffix = resumedSuffix(now);
  await publishOrStore(
    deps,
    stalled.map(({ id, userId }) => checkMessage({ userId, checkId: id, part: 0, suffix })),
  );
  return stalled.length;
}
