import type { Database } from '@/lib/db/client';

/** The newest scheduled runs, newest first. */
export function listRuns(db: Database, limit: number) {
  return db.archiveRun.findMany({ orderBy: { scheduledFor: 'desc' }, take: limit });
}

/** The run of exactly this scheduled time; null when there is none. */
export function findRun(db: Database, scheduledFor: Date) {
  return db.archiveRun.findUnique({ where: { scheduledFor } });
}
