import type { ArchiveRequestStatus } from '@/lib/shared/analytics/dashboard';
import type { ArchiveRequestRow } from '@/repositories/archival/archive-request-repository';

export const hasEnded = (row: ArchiveRequestRow, now: Date) =>
  row.finishedAt !== null || row.deadlineAt <= now;

/** An unfinished request counts as failed after its deadline: a status always ends. */
export function toStatus(row: ArchiveRequestRow, now: Date): ArchiveRequestStatus {
  const timedOut = row.finishedAt === null && row.deadlineAt <= now;
  return {
    id: row.id,
    status: timedOut ? 'failed' : row.status,
    requestedAt: row.requestedAt.toISOString(),
    finishedAt: (timedOut ? row.deadlineAt : row.finishedAt)?.toISOString() ?? null,
    newPlays: row.newPlays,
    rejectedItems: row.rejectedItems,
    failure: timedOut ? 'timed_out' : row.failure,
  };
}
