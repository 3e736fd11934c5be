import type { ArchiveRequestStatus } from '@/lib/shared/analytics/dashboard';
import { MINUTE } from '@/lib/shared/time';
import {
  createArchiveRequest,
  findLatestArchiveRequest,
} from '@/repositories/archival/archive-request-repository';
import { type BatchDeps, type BatchReport, runBatch } from './archival/batch';
import { type BatchMessage, requestMessage } from './archival/messages';
import { hasEnded, toStatus } from './archival/request-status';

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

/** Queues an archive for one listener; while a manual request is unfinished, its status is returned instead. */
export async function requestArchive(
  deps: BatchDeps,
  userId: number,
  trigger: 'sign_in' | 'manual',
): Promise<ArchiveRequestStatus> {
  const now = deps.clock.now();
  const latest = await findLatestArchiveRequest(deps.db, userId);
  if (trigger === 'manual' && latest && !hasEnded(latest, now)) return toStatus(latest, now);
  const deadlineAt = new Date(now.getTime() + DEADLINE_MS);
  const request = await createArchiveRequest(deps.db, { userId, trigger, requestedAt: now, deadlineAt });
  await deps.queue.publish([requestMessage(request.id)]);
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
