import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { rm, statfs, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Finding, fine, problem, warning } from './finding';

const MB = 1_000_000;
/** Below this the next backup or import may not fit. */
const SCARCE_BYTES = 1_000 * MB;
const FULL_BYTES = 200 * MB;

interface CheckedFolder {
  path: string;
  /** e.g. "The data folder". */
  what: string;
}

export interface DiskDeps {
  /** Where this installation writes. */
  folders: readonly CheckedFolder[];
  /** Free bytes below which a folder counts as full; 200 MB unless given. */
  fullBytes?: number;
}

/** Whether each folder can be written, and has room. */
export async function checkDisk({ folders, fullBytes = FULL_BYTES }: DiskDeps): Promise<Finding[]> {
  return Promise.all(folders.map((folder) => checkFolder(folder, fullBytes)));
}

async function checkFolder({ path, what }: CheckedFolder, fullBytes: number): Promise<Finding> {
  const name = `${what} (${path})`;
  // That there is no folder at all is found by writing.
  const free = existsSync(path) ? await freeBytes(path) : fullBytes;
  const message = `${name} has ${Math.floor(free / MB)} MB free.`;
  if (free < fullBytes) return problem(message, 'Make room, or move it to a larger disk.');
  const fault = await writeFault(path);
  if (fault !== null) {
    const remedy = `Make it a folder that the user of the server owns: chown -R USER ${path}. A volume must not be mounted read-only.`;
    return problem(`${name} cannot be written: ${fault}.`, remedy);
  }
  if (free < SCARCE_BYTES) return warning(message, 'Make room soon: backups and imports need it.');
  return fine(`${what} can be written and has ${Math.floor(free / MB)} MB free.`);
}

async function freeBytes(path: string): Promise<number> {
  const { bavail, bsize } = await statfs(path);
  return bavail * bsize;
}

async function writeFault(path: string): Promise<string | null> {
  const file = join(path, `.doctor-${randomUUID()}`);
  try {
    await writeFile(file, 'x');
    await rm(file);
    return null;
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    return error.message;
  }
}
