import { mkdirSync, realpathSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The paths of an embedded database. */
export interface DataFolder {
  root: string;
  /** The engine's own files. */
  cluster: string;
  /** A complete restored cluster, until the present one is moved aside. */
  restored: string;
  backups: string;
  /** Marks that a cluster was created here, so that a missing one is never replaced by an empty one. */
  clusterNote: string;
  connectionFile: string;
  lockFile: string;
}

export const DEFAULT_DATA_FOLDER = '.data/database';

/** Creates the folder if it is missing, readable by its owner only, and returns its paths. */
export function openDataFolder(path: string): DataFolder {
  makeFolder(path);
  const root = realpathSync(path);
  return {
    root,
    cluster: join(root, 'cluster'),
    restored: join(root, 'cluster.restored'),
    backups: join(root, 'backups'),
    clusterNote: join(root, 'cluster.json'),
    connectionFile: join(root, 'connection.json'),
    lockFile: join(root, 'lock'),
  };
}

/** As scripts/launch/make-folder.mjs, which says why. */
function makeFolder(path: string): void {
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory()) return;
  if (dirname(path) !== path) makeFolder(dirname(path));
  mkdirSync(path, { mode: 0o700 });
}

/** A UTC time as part of a file name, e.g. `2026-11-22T13-26-53-120Z`. */
export const fileStamp = (time: Date) => time.toISOString().replaceAll(/[:.]/g, '-');
