import type { Database, RootDatabase } from '@/lib/db/client';
import { lockListenerForWriting } from '@/repositories/archival/listener-lock-repository';

/** A file that begins to arrive. */
export interface NewUpload {
  userId: number;
  fileName: string;
  createdAt: Date;
  /** The claim lapses when it is not renewed by then. */
  deadlineAt: Date;
}

/**
 * Begins an upload as a job that is being read, and removes what broken-off uploads of the listener left. Returns the
 * job's id; null while another upload of the listener is received or read. Locks the listener's row.
 */
export function claimUpload(db: RootDatabase, upload: NewUpload): Promise<number | null> {
  const { userId, createdAt: now } = upload;
  return db.$transaction(async (tx) => {
    await lockListenerForWriting(tx, userId);
    const other = { userId, status: 'reading' } as const;
    if ((await tx.importJob.count({ where: { ...other, deadlineAt: { gt: now } } })) > 0) return null;
    await tx.importJob.deleteMany({ where: other });
    await deleteAbandonedChunks(tx, userId, now);
    const facts = {
      format: 'extended_history',
      fileBytes: 0n,
      rowsTotal: 0,
      rowsDone: 0,
      covers: {},
    } as const;
    const { id } = await tx.importJob.create({
      data: { ...upload, ...facts, status: 'reading' },
      select: { id: true },
    });
    return id;
  });
}

/** False when the claim is gone: its account was deleted, or another upload took its place. */
export async function renewUpload(db: Database, id: number, deadlineAt: Date): Promise<boolean> {
  const renewed = await db.importJob.updateMany({ where: { id, status: 'reading' }, data: { deadlineAt } });
  return renewed.count > 0;
}

/** Removes uploads that broke off because their process was killed, with the chunks that they had. */
export async function deleteBrokenUploads(db: Database, now: Date): Promise<void> {
  await db.importJob.deleteMany({ where: { status: 'reading', deadlineAt: { lte: now } } });
}

/** Deletes the chunks of the listener's jobs that ended or timed out. */
async function deleteAbandonedChunks(db: Database, userId: number, now: Date): Promise<void> {
  await db.importChunk.deleteMany({
    where: { job: { userId, OR: [{ finishedAt: { not: null } }, { deadlineAt: { lte: now } }] } },
  });
}
