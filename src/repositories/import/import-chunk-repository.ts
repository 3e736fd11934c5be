import type { Database } from '@/lib/db/client';

/** Rows waiting to be written. `payload` is gzipped JSON. */
export interface StoredChunk {
  /** Chunks are written in this order; no position of a job is used twice. */
  position: number;
  payload: Uint8Array;
}

/** False when the job is gone: its account was deleted, or another upload took its place. */
export async function storeChunk(db: Database, jobId: number, chunk: StoredChunk): Promise<boolean> {
  const stored = await db.$executeRaw`
    INSERT INTO import_chunks (job_id, position, payload)
    SELECT id, ${chunk.position}::int, ${new Uint8Array(chunk.payload)}::bytea
    FROM import_jobs WHERE id = ${jobId} FOR KEY SHARE`;
  return stored > 0;
}

/** The chunk to write next; null when all are written. */
export function findNextChunk(db: Database, jobId: number): Promise<StoredChunk | null> {
  return db.importChunk.findFirst({
    where: { jobId },
    orderBy: { position: 'asc' },
    select: { position: true, payload: true },
  });
}

/** The position of the chunk to write next; null when all are written. */
export async function findNextPosition(db: Database, jobId: number): Promise<number | null> {
  const found = await db.importChunk.aggregate({ where: { jobId }, _min: { position: true } });
  return found._min.position;
}

/** Puts parts of a chunk in its place: behind all others, so that no position is used twice. */
export async function replaceChunk(
  db: Database,
  jobId: number,
  position: number,
  parts: readonly Uint8Array[],
): Promise<void> {
  const found = await db.importChunk.aggregate({ where: { jobId }, _max: { position: true } });
  const last = found._max.position ?? position;
  await deleteChunk(db, jobId, position);
  for (const [index, payload] of parts.entries()) {
    await storeChunk(db, jobId, { position: last + 1 + index, payload });
  }
}

/** Removes a chunk that was written; does nothing when it is gone. */
export async function deleteChunk(db: Database, jobId: number, position: number): Promise<void> {
  await db.importChunk.deleteMany({ where: { jobId, position } });
}

/** Removes what is left of a job's chunks. */
export async function deleteChunks(db: Database, jobId: number): Promise<void> {
  await db.importChunk.deleteMany({ where: { jobId } });
}
