import { z } from 'zod';
import { type Database, PLAYS_TRANSACTION } from '@/lib/db/client';
import type { Deps } from '@/lib/deps';
import type { QueueMessage } from '@/lib/queue/queue';
import { count, rowId } from '@/lib/shared/schema-parts';
import { MINUTE } from '@/lib/shared/time';
import { findStalledRebuilds } from '@/repositories/analytics/zone-rebuild-repository';
import { lockListenerForWriting } from '@/repositories/archival/listener-lock-repository';
import { findStalledChecks } from '@/repositories/history/exclusion-check-repository';
import { publishOrStore } from '@/services/queue-outbox';

/** One chunk takes a second, and the queue retries within minutes: work without progress for this long has stalled. */
export const STALLED_MS = 10 * MINUTE;

/**
 * Work on all plays of a listener, of which the row `id` knows the progress. `part` makes the messages of one work distinct,
 * and `suffix` those of work that was resumed because a message was lost: the queue drops an id that it has seen.
 */
export const chunkedWorkSchema = z.object({
  userId: rowId,
  id: rowId,
  part: z.int().nonnegative().default(0),
  suffix: z.string().max(20).default(''),
});

export type ChunkedWork = z.output<typeof chunkedWorkSchema>;

export const ChunksReport = z.object({
  chunks: count,
  isOver: z.boolean().describe('False when another message continues.'),
});
export type ChunksReport = z.output<typeof ChunksReport>;

const FIND_STALLED = { 'rebuild-days': findStalledRebuilds, 'check-exclusions': findStalledChecks };
const RESUMED_AT_ONCE = 100;

type WorkName = keyof typeof FIND_STALLED;

/** The message that begins work, or resumes it: `suffix` is then `resumedSuffix`. */
export const workMessage = (
  name: WorkName,
  { id, userId }: Pick<ChunkedWork, 'id' | 'userId'>,
  suffix = '',
) => partMessage(name, { userId, id, part: 0, suffix });

/** One a minute: of two messages with the same id the queue drops the second, and the first may be lost. */
export const resumedSuffix = (now: Date): string => `:${now.toISOString().slice(0, 16)}`;

const partMessage = (name: WorkName, body: ChunkedWork): QueueMessage => ({
  path: `/api/queue/${name}`,
  body,
  deduplicationId: `${name}:${body.id}:${body.part}${body.suffix}`,
  delaySeconds: 0,
});

/**
 * Does one chunk after another, each in a transaction that locks the listener's row; the next message continues. Safe to
 * deliver twice or concurrently, as long as each chunk begins where the last one ended.
 * @param doChunk true when nothing is left to do.
 */
export async function workInChunks(
  deps: Pick<Deps, 'db' | 'queue' | 'clock' | 'logger'>,
  { name, work, mostChunks }: { name: WorkName; work: ChunkedWork; mostChunks: number },
  doChunk: (tx: Database, now: Date) => Promise<boolean>,
): Promise<ChunksReport> {
  for (let chunks = 1; chunks <= mostChunks; chunks += 1) {
    const isOver = await deps.db.$transaction(async (tx) => {
      await lockListenerForWriting(tx, work.userId);
      return doChunk(tx, deps.clock.now());
    }, PLAYS_TRANSACTION);
    if (isOver) return { chunks, isOver };
  }
  await publishOrStore(deps, [partMessage(name, { ...work, part: work.part + 1 })]);
  return { chunks: mostChunks, isOver: false };
}

/** Resumes work that has made no progress for ten minutes, because its message was lost or given up. Returns how much. */
export async function resumeStalledWork(
  deps: Pick<Deps, 'db' | 'queue' | 'clock' | 'logger'>,
): Promise<number> {
  const now = deps.clock.now();
  const since = new Date(now.getTime() - STALLED_MS);
  const messages: QueueMessage[] = [];
  for (const name of Object.keys(FIND_STALLED) as WorkName[]) {
    const stalled = await FIND_STALLED[name](deps.db, since, RESUMED_AT_ONCE);
    messages.push(...stalled.map((work) => workMessage(name, work, resumedSuffix(now))));
  }
  await publishOrStore(deps, messages);
  return messages.length;
}
