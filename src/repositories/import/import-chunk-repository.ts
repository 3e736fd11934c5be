import type { Database } from '@/lib/db/client';

/** Rows waiting to be written. `payload` is gzipped JSON. */
export interface StoredChunk {
  position: number;
  payload: Uint8Array;
}

export async function storeChunk(db: Database, jobId: number, chunk: StoredChunk): Promise<void> {
  await db.importChunk.create({
    data: { jobId, position: chunk.position, payload: new Uint8Array(chunk.payload) },
  });
}

/** The chunk to write next; null when all are written. */
export function findNextChunk(db: Database, jobId: number): Promise<StoredChunk | null> {
  return db.importChunk.findFirst({
    where: { jobId },
    orderBy: { position: 'asc' },
    select: { position: true, payload: true },
  });
}

export async function deleteChunk(db: Database, jobId: number, position: number): Promise<void> {
  await db.importChunk.deleteMany({ where: { jobId, position } });
}

export async function deleteChunks(db: Database, jobId: number): Promise<void> {
  await db.importChunk.deleteMany({ where: { jobId } });
}

/** Deletes the chunks of the listener's jobs that ended or timed out. */
export async function deleteAbandonedChunks(db: Database, userId: number, now: Date): Promise<void> {
  await db.importChunk.deleteMany({
    where: { job: { userId, OR: [{ finishedAt: { not: null } }, { deadlineAt: { lte: now } }] } },
  });
}

/** A position after all chunks of the job. */
export async function nextPosition(db: Database, jobId: number): Promise<number> {
  const found = await db.importChunk.aggregate({ where: { jobId }, _max: { position: true } });
  return (found._max.position ?? 0) + 1;
}
