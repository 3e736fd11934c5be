import { AppError } from '@/lib/app-error';
import type { Deps } from '@/lib/deps';
import { gzipChunk } from '@/lib/import/chunk';
import { withReceivedFile } from '@/lib/import/receive-upload';
import { UnreadableFile } from '@/lib/import/unreadable-file';
import { type UploadedFile, withUploadedFiles } from '@/lib/import/uploaded-files';
import type { ImportJobView } from '@/lib/shared/import/import-job';
import { HOUR } from '@/lib/shared/time';
import { deleteAbandonedChunks, storeChunk } from '@/repositories/import/import-chunk-repository';
import {
  completeImportJob,
  createImportJob,
  deleteImportJob,
  type ImportJobRow,
} from '@/repositories/import/import-job-repository';
import { toView } from './job-view';
import { importMessage } from './messages';
import { type HistoryReading, readHistory } from './read-history';

/** A job without progress for this long counts as failed. */
export const DEADLINE_MS = HOUR;

export interface Upload {
  fileName: string;
  body: ReadableStream<Uint8Array> | null;
  /** Whether to import plays of private sessions; polling never sees them. */
  privateSessions: boolean;
}

/**
 * Receives a file, reads it and stages its rows in the database, from where the queue's worker writes them. The file
 * itself is deleted when this returns. Throws a bad request that says what to do when the file cannot be imported; then
 * nothing of it is stored.
 */
export async function acceptImport(
  deps: Pick<Deps, 'db' | 'clock' | 'queue' | 'logger'>,
  userId: number,
  { fileName, body, privateSessions }: Upload,
): Promise<ImportJobView> {
  try {
    const job = await withReceivedFile(body, ({ path, bytes }) =>
      withUploadedFiles(path, fileName, async (files) => {
        const now = deps.clock.now();
        await deleteAbandonedChunks(deps.db, userId, now);
        return stageChunks(deps, { userId, fileName, fileBytes: bytes, createdAt: now }, files, {
          privateSessions,
        });
      }),
    );
    await deps.queue.publish([importMessage(job.id, job.rowsDone)]);
    return toView(job, deps.clock.now());
  } catch (error) {
    if (error instanceof UnreadableFile) throw new AppError('BAD_REQUEST', error.message, { field: 'file' });
    throw error;
  }
}

async function stageChunks(
  deps: Pick<Deps, 'db' | 'clock'>,
  job: { userId: number; fileName: string; fileBytes: number; createdAt: Date },
  files: readonly UploadedFile[],
  options: { privateSessions: boolean },
): Promise<ImportJobRow> {
  const { reading, chunks } = await readHistory(files, { ...options, now: job.createdAt });
  const deadlineAt = new Date(job.createdAt.getTime() + DEADLINE_MS);
  const id = await createImportJob(deps.db, { ...job, deadlineAt });
  try {
    let position = 0;
    for await (const chunk of chunks) {
      position += 1;
      await storeChunk(deps.db, id, { position, payload: await gzipChunk(chunk) });
    }
    if (reading.rows === 0) throw new UnreadableFile('There is not a single play in this file.');
    return await completeImportJob(deps.db, id, factsOf(reading));
  } catch (error) {
    await deleteImportJob(deps.db, id);
    throw error;
  }
}

const factsOf = ({ format, rows, refused, covered, gaps, errors }: HistoryReading) => ({
  format,
  rowsTotal: rows,
  counts: refused,
  firstPlayAt: covered.first,
  lastPlayAt: covered.last,
  covers: { spans: covered.spans(), gaps },
  errors,
});
