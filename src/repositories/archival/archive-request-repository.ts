import type { ArchiveRequest } from '@/generated/prisma/client';
import type { Database } from '@/lib/db/client';

export type ArchiveRequestRow = ArchiveRequest;

/** Adds a request, queued; its status ends at the deadline at the latest. */
export function createArchiveRequest(
  db: Database,
  request: { userId: number; trigger: 'sign_in' | 'manual'; requestedAt: Date; deadlineAt: Date },
): Promise<ArchiveRequestRow> {
  return db.archiveRequest.create({ data: request });
}

/** Null when it is unknown or its account was deleted. */
export function findArchiveRequest(db: Database, id: number): Promise<ArchiveRequestRow | null> {
  return db.archiveRequest.findUnique({ where: { id } });
}

/** The listener's newest request; null when there is none. */
export function findLatestArchiveRequest(db: Database, userId: number): Promise<ArchiveRequestRow | null> {
  return db.archiveRequest.findFirst({
    where: { userId },
    orderBy: [{ requestedAt: 'desc' }, { id: 'desc' }],
  });
}

/** Does nothing when the request has ended already. */
export async function markArchiveRequestRunning(db: Database, id: number): Promise<void> {
  await db.archiveRequest.updateMany({ where: { id, finishedAt: null }, data: { status: 'running' } });
}

/** Ends a request; does nothing when it has ended already. */
export async function finishArchiveRequest(
  db: Database,
  id: number,
  end: {
    status: 'succeeded' | 'failed';
    finishedAt: Date;
    newPlays?: number;
    rejectedItems?: number;
    failure?: string;
  },
): Promise<void> {
  await db.archiveRequest.updateMany({ where: { id, finishedAt: null }, data: end });
}

/** Ends every request whose deadline has passed: no status waits for ever. Returns how many. */
export function failOverdueRequests(db: Database, now: Date): Promise<number> {
  return db.$executeRaw`
    UPDATE archive_requests SET status = 'failed', failure = 'timed_out', finished_at = deadline_at
    WHERE finished_at IS NULL AND deadline_at <= ${now}::timestamptz`;
}
