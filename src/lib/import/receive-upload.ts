import { createWriteStream } from 'node:fs';
import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream as WebStream } from 'node:stream/web';
import { HOUR } from '@/lib/shared/time';
import { UnreadableFile } from './unreadable-file';

/** The largest upload, bytes. Ten heavy years are 250 MB unzipped, and 25 MB as Spotify sends them. */
const MAX_UPLOAD_BYTES = 500_000_000;

const PREFIX = 'audiospective-upload-';

export interface ReceivedFile {
  path: string;
  bytes: number;
}

/**
 * Streams an upload into a temporary file for `use`, and deletes the file afterwards. Throws UnreadableFile when the
 * upload is empty or longer than `maxBytes`.
 */
export async function withReceivedFile<T>(
  body: ReadableStream<Uint8Array> | null,
  use: (file: ReceivedFile) => Promise<T>,
  maxBytes = MAX_UPLOAD_BYTES,
): Promise<T> {
  await removeAbandoned();
  const folder = await mkdtemp(join(tmpdir(), PREFIX));
  try {
    const path = join(folder, 'upload');
    const bytes = body ? await receive(body, path, maxBytes) : 0;
    if (bytes === 0) throw new UnreadableFile('The file is empty. Choose the file that Spotify sent.');
    return await use({ path, bytes });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function receive(body: ReadableStream<Uint8Array>, path: string, maxBytes: number): Promise<number> {
  let bytes = 0;
  const count = new Transform({
    transform(chunk: Uint8Array, _encoding, done) {
      bytes += chunk.byteLength;
      const tooLong = new UnreadableFile(
        `The file is longer than ${Math.round(maxBytes / 1_000_000)} MB. Choose the zip file as Spotify sent it, or one of its files at a time.`,
      );
      done(bytes > maxBytes ? tooLong : null, chunk);
    },
  });
  await pipeline(
    Readable.fromWeb(body as WebStream<Uint8Array>),
    count,
    createWriteStream(path, { mode: 0o600 }),
  );
  return bytes;
}

/** Removes what a process left that was killed during an upload. */
async function removeAbandoned(): Promise<void> {
  const names = (await readdir(tmpdir())).filter((name) => name.startsWith(PREFIX));
  for (const name of names) {
    const path = join(tmpdir(), name);
    const age = await stat(path).then(
      ({ mtimeMs }) => Date.now() - mtimeMs,
      () => 0,
    );
    if (age > 6 * HOUR) await rm(path, { recursive: true, force: true });
  }
}
