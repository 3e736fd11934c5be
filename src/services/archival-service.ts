import type { ArchiveRequestStatus } from '@/lib/shared/analytics/dashboard';
import type { OpenGaps } from '@/lib/shared/analytics/look-back-schema';
import { MINUTE } from '@/lib/shared/time';
import { findOpenGaps } from '@/repositories/archival/archive-gap-repository';
import {
  createArchiveRequest,
  findLatestArchiveRequest,
} from '@/repositories/archival/archive-request-repository';
import { storeMessages } from '@/repositories/queue-outbox-repository';
import { type BatchDeps, type BatchReport, runBatch } from './archival/batch';
import { type BatchMessage, requestMessage } from './archival/messages';
import { hasRequestEnded, toStatus } from './archival/request';
import { publishStored } from './queue-outbox';

/** An unfinished request counts as failed after this. */
const DEADLINE_MS = 3 * MINUTE;

/** Archives up to 50 listeners and requeues only those that failed. */
export async function archiveUserTracks(deps: BatchDeps, message: BatchMessage): Promise<BatchReport> {
  const report = await runBatch(deps, message);
  validateArchivalResult(report, message.userIds.length);
  return report;
}

/** Every listener of a batch must be counted: one that is missing would be lost silently. */
function validateArchivalResult(report: BatchReport, listeners: number): void {
  const counted = report.successful + report.skipped + report.failed + report.deferred;
  if (counted !== listeners) throw new Error(`A batch of ${listeners} listeners accounts for ${counted}`);
}

/**
 * Queues an archive for one listener; while a manual request is unfinished, its status is returned instead.
 * @throws QueueUnavailable; the request then waits in the outbox until its deadline.
 */
export async function requestArchive(
  deps: Pick<BatchDeps, 'db' | 'queue' | 'clock'>,
  userId: number,
  trigger: 'sign_in' | 'manual',
): Promise<ArchiveRequestStatus> {
  const request = await storeArchiveRequest(deps, userId, trigger);
  await publishStored(deps, [requestMessage(request.id)]);
  return request;
}

/** The part of `requestArchive` that does not need the queue: `publishStored` sends the message. */
export async function storeArchiveRequest(
  deps: Pick<BatchDeps, 'db' | 'clock'>,
  userId: number,
  trigger: 'sign_in' | 'manual',
): Promise<ArchiveRequestStatus> {
  const now = deps.clock.now();
  const latest = await findLatestArchiveRequest(deps.db, userId);
  if (trigger === 'manual' && latest && !hasRequestEnded(latest, now)) return toStatus(latest, now);
  const deadlineAt = new Date(now.getTime() + DEADLINE_MS);
  const request = await deps.db.$transaction(async (tx) => {
    const created = await createArchiveRequest(tx, { userId, trigger, requestedAt: now, deadlineAt });
    await storeMessages(tx, [requestMessage(created.id)], now);
    return created;
  });
  return toStatus(request, now);
}

/** The newest request of a listener; null when there is none. */
export async function latestArchiveRequest(
  deps: Pick<BatchDeps, 'db' | 'clock'>,
  userId: number,
): Promise<ArchiveRequestStatus | null> {
  const latest = await findLatestArchiveRequest(deps.db, userId);
  return latest ? toStatus(latest, deps.clock.now()) : null;
}

/** The stretches of time in which plays of the listener may be missing, the latest first. */
export const listOpenGaps = async ({ db }: Pick<BatchDeps, 'db'>, userId: number): Promise<OpenGaps> => ({
  gaps: await findOpenGaps(db, userId),
});
