import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { crc32 } from 'node:zlib';
import { type Entry, getFileNameLowLevel, openPromise, type ZipFile } from 'yauzl';
import type { SkippedFile } from '@/lib/shared/import/import-job';
import type { ReadLimits } from './read-limits';
import { UnreadableFile } from './unreadable-file';

/** A file to read: the upload itself, or one inside it. */
export interface UploadedFile {
  /** The last part of its path, for messages; nothing is ever written under it. */
  name: string;
  /** Its bytes. Throws UnreadableFile where a zip is damaged. */
  read(): AsyncGenerator<Buffer>;
}

const BROKEN =
  'The zip file cannot be opened: it is damaged or was not downloaded completely. Download it from Spotify again and ' +
  'choose it as it came, without unpacking it.';
const TOO_MUCH =
  'The zip file unpacks to far more than a listening history. Choose the file that Spotify sent, as it came.';
const TOO_MANY =
  'The zip file holds far more files than a listening history. Choose the file that Spotify sent, as it came, or one of ' +
  'its Streaming_History_Audio files.';

/**
 * The files of an upload: those in a zip, whatever their names, else the upload itself; and those in a zip that cannot be
 * read. Files can be read until `use` ends. Throws UnreadableFile for a zip that is broken or a bomb.
 */
export async function withUploadedFiles<T>(
  path: string,
  name: string,
  limits: ReadLimits,
  use: (files: UploadedFile[], skippedFiles: SkippedFile[]) => Promise<T>,
): Promise<T> {
  if (!(await isZip(path))) return use([{ name, read: () => bytesOf(path) }], []);
  // Names are only shown, so that one with `..` or a backslash in it does no harm.
  const options = { autoClose: false, lazyEntries: true, decodeStrings: false } as const;
  const zip = await openPromise(path, options).catch(() => {
    throw new UnreadableFile(BROKEN);
  });
  try {
    const { entries, skippedFiles } = await entriesOf(zip, limits);
    const files = entries.map((entry) => ({ name: nameOf(entry), read: () => unzipped(zip, entry) }));
    return await use(files, skippedFiles);
  } finally {
    zip.close();
  }
}

async function* bytesOf(path: string): AsyncGenerator<Buffer> {
  yield* createReadStream(path);
}

async function isZip(path: string): Promise<boolean> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(4), 0, 4, 0);
    return startsAsZip(buffer.subarray(0, bytesRead));
  } finally {
    await file.close();
  }
}

/** The signatures of a file in a zip, and of the directory that an empty zip has at once. */
const SIGNATURES = ['PK\u0003\u0004', 'PK\u0005\u0006'];

export const startsAsZip = (bytes: Buffer): boolean => SIGNATURES.includes(bytes.toString('latin1', 0, 4));

async function entriesOf(
  zip: ZipFile,
  limits: ReadLimits,
): Promise<{ entries: Entry[]; skippedFiles: SkippedFile[] }> {
  if (zip.entryCount > limits.entries) throw new UnreadableFile(TOO_MANY);
  const entries: Entry[] = [];
  const skippedFiles: SkippedFile[] = [];
  let total = 0;
  try {
    for await (const entry of zip.eachEntry()) {
      // A folder holds nothing by itself.
      if (/[\\/]$/.test(pathOf(entry))) continue;
      const reason = unreadable(entry);
      if (reason) {
        skippedFiles.push({ name: nameOf(entry), reason });
        continue;
      }
      total += entry.uncompressedSize;
      if (isBomb(entry, limits) || total > limits.totalBytes) throw new UnreadableFile(TOO_MUCH);
      entries.push(entry);
    }
  } catch (error) {
    throw error instanceof UnreadableFile ? error : new UnreadableFile(BROKEN);
  }
  return { entries, skippedFiles };
}

function unreadable(entry: Entry): SkippedFile['reason'] | null {
  if (entry.isEncrypted()) return 'encrypted';
  const isKnown = entry.compressionMethod === 0 || entry.compressionMethod === 8;
  return isKnown ? null : 'unknownCompression';
}

function isBomb({ uncompressedSize, compressedSize }: Entry, limits: ReadLimits): boolean {
  if (uncompressedSize > limits.entryBytes) return true;
  return uncompressedSize > limits.ratioFromBytes && uncompressedSize > limits.ratio * compressedSize;
}

/** An entry may be no longer than it says, and must have the checksum that it says. */
async function* unzipped(zip: ZipFile, entry: Entry): AsyncGenerator<Buffer> {
  let checksum = 0;
  try {
    for await (const bytes of await zip.openReadStreamPromise(entry)) {
      checksum = crc32(bytes, checksum);
      yield bytes;
    }
  } catch (error) {
    throw error instanceof UnreadableFile ? error : new UnreadableFile(damaged(entry));
  }
  if (checksum !== entry.crc32) throw new UnreadableFile(damaged(entry));
}

const damaged = (entry: Entry): string =>
  `${nameOf(entry)} cannot be unpacked: the zip file is damaged. Download it again and choose it as it came.`;

const pathOf = (entry: Entry): string =>
  getFileNameLowLevel(entry.generalPurposeBitFlag, entry.fileNameRaw, entry.extraFields, false);

const nameOf = (entry: Entry): string =>
  toShortName(pathOf(entry).split(/[\\/]/).at(-1) || 'a file without a name');

const toShortName = (name: string): string =>
  name.replaceAll('\u0000', '').toWellFormed().slice(0, 120).toWellFormed();
