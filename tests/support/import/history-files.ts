import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { afterAll, beforeAll } from 'vitest';
import { ZipFile } from 'yazl';
import type { Chunk } from '@/lib/import/chunk';
import type { ImportedRow } from '@/lib/import/imported-row';
import { type HistoryReading, readHistory } from '@/lib/import/read-history';
import { READ_LIMITS, type ReadLimits } from '@/lib/import/read-limits';
import { withUploadedFiles } from '@/lib/import/uploaded-files';

/** What reading finds, with the rows in the order in which they are staged. */
interface Found extends HistoryReading {
  staged: ImportedRow[];
  /** What is staged with them of our own export's lists. */
  music: Pick<Chunk, 'tracks' | 'albums' | 'artists'>;
  /** How many rows are in which chunk. */
  sizes: number[];
}

type Read = (content: string | Buffer, name?: string, limits?: Partial<ReadLimits>) => Promise<Found>;

/** Reads files as an upload does, without a server around; call it at the top of a test file. */
export function useHistoryFiles(now = new Date('2026-11-28')): { read: Read } {
  let folder = '';
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'audiospective-test-'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));
  const read: Read = async (content, name = 'x.json', given = {}) => {
    const own = await mkdtemp(join(folder, 'upload-'));
    const path = join(own, 'upload');
    await writeFile(path, content);
    const limits = { ...READ_LIMITS, ...given };
    const options = { privateSessions: false, now, limits, folder: own, onProgress: () => {} };
    const staged: ImportedRow[] = [];
    const music: Found['music'] = { tracks: [], albums: [], artists: [] };
    const sizes: number[] = [];
    return withUploadedFiles(path, name, limits, async (files, skippedFiles) => {
      const chunks = readHistory(files, skippedFiles, options);
      for (;;) {
        const { done, value } = await chunks.next();
        if (done) return { ...value, staged, music, sizes };
        staged.push(...value.rows);
        music.tracks.push(...value.tracks);
        music.albums.push(...value.albums);
        music.artists.push(...value.artists);
        sizes.push(value.rows.length);
      }
    });
  };
  return { read };
}

/** A zip of files by their names. */
export async function zipOf(files: Record<string, string | Buffer>): Promise<Buffer> {
  const zip = new ZipFile();
  for (const [name, content] of Object.entries(files)) zip.addBuffer(Buffer.from(content), name);
  zip.end();
  return buffer(zip.outputStream);
}
