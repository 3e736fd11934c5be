import { z } from 'zod';
import type { ImportJob } from '@/generated/prisma/client';
import type { Database } from '@/lib/db/client';
import { queryValue } from '@/lib/db/query';
import type { ImportFormat } from '@/lib/shared/import/import-job';
import type { ImportCounts } from '@/lib/shared/import/import-outcomes';

/** What a file covers may take megabytes: it is read alone, where it is needed. The files beyond those shown are only exported. */
const omit = { covers: true, moreSkippedFiles: true } as const;

export type ImportJobRow = Omit<ImportJob, keyof typeof omit>;

/** The listener's imports, newest first. */
export function findImportJobs(db: Database, userId: number, limit: number): Promise<ImportJobRow[]> {
  return db.importJob.findMany({
    where: { userId },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    take: limit,
    omit,
  });
}

/** Null when it is unknown, or its account was deleted. */
export function findImportJob(db: Database, id: number): Promise<ImportJobRow | null> {
  return db.importJob.findUnique({ where: { id }, omit });
}

/** The periods that the file covers, as they were stored. Throws when there is no such job. */
export async function findCovers(db: Database, id: number): Promise<unknown> {
  return (await db.importJob.findUniqueOrThrow({ where: { id }, select: { covers: true } })).covers;
}

/** The result of reading a file: all its rows, and those decided right away. */
export interface ReadFacts {
  fileBytes: number;
  deadlineAt: Date;
  format: ImportFormat;
  rowsTotal: number;
  counts: Partial<ImportCounts>;
  firstPlayAt: Date | null;
  lastPlayAt: Date | null;
  covers: object;
  errors: string[];
  skippedFiles: object[];
  moreSkippedFiles: object[];
}

/** Ends the reading of a job: from now on its chunks are written. Null when the job is gone. */
export async function completeImportJob(
  db: Database,
  id: number,
  facts: ReadFacts,
): Promise<ImportJobRow | null> {
  const { counts, fileBytes, ...rest } = facts;
  const rowsDone = Object.values(counts).reduce((sum, count) => sum + count, 0);
  const [job] = await db.importJob.updateManyAndReturn({
    where: { id },
    data: { ...rest, ...counts, rowsDone, fileBytes: BigInt(fileBytes), status: 'queued' },
    omit,
  });
  return job ?? null;
}

/** Deletes the job with its chunks; does nothing when it is gone. */
export async function deleteImportJob(db: Database, id: number): Promise<void> {
  await db.importJob.deleteMany({ where: { id } });
}

/** Adds the outcome of a chunk's rows and extends the deadline. */
export async function addProgress(
  db: Database,
  id: number,
  progress: { counts: Partial<ImportCounts>; errors?: string[]; startedAt: Date; deadlineAt: Date },
): Promise<void> {
  const { counts, errors = [], startedAt, deadlineAt } = progress;
  const rows = Object.values(counts).reduce((sum, count) => sum + count, 0);
  const raised = Object.fromEntries(
    Object.entries(counts).map(([name, count]) => [name, { increment: count }]),
  );
  await db.importJob.updateMany({ where: { id, startedAt: null }, data: { startedAt } });
  await db.importJob.updateMany({
    where: { id, finishedAt: null },
    data: {
      ...raised,
      status: 'running',
      rowsDone: { increment: rows },
      deadlineAt,
      errors: { push: errors },
    },
  });
}

/** Ends a job; does nothing when it has ended already. */
export async function finishImportJob(
  db: Database,
  id: number,
  end: { status: 'succeeded' | 'failed'; finishedAt: Date; gapsClosed?: number; failure?: string },
): Promise<void> {
  await db.importJob.updateMany({ where: { id, finishedAt: null }, data: end });
}

/** Jobs whose chunks wait to be written, of all listeners. */
export async function findUnfinishedImports(db: Database, now: Date): Promise<number[]> {
  const jobs = await db.importJob.findMany({
    where: { finishedAt: null, status: { in: ['queued', 'running'] }, deadlineAt: { gt: now } },
    select: { id: true },
    orderBy: { id: 'asc' },
  });
  return jobs.map(({ id }) => id);
}

/** Ends every import without progress until its deadline, and removes its chunks. Returns how many. */
export async function failOverdueImports(db: Database, now: Date): Promise<number> {
  return queryValue(db, z.int())`
    WITH failed AS (
      UPDATE import_jobs SET status = 'failed', failure = 'timed_out', finished_at = deadline_at
      WHERE finished_at IS NULL AND status IN ('queued', 'running') AND deadline_at <= ${now}::timestamptz
      RETURNING id),
    removed AS (DELETE FROM import_chunks WHERE job_id IN (SELECT id FROM failed))
    SELECT count(*)::int FROM failed`;
}
