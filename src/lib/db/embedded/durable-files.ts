import { open, readdir, rename } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** Flushes a file or a folder's entries to disk; does nothing for one that was deleted. */
export async function flushToDisk(path: string): Promise<void> {
  try {
    const handle = await open(path, 'r');
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
  } catch (error) {
    if (!isGone(error) && !isUnflushableFolder(error)) throw error;
  }
}

/** Writes a file atomically: after a crash it has either the old or the new content. Mode 0600. */
export async function writeDurably(path: string, content: string): Promise<void> {
  const temporary = `${path}.${process.pid}.tmp`;
  const handle = await open(temporary, 'w', 0o600);
  try {
    await handle.writeFile(content);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await renameDurably(temporary, path);
}

export async function renameDurably(from: string, to: string): Promise<void> {
  await rename(from, to);
  await flushToDisk(dirname(to));
}

/** Every file and folder at or below a path. */
export async function everythingIn(path: string): Promise<string[]> {
  const entries = await readdir(path, { recursive: true });
  return [path, ...entries.map((entry) => join(path, entry))];
}

/** Flushes many paths, a few at a time. */
export async function flushAll(paths: Iterable<string>): Promise<void> {
  const line = [...paths].values();
  const worker = async () => {
    for (const path of line) await flushToDisk(path);
  };
  await Promise.all([worker(), worker(), worker()]);
}

const codeOf = (error: unknown) => (error instanceof Error && 'code' in error ? error.code : undefined);
const isGone = (error: unknown) => codeOf(error) === 'ENOENT';
/** Windows can't open folders; its file systems flush entries with the files. */
const isUnflushableFolder = (error: unknown) => {
  const code = codeOf(error);
  return process.platform === 'win32' && (code === 'EISDIR' || code === 'EPERM');
};
