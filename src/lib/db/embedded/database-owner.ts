import type { Clock } from '@/lib/clock';
import type { Logger } from '@/lib/logger';
import { MINUTE } from '@/lib/shared/time';
import { scheduleBackups, takeBackup } from './backup';
import { openCluster } from './cluster';
import {
  type ConnectionRecord,
  connectionUrl,
  nextConnectionRecord,
  readConnectionRecord,
  writeConnectionRecord,
} from './connection-file';
import type { DataFolder } from './data-folder';
import { DiskFlusher } from './disk-flusher';
import { everythingIn, flushAll } from './durable-files';
import { type FolderLock, takeFolderLock } from './folder-lock';
import { findRunningDatabase, INSTANCE_PARAMETER } from './running-database';
import { startWireServer, type WireServer } from './wire-server';

/** The statement with which a client requests a backup; the answer is the file's path. */
export const BACKUP_COMMAND = 'BACKUP';

const GRACE_MS = 5_000;

export interface OwnerOptions {
  clock: Clock;
  logger: Pick<Logger, 'info' | 'error'>;
  /** TCP port on 127.0.0.1. Default: that of the last start, or any free one. */
  port?: number;
  /** The engine broke or the disk refused. The process should end; the next start recovers. */
  onFailure: (error: unknown) => void;
}

export interface OwnedDatabase {
  url: string;
  /** Waits for open transactions (5 s at most), flushes everything to disk and releases the folder. */
  stop(): Promise<void>;
}

/**
 * Becomes the owner of a folder's database and serves it, or finds the process that owns it. Waits for an owner that is
 * still starting, and takes over if it ends meanwhile. Rejects after a minute without an answer.
 */
export async function ownOrFind(
  folder: DataFolder,
  options: OwnerOptions,
): Promise<{ owned: OwnedDatabase } | { foundUrl: string }> {
  const deadline = options.clock.now().getTime() + MINUTE;
  for (;;) {
    const lock = await takeFolderLock(folder);
    if (lock) return { owned: await serve(folder, lock, options) };
    const foundUrl = await findRunningDatabase(folder);
    if (foundUrl) return { foundUrl };
    if (options.clock.now().getTime() > deadline) {
      throw new Error(
        `Another process holds ${folder.root} but its database does not answer. End that process and try again.`,
      );
    }
    await options.clock.sleep(50);
  }
}

async function serve(folder: DataFolder, lock: FolderLock, options: OwnerOptions): Promise<OwnedDatabase> {
  const undo: Array<() => Promise<void>> = [() => lock.release()];
  try {
    const before = await readConnectionRecord(folder);
    const record = nextConnectionRecord(before);
    await writeConnectionRecord(folder, record);
    let port = record.port;
    const { pglite, files } = await openCluster(folder, options.clock.now());
    const flusher = new DiskFlusher(files, options.onFailure);
    undo.unshift(
      () => pglite.close(),
      () => flusher.stop(),
      () => writeConnectionRecord(folder, { ...record, port, state: 'stopped' }),
    );
    // The last owner was killed: its last writes may be in the operating system's cache only.
    if (before && before.state !== 'stopped') await flushAll(await everythingIn(folder.cluster));
    const server = await listen(folder, pglite, record, options);
    port = server.port;
    const backups = scheduleBackups(server.engine, folder, options.clock, options.logger);
    undo.unshift(
      () => server.close(GRACE_MS),
      () => backups.stop(),
    );
    const ready: ConnectionRecord = { ...record, port, state: 'ready' };
    await writeConnectionRecord(folder, ready);
    return { url: connectionUrl(ready), stop: once(() => inOrder(undo)) };
  } catch (error) {
    await inOrder(undo);
    throw error;
  }
}

async function inOrder(steps: Array<() => Promise<void>>): Promise<void> {
  for (const step of steps) await step();
}

async function listen(
  folder: DataFolder,
  pglite: Parameters<typeof startWireServer>[0],
  record: ConnectionRecord,
  options: OwnerOptions,
): Promise<WireServer> {
  const backUp = (): Promise<string> => takeBackup(server.engine, folder, 'manual', options.clock.now());
  const start = (port: number) =>
    startWireServer(pglite, {
      port,
      password: record.password,
      parameters: { [INSTANCE_PARAMETER]: record.instance },
      commands: new Map([[BACKUP_COMMAND, backUp]]),
      onEngineFailure: options.onFailure,
    });
  const server = await start(options.port ?? record.port).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EADDRINUSE') throw error;
    if (options.port === undefined) return start(0);
    throw new Error(`Port ${options.port} is taken. Choose another with --port, or leave it out.`);
  });
  return server;
}

function once(action: () => Promise<void>): () => Promise<void> {
  let done: Promise<void> | undefined;
  return () => {
    done ??= action();
    return done;
  };
}
