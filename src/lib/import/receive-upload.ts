import { createWriteStream } from 'node:fs';
import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { inTime } from '@/lib/promises';
import { HOUR, MINUTE } from '@/lib/shared/time';
import { UnreadableFile } from './unreadable-file';

/** The largest upload, bytes. Ten heavy years are 250 MB unzipped, and 25 MB as Spotify sends them. */
const MAX_UPLOAD_BYTES = 500_000_000;
/** An upload of which nothing arrives for this long has broken off. */
const SILENCE_MS = MINUTE;

const PREFIX = 'audiospective-upload-';

export interface ReceivedFile {
  path: string;
  /** For files that are only needed as long as the upload; removed with it. */
  folder: string;
  bytes: number;
}

interface Upload {
  body: ReadableStream<Uint8Array> | null;
  /** Ends the receiving at once, because the listener has left. */
  signal: AbortSignal;
  /** Called for every piece that arrives. */
  onProgress: () => Promise<void>;
}

/**
 * Streams an upload into a temporary file for `use`, and deletes the file afterwards. Throws UnreadableFile when the
 * upload is empty, breaks off, or is longer than `maxBytes`.
 */
export async function withReceivedFile<T>(
  upload: Upload,
  use: (file: ReceivedFile) => Promise<T>,
  maxBytes = MAX_UPLOAD_BYTES,
): Promise<T> {
  await removeAbandoned();
  const folder = await mkdtemp(join(tmpdir(), PREFIX));
  try {
    const path = join(folder, 'upload');
    const bytes = await receive(upload, path, maxBytes);
    if (bytes === 0) throw new UnreadableFile('The file is empty. Choose the file that Spotify sent.');
    return await use({ path, folder, bytes });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function receive(
  { body, signal, onProgress }: Upload,
  path: string,
  maxBytes: number,
): Promise<number> {
  let bytes = 0;
  async function* counted(): AsyncGenerator<Uint8Array> {
    for await (const piece of piecesOf(body, signal)) {
      bytes += piece.byteLength;
      if (bytes > maxBytes) throw new UnreadableFile(tooLong(maxBytes));
      await onProgress();
      yield piece;
    }
  }
  await pipeline(counted, createWriteStream(path, { mode: 0o600 }), { signal });
  return bytes;
}

const tooLong = (maxBytes: number): string =>
  `The file is longer than ${Math.round(maxBytes / 1_000_000)} MB. Choose the zip file as Spotify sent it, or one of its files at a time.`;

async function* piecesOf(
  body: ReadableStream<Uint8Array> | null,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array> {
  const reader = body?.getReader();
  // Without it, what has been aborted would still wait for the next piece.
  signal.addEventListener('abort', () => void reader?.cancel().catch(() => {}), { once: true });
  try {
    for (;;) {
      const piece = await nextPiece(reader);
      if (!piece) return;
      yield piece;
    }
  } finally {
    // The rest, if any, is not wanted; a body that broke off cannot be cancelled.
    await reader?.cancel().catch(() => {});
  }
}

async function nextPiece(
  reader: ReadableStreamDefaultReader<Uint8Array> | undefined,
): Promise<Uint8Array | undefined> {
  if (!reader) return undefined;
  try {
    const piece = await inTime(reader.read(), SILENCE_MS, () => {
      throw new Error('Nothing arrived');
    });
    return piece.value;
  } catch {
    throw new UnreadableFile('The upload was interrupted. Check your connection and choose the file again.');
  }
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
