import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { type Entry, openPromise, type ZipFile } from 'yauzl';
import { UnreadableFile } from './unreadable-file';

/** A file to read: the upload itself, or one inside it. */
export interface UploadedFile {
  /** The last part of its path; nothing is ever written under it. */
  name: string;
  open(): Promise<Readable>;
}

/** The limits beyond which a zip counts as a bomb. Ten heavy years are 25 files and 250 MB. */
export interface ZipLimits {
  entries: number;
  /** Unzipped bytes of all JSON files, together and each. */
  totalBytes: number;
  entryBytes: number;
  /** Unzipped ÷ zipped; real histories compress 10 to 40 times. */
  ratio: number;
}

export const ZIP_LIMITS: ZipLimits = {
  entries: 2_000,
  totalBytes: 2_000_000_000,
  entryBytes: 1_000_000_000,
  ratio: 300,
};

const BROKEN =
  'The zip file cannot be opened: it is damaged or was not downloaded completely. Download it from Spotify again and ' +
  'choose it as it came, without unpacking it.';
const TOO_MUCH =
  'The zip file unpacks to far more than a listening history. Choose the file that Spotify sent, as it came.';

/**
 * The JSON files of an upload: all those in a zip, else the upload itself. They can be read until `use` ends. Throws
 * UnreadableFile for a zip that is broken, encrypted or a bomb.
 */
export async function withUploadedFiles<T>(
  path: string,
  name: string,
  use: (files: UploadedFile[]) => Promise<T>,
  limits: ZipLimits = ZIP_LIMITS,
): Promise<T> {
  if (!(await isZip(path))) return use([{ name, open: async () => createReadStream(path) }]);
  const zip = await openPromise(path, { autoClose: false, lazyEntries: true }).catch(() => {
    throw new UnreadableFile(BROKEN);
  });
  try {
    const entries = await entriesOf(zip, limits);
    return await use(
      entries.map((entry) => ({ name: baseName(entry.fileName), open: () => read(zip, entry) })),
    );
  } finally {
    zip.close();
  }
}

async function isZip(path: string): Promise<boolean> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(4), 0, 4, 0);
    return bytesRead >= 2 && buffer.toString('latin1', 0, 2) === 'PK';
  } finally {
    await file.close();
  }
}

async function entriesOf(zip: ZipFile, limits: ZipLimits): Promise<Entry[]> {
  if (zip.entryCount > limits.entries) throw new UnreadableFile(TOO_MUCH);
  const entries: Entry[] = [];
  let total = 0;
  try {
    for await (const entry of zip.eachEntry()) {
      if (!/\.json$/i.test(entry.fileName) || baseName(entry.fileName).startsWith('._')) continue;
      if (entry.isEncrypted())
        throw new UnreadableFile('The zip file is locked with a password. Unlock it first.');
      total += entry.uncompressedSize;
      const isBomb = entry.uncompressedSize > limits.ratio * Math.max(entry.compressedSize, 10_000);
      if (isBomb || entry.uncompressedSize > limits.entryBytes || total > limits.totalBytes)
        throw new UnreadableFile(TOO_MUCH);
      entries.push(entry);
    }
  } catch (error) {
    throw error instanceof UnreadableFile ? error : new UnreadableFile(BROKEN);
  }
  return entries;
}

async function read(zip: ZipFile, entry: Entry): Promise<Readable> {
  return zip.openReadStreamPromise(entry).catch(() => {
    throw new UnreadableFile(BROKEN);
  });
}

const baseName = (path: string): string => path.split(/[\\/]/).at(-1) ?? path;
