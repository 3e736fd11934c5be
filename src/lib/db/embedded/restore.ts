import { existsSync } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { err, ok, type Result } from '@/lib/shared/result';
import { noteCluster, openFiles } from './cluster';
import { type DataFolder, fileStamp } from './data-folder';
import { everythingIn, flushAll, renameDurably } from './durable-files';
import { takeFolderLock } from './folder-lock';

/** The PostgreSQL release whose files the engine reads. */
const ENGINE_VERSION = '18';
const BLOCK = 512;

export type Restored = { movedAside: string | null };

/**
 * Replaces the present database with that of a backup file; the present one is moved aside, never deleted. Refuses,
 * without changing anything, while a database runs on the folder, and for a file that is not a complete backup.
 */
export async function restoreBackup(
  folder: DataFolder,
  file: string,
  now: Date,
): Promise<Result<Restored, string>> {
  const lock = await takeFolderLock(folder);
  if (!lock) return err(`The database in ${folder.root} is running. Stop it first, then restore.`);
  try {
    const tarball = await readBackup(file);
    if (!tarball.ok) return tarball;
    const fresh = await unpack(folder, tarball.value, now);
    return fresh.ok ? ok(await exchange(folder, fresh.value, now)) : fresh;
  } finally {
    await lock.release();
  }
}

async function readBackup(file: string): Promise<Result<Buffer, string>> {
  if (!existsSync(file)) return err(`There is no file ${file}.`);
  let tarball: Buffer;
  try {
    tarball = await promisify(gunzip)(await readFile(file));
  } catch (error) {
    return err(`${file} is damaged or not a backup (${String(error)}). Nothing was changed.`);
  }
  const entries = tarEntries(tarball);
  const version = entries.get('PG_VERSION')?.toString().trim();
  if (!version || !entries.has('global/pg_control')) {
    return err(`${file} is not a backup of this database. Nothing was changed.`);
  }
  if (version !== ENGINE_VERSION) {
    return err(`${file} was made by PostgreSQL ${version}, this is ${ENGINE_VERSION}. Nothing was changed.`);
  }
  return ok(tarball);
}

/** The entries of a tarball; empty if it isn't one. */
function tarEntries(tarball: Buffer): Map<string, Buffer> {
  const entries = new Map<string, Buffer>();
  for (let at = 0; at + BLOCK <= tarball.length; ) {
    const name = cString(tarball.subarray(at, at + 100)).replace(/^\/+/, '');
    const size = Number.parseInt(cString(tarball.subarray(at + 124, at + 136)).trim() || '0', 8);
    if (name === '' || Number.isNaN(size)) break;
    entries.set(name, tarball.subarray(at + BLOCK, at + BLOCK + size));
    at += BLOCK + Math.ceil(size / BLOCK) * BLOCK;
  }
  return entries;
}

const cString = (bytes: Buffer) => bytes.toString('latin1').replace(/\0.*$/s, '');

/** Unpacks into a folder of its own and starts the engine on it, which shows that it can be used. */
async function unpack(folder: DataFolder, tarball: Buffer, now: Date): Promise<Result<string, string>> {
  const path = `${folder.cluster}.restoring-${fileStamp(now)}`;
  try {
    const { pglite } = await openFiles(path, new Blob([new Uint8Array(tarball)]));
    await pglite.query('SELECT count(*) FROM pg_class');
    await pglite.close();
    await flushAll(await everythingIn(path));
    return ok(path);
  } catch (error) {
    await rm(path, { recursive: true, force: true });
    return err(`The backup can't be opened as a database (${String(error)}). Nothing was changed.`);
  }
}

/** Three renames; after each, the next start can recover. */
async function exchange(folder: DataFolder, fresh: string, now: Date): Promise<Restored> {
  const stamp = fileStamp(now);
  if (existsSync(folder.restored)) await renameDurably(folder.restored, `${folder.restored}.unused-${stamp}`);
  await renameDurably(fresh, folder.restored);
  const movedAside = existsSync(folder.cluster) ? `${folder.cluster}.before-restore-${stamp}` : null;
  if (movedAside) await renameDurably(folder.cluster, movedAside);
  await renameDurably(folder.restored, folder.cluster);
  await noteCluster(folder, now);
  return { movedAside };
}
