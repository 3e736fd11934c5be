import { AppError } from '@/lib/app-error';
import type { Deps } from '@/lib/deps';
import { fileOfForm } from '@/lib/import/form-file';
import { readInThread } from '@/lib/import/read-in-thread';
import { type ReceivedFile, withReceivedFile } from '@/lib/import/receive-upload';
import { UnreadableFile } from '@/lib/import/unreadable-file';
import type { ImportJobView } from '@/lib/shared/import/import-job';
import { SECOND } from '@/lib/shared/time';
import { storeChunk } from '@/repositories/import/import-chunk-repository';
import {
  completeImportJob,
  deleteImportJob,
  type ImportJobRow,
} from '@/repositories/import/import-job-repository';
import { claimUpload, renewUpload } from '@/repositories/import/upload-claim-repository';
import { storeMessages } from '@/repositories/queue-outbox-repository';
import { publishOrLeave } from '@/services/queue-outbox';
import { deadlineFrom, uploadDeadlineFrom } from './import-deadlines';
import { toView } from './job-view';
import { importMessage } from './messages';

type AcceptDeps = Pick<Deps, 'db' | 'clock' | 'queue' | 'startReader' | 'logger'>;

export interface Upload {
  fileName: string;
  /** The file, or a form with the file. */
  body: ReadableStream<Uint8Array> | null;
  contentType?: string | null;
  /** Whether to import plays of private sessions; polling never sees them. */
  privateSessions: boolean;
  /** Aborted when the listener leaves before the answer. */
  signal: AbortSignal;
}

/**
 * Receives a file, reads it in a thread of its own and stages its rows in the database, from where the queue's worker
 * writes them. The file itself is deleted when this returns. Throws a bad request that says what to do when the file
 * cannot be imported, and a conflict while another upload of the listener is received, or when the account is deleted
 * meanwhile; then nothing of it is stored. A queue that does not answer only delays the import.
 */
export async function acceptImport(deps: AcceptDeps, userId: number, upload: Upload): Promise<ImportJobView> {
  const now = deps.clock.now();
  const deadlineAt = uploadDeadlineFrom(now);
  const id = await claimUpload(deps.db, { userId, fileName: upload.fileName, createdAt: now, deadlineAt });
  if (id === null) {
    throw new AppError(
      'CONFLICT',
      'Another file is being uploaded. Wait until it has been read, then choose this one again.',
    );
  }
  try {
    const onProgress = renewing(deps, id, now);
    const body = fileOfForm(upload.body, upload.contentType ?? null);
    const job = await withReceivedFile({ ...upload, body, onProgress }, (file) =>
      stageChunks(deps, { id, upload, file, onProgress }),
    );
    await publishOrLeave(deps, [importMessage(job.id, 1)]);
    return toView(job, deps.clock.now());
  } catch (error) {
    await deleteImportJob(deps.db, id);
    throw toAppError(error, upload.signal);
  }
}

interface Staging {
  id: number;
  upload: Upload;
  file: ReceivedFile;
  onProgress: () => Promise<void>;
}

async function stageChunks(
  deps: AcceptDeps,
  { id, upload, file, onProgress }: Staging,
): Promise<ImportJobRow> {
  const { fileName, privateSessions, signal } = upload;
  const task = { ...file, fileName, privateSessions, now: deps.clock.now() };
  let position = 1;
  for await (const part of readInThread(deps.startReader, { task, signal, onProgress })) {
    if ('reading' in part) {
      const { rows, refused, spans, archived, gaps, reportedUntil, ...facts } = part.reading;
      const deadlineAt = deadlineFrom(deps.clock.now());
      const covers = { spans, archived, gaps, reportedUntil };
      const read = { ...facts, covers, deadlineAt, fileBytes: file.bytes, rowsTotal: rows, counts: refused };
      // Awaited here: the thread takes its time to end, and nobody would hear of a failure meanwhile.
      return await deps.db.$transaction(async (tx) => {
        await storeMessages(tx, [importMessage(id, 1)], deps.clock.now());
        return (await completeImportJob(tx, id, read)) ?? endUnwanted();
      });
    }
    if (!(await storeChunk(deps.db, id, { position, payload: part.payload }))) endUnwanted();
    position += 1;
    await onProgress();
  }
  throw new Error('Reading an upload ended without a result');
}

/** How often the claim of an upload is renewed. */
const RENEW_EVERY_MS = 10 * SECOND;

function renewing(deps: AcceptDeps, id: number, claimedAt: Date): () => Promise<void> {
  let renewedAt = claimedAt.getTime();
  return async () => {
    const now = deps.clock.now();
    if (now.getTime() - renewedAt < RENEW_EVERY_MS) return;
    renewedAt = now.getTime();
    if (!(await renewUpload(deps.db, id, uploadDeadlineFrom(now)))) endUnwanted();
  };
}

function endUnwanted(): never {
  throw new AppError(
    'CONFLICT',
    'This upload has ended: another one took its place, or the account was deleted.',
  );
}

function toAppError(error: unknown, signal: AbortSignal): unknown {
  if (signal.aborted) return new AppError('BAD_REQUEST', 'The upload was interrupted.', { field: 'file' });
  if (!(error instanceof UnreadableFile)) return error;
  return new AppError('BAD_REQUEST', error.message, { field: 'file' });
}
