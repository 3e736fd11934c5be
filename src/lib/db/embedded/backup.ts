import { existsSync } from 'node:fs';
import { mkdir, open, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import type { Clock } from '@/lib/clock';
import type { Logger } from '@/lib/logger';
import { DAY, MINUTE } from '@/lib/shared/time';
import { type DataFolder, fileStamp } from './data-folder';
import { flushToDisk, renameDurably } from './durable-files';
import type { ProtocolEngine } from './protocol-engine';

/** Daily backups are kept for a while; those made on demand are kept until someone removes them. */
export type BackupKind = 'daily' | 'manual';

const LOOK_EVERY_MS = 10 * MINUTE;
/** Spotify's terms: what somebody deletes must be gone within five days. */
const KEPT_DAILY = 4;

/**
 * Writes the whole database, as it stands between two transactions, into a file named after the UTC time
 * (`<kind>-<time>.tar.gz`, mode 0600), and returns its path. The file is complete and on disk before it gets its name.
 */
export async function takeBackup(
  engine: ProtocolEngine,
  folder: DataFolder,
  kind: BackupKind,
  now: Date,
): Promise<string> {
  const dump = await engine.turns.run(async () => {
    await engine.run('CHECKPOINT');
    return engine.pglite.dumpDataDir('none');
  });
  await mkdir(folder.backups, { recursive: true, mode: 0o700 });
  const path = join(folder.backups, `${kind}-${fileStamp(now)}.tar.gz`);
  const temporary = `${path}.tmp`;
  try {
    const file = await open(temporary, 'w', 0o600);
    await pipeline(pieces(dump), createGzip({ level: 4 }), file.createWriteStream());
    await flushToDisk(temporary);
    await renameDurably(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
  return path;
}

async function* pieces(blob: Blob): AsyncGenerator<Uint8Array> {
  const bytes = 1 << 20;
  for (let at = 0; at < blob.size; at += bytes) {
    yield new Uint8Array(await blob.slice(at, at + bytes).arrayBuffer());
  }
}

/** Names of the folder's daily backups, oldest first. */
async function dailyBackups(folder: DataFolder): Promise<string[]> {
  if (!existsSync(folder.backups)) return [];
  const names = await readdir(folder.backups);
  return names.filter((name) => /^daily-.*\.tar\.gz$/.test(name)).sort();
}

/**
 * Writes the daily backup if the last one is a day old, and removes all but the newest four. Those of a clock that was ahead
 * count as the oldest: else there would be no other until their time has come. The database is vacuumed before: the engine
 * has no autovacuum, so what was deleted or rewritten would stay in its files and in each backup.
 */
export async function backUpIfDue(
  engine: ProtocolEngine,
  folder: DataFolder,
  now: Date,
): Promise<string | null> {
  const nameAt = (time: Date) => `daily-${fileStamp(time)}.tar.gz`;
  const isAhead = (name: string) => name > nameAt(now);
  const last = (await dailyBackups(folder)).findLast((name) => !isAhead(name));
  if (last && last > nameAt(new Date(now.getTime() - DAY))) return null;
  await engine.turns.run(() => engine.run('VACUUM (ANALYZE)'));
  const path = await takeBackup(engine, folder, 'daily', now);
  const names = await dailyBackups(folder);
  const superfluous = names.toSorted((a, b) => Number(isAhead(b)) - Number(isAhead(a))).slice(0, -KEPT_DAILY);
  for (const name of superfluous) await rm(join(folder.backups, name), { force: true });
  return path;
}

/** Checks periodically whether a daily backup is due, for the first time after ten minutes. */
export function scheduleBackups(
  engine: ProtocolEngine,
  folder: DataFolder,
  clock: Clock,
  logger: Pick<Logger, 'info' | 'error'>,
): { stop(): Promise<void> } {
  let running: Promise<void> = Promise.resolve();
  const timer = setInterval(() => {
    running = backUpIfDue(engine, folder, clock.now()).then(
      (path) => {
        if (path) logger.info({ path }, 'backup written');
      },
      (err: unknown) => logger.error({ err }, 'The daily backup failed and will be tried again'),
    );
  }, LOOK_EVERY_MS);
  timer.unref();
  return {
    stop: async () => {
      clearInterval(timer);
      await running;
    },
  };
}
