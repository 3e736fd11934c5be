import { existsSync } from 'node:fs';
import { PGlite } from '@electric-sql/pglite';
import { pg_trgm } from '@electric-sql/pglite/contrib/pg_trgm';
import { type DataFolder, fileStamp } from './data-folder';
import { everythingIn, flushAll, renameDurably, writeDurably } from './durable-files';
import { TrackedFiles } from './tracked-files';

const extensions = { pg_trgm };

/** The folder is in a state that needs a person's decision. The message says what to do. */
class UnusableFolder extends Error {}

/** A database in memory, which ends with the process. `dump`: a tarball to start from. */
export function openInMemory(dump?: Blob): Promise<PGlite> {
  return PGlite.create({ extensions, ...(dump && { loadDataDir: dump }) });
}

/** Opens files that no other process may open. The caller holds the folder's lock. */
export async function openFiles(path: string, dump?: Blob): Promise<{ pglite: PGlite; files: TrackedFiles }> {
  const files = new TrackedFiles(path);
  const pglite = await PGlite.create({ fs: files, extensions, ...(dump && { loadDataDir: dump }) });
  return { pglite, files };
}

/**
 * Opens the folder's cluster; creates it at the first start. The caller holds the folder's lock. Throws `UnusableFolder`
 * rather than start an empty archive where an existing one is missing.
 */
export async function openCluster(folder: DataFolder, now: Date) {
  if (existsSync(folder.restored) && !existsSync(folder.cluster)) {
    await renameDurably(folder.restored, folder.cluster);
    await noteCluster(folder, now);
  }
  const noted = existsSync(folder.clusterNote);
  const present = existsSync(folder.cluster);
  if (noted && !present) {
    throw new UnusableFolder(
      `${folder.cluster} is missing although a database was made here. Put it back, or restore a backup from ` +
        `${folder.backups}. To begin an empty database instead, remove ${folder.clusterNote}.`,
    );
  }
  // An interrupted first start: the folder has no data yet, but it is never deleted automatically.
  if (present && !noted)
    await renameDurably(folder.cluster, `${folder.cluster}.incomplete-${fileStamp(now)}`);
  const opened = await openNamed(folder);
  if (!noted) {
    await flushAll(await everythingIn(folder.cluster));
    await noteCluster(folder, now);
  }
  return opened;
}

async function openNamed(folder: DataFolder) {
  try {
    return await openFiles(folder.cluster);
  } catch (cause) {
    throw new UnusableFolder(whyUnusable(folder, cause), { cause });
  }
}

/** `ErrnoError` of the engine's files, which is no Error, when the disk is full. The number is that of WASI. */
const NO_SPACE = 51;

/** Why the cluster can't be opened, and what to do. */
export function whyUnusable({ cluster, backups }: DataFolder, cause: unknown): string {
  const name = `The database in ${cluster} can't be opened`;
  if (typeof cause === 'object' && cause !== null && 'errno' in cause && cause.errno === NO_SPACE) {
    return `${name}: the disk is full. Make room.`;
  }
  const reason = cause instanceof Error ? cause.message : JSON.stringify(cause);
  return `${name}: ${reason}. Nothing was changed. Restore a backup from ${backups}.`;
}

/** Records that the folder holds a complete cluster. */
export async function noteCluster(folder: DataFolder, now: Date): Promise<void> {
  await writeDurably(folder.clusterNote, `${JSON.stringify({ completedAt: now.toISOString() })}\n`);
}
