import { existsSync, mkdirSync, realpathSync } from 'node:fs';
import { join } from 'node:path';

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

/** Makes the folder, readable by its owner only, in one that is there already; returns its paths. */
export function openDataFolder(path: string): DataFolder {
  if (!existsSync(path)) mkdirSync(path, { mode: 0o700 });
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

/** A UTC time as part of a file name, e.g. `2026-11-22T13-26-53-120Z`. */
export const fileStamp = (time: Date) => time.toISOString().replaceAll(/[:.]/g, '-');
