import { z } from 'zod';
import type { Deps } from '@/lib/deps';
import type { ImportJobView, SkippedFile } from '@/lib/shared/import/import-job';
import { IMPORT_OUTCOMES, type ImportCounts } from '@/lib/shared/import/import-outcomes';
import { findImportJob, type ImportJobRow } from '@/repositories/import/import-job-repository';

export const hasImportEnded = (row: ImportJobRow, now: Date): boolean =>
  row.finishedAt !== null || row.deadlineAt <= now;

/** A job that was not finished in time counts as failed: a status always ends. */
export function toView(row: ImportJobRow, now: Date): ImportJobView {
  const timedOut = row.finishedAt === null && row.deadlineAt <= now;
  const { id, fileName, format, rowsTotal, rowsDone, gapsClosed, errors } = row;
  return {
    id,
    fileName,
    fileBytes: Number(row.fileBytes),
    format,
    status: timedOut ? 'failed' : row.status,
    createdAt: row.createdAt.toISOString(),
    finishedAt: (timedOut ? row.deadlineAt : row.finishedAt)?.toISOString() ?? null,
    rowsTotal,
    rowsDone,
    counts: countsOf(row),
    gapsClosed,
    firstPlayAt: row.firstPlayAt?.toISOString() ?? null,
    lastPlayAt: row.lastPlayAt?.toISOString() ?? null,
    failure: timedOut ? (row.status === 'reading' ? 'interrupted' : 'timed_out') : row.failure,
    errors,
    skippedFiles: skippedFilesSchema.parse(row.skippedFiles),
  };
}

/** We wrote it ourselves, so only its outline is checked. */
const skippedFilesSchema = z.array(z.custom<SkippedFile>());

const countsOf = (row: ImportCounts): ImportCounts =>
  Object.fromEntries(IMPORT_OUTCOMES.map((outcome) => [outcome, row[outcome]])) as ImportCounts;

/** One import; null when it does not exist or belongs to another listener. */
export async function readImport(
  deps: Pick<Deps, 'db' | 'clock'>,
  userId: number,
  id: number,
): Promise<ImportJobView | null> {
  const row = await findImportJob(deps.db, id);
  return row?.userId === userId ? toView(row, deps.clock.now()) : null;
}
