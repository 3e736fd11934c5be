import { spawnSync } from 'node:child_process';
import { closeSync, constants, openSync, statSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import type { DataFolder } from './data-folder';

/** The right to open a folder's cluster. The operating system releases it however the process ends. */
export interface FolderLock {
  release(): Promise<void>;
}

/**
 * Locks the folder for this process; null if another process holds it. The lock can't become stale: the kernel holds
 * each part for as long as this process lives, so kill -9 releases it at once, and of two concurrent callers the kernel
 * lets one through.
 */
export async function takeFolderLock(folder: DataFolder): Promise<FolderLock | null> {
  const parts: FolderLock[] = [];
  const release = async () => {
    for (const part of parts.splice(0).reverse()) await part.release();
  };
  for (const take of [takeName, takeFile]) {
    const part = await take(folder);
    if (part === 'held') {
      await release();
      return null;
    }
    if (part !== 'unavailable') parts.push(part);
  }
  if (parts.length === 0) {
    throw new Error(
      `This system offers no lock for ${folder.root}. Use a PostgreSQL server and set DATABASE_URL instead.`,
    );
  }
  return { release };
}

type Part = FolderLock | 'held' | 'unavailable';

/** A name that only one process can listen on: Linux's abstract sockets, Windows' named pipes. */
async function takeName(folder: DataFolder): Promise<Part> {
  const { dev, ino } = statSync(folder.root, { bigint: true });
  const name = `audiospective-database-${dev}-${ino}`;
  if (process.platform === 'linux') return listenOn(`\0${name}`);
  if (process.platform === 'win32') return listenOn(`\\\\.\\pipe\\${name}`);
  return 'unavailable';
}

function listenOn(path: string): Promise<Part> {
  const server: Server = createServer((socket) => socket.destroy());
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE') resolve('held');
      else reject(error);
    });
    server.listen(path, () => {
      server.unref();
      resolve({ release: () => new Promise((done) => server.close(() => done())) });
    });
  });
}

/**
 * A lock on an open file, which also works across containers that share the folder but no sockets. Node has no API for
 * it: BSD and macOS lock while opening; on Linux the `flock` command locks a file that this process opened, and the
 * lock stays with the open file.
 */
async function takeFile(folder: DataFolder): Promise<Part> {
  const flags = constants.O_RDWR | constants.O_CREAT;
  if (process.platform === 'linux') {
    const file = openSync(folder.lockFile, flags, 0o600);
    const { status } = spawnSync('flock', ['-n', '3'], { stdio: ['ignore', 'ignore', 'ignore', file] });
    if (status === 0) return { release: async () => closeSync(file) };
    closeSync(file);
    return status === 1 ? 'held' : 'unavailable';
  }
  if (process.platform === 'win32') return 'unavailable';
  const O_EXLOCK = 0x20;
  try {
    const file = openSync(folder.lockFile, flags | O_EXLOCK | constants.O_NONBLOCK, 0o600);
    return { release: async () => closeSync(file) };
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EAGAIN') return 'held';
    throw error;
  }
}
