import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemClock } from '@/lib/clock';
import { backUpIfDue, takeBackup } from '@/lib/db/embedded/backup';
import { openInMemory } from '@/lib/db/embedded/cluster';
import { type DataFolder, fileStamp, openDataFolder } from '@/lib/db/embedded/data-folder';
import { BACKUP_COMMAND, type OwnedDatabase, ownOrFind } from '@/lib/db/embedded/database-owner';
import { ProtocolEngine } from '@/lib/db/embedded/protocol-engine';
import { restoreBackup } from '@/lib/db/embedded/restore';
import { createLogger } from '@/lib/logger';
import { useDataFolders } from '../../support/database/database-process';
import { embeddedDump, withDatabase } from '../../support/database/embedded-dump';

const newFolder = useDataFolders();

async function own(dataDir: string): Promise<OwnedDatabase> {
  const onFailure = (error: unknown) => {
    throw error;
  };
  const claim = await ownOrFind(openDataFolder(dataDir), {
    clock: systemClock,
    logger: createLogger('silent'),
    onFailure,
  });
  if ('foundUrl' in claim) throw new Error('the folder is taken');
  return claim.owned;
}

async function query(database: OwnedDatabase, sql: string): Promise<Record<string, unknown>[]> {
  const client = new Client({ connectionString: database.url });
  await client.connect();
  const { rows } = await client.query<Record<string, unknown>>(sql);
  await client.end();
  return rows;
}

describe('a backup', () => {
  const now = new Date('2026-11-22T10:00:00Z');

  it('restores the data of the backup, and keeps what it replaces', async () => {
    const dataDir = await withDatabase(newFolder());
    const folder = openDataFolder(dataDir);
    const first = await own(dataDir);
    await query(first, "CREATE TABLE notes (text text); INSERT INTO notes VALUES ('before')");
    const [answer] = await query(first, BACKUP_COMMAND);
    await query(first, "UPDATE notes SET text = 'after'");
    const file = String(answer?.result);
    expect(await restoreBackup(folder, file, now)).toMatchObject({
      ok: false,
      error: expect.stringContaining('Stop it'),
    });
    await first.stop();

    const broken = join(dataDir, 'broken.tar.gz');
    const bytes = readFileSync(file);
    writeFileSync(broken, bytes.subarray(0, bytes.length / 2));
    const foreign = join(dataDir, 'foreign.tar.gz');
    writeFileSync(foreign, gzipSync('not a tarball at all'));
    for (const bad of [broken, foreign, join(dataDir, 'no-such-file')]) {
      expect(await restoreBackup(folder, bad, now)).toMatchObject({ ok: false });
    }
    expect(readdirSync(dataDir).filter((name) => name.startsWith('cluster.'))).toEqual(['cluster.json']);

    const restored = await restoreBackup(folder, file, now);
    if (!restored.ok) throw new Error(restored.error);
    expect(existsSync(join(String(restored.value.movedAside), 'PG_VERSION'))).toBe(true);
    const second = await own(dataDir);
    expect(await query(second, 'SELECT text FROM notes')).toEqual([{ text: 'before' }]);
    await second.stop();
  });

  it('is never replaced by an empty database when the cluster is gone', async () => {
    const dataDir = newFolder();
    const folder = openDataFolder(dataDir);
    await writeFile(folder.clusterNote, '{}');
    await expect(own(dataDir)).rejects.toThrow(/is missing.*restore a backup/s);
    expect(existsSync(folder.cluster)).toBe(false);
  });
});

describe('daily backups', () => {
  let engine: ProtocolEngine;
  beforeAll(async () => {
    engine = new ProtocolEngine(await openInMemory(await embeddedDump()));
  });
  afterAll(() => engine.pglite.close());

  const day = (number: number, hour = 3) => new Date(Date.UTC(2026, 10, number, hour));
  /** A folder with empty files in the place of the backups of these days. */
  async function folderWith(days: readonly Date[]): Promise<DataFolder> {
    const folder = openDataFolder(newFolder());
    await mkdir(folder.backups);
    for (const time of days) await writeFile(join(folder.backups, `daily-${fileStamp(time)}.tar.gz`), '');
    return folder;
  }
  const daysOf = (folder: DataFolder) =>
    readdirSync(folder.backups)
      .filter((name) => name.startsWith('daily-'))
      .map((name) => name.slice('daily-'.length, 'daily-2026-11-01'.length))
      .sort();

  it('are taken once a day, and what somebody deletes is gone from them within five days; manual ones stay', async () => {
    const folder = await folderWith([1, 2, 3, 4, 5, 6, 7, 8].map((number) => day(number)));
    await takeBackup(engine, folder, 'manual', day(1));
    expect(await backUpIfDue(engine, folder, day(8, 20))).toBeNull();
    expect(await backUpIfDue(engine, folder, day(9, 4))).toContain('daily-2026-11-09');
    expect(daysOf(folder)).toEqual([6, 7, 8, 9].map((number) => `2026-11-0${number}`));
    expect(readdirSync(folder.backups).filter((name) => name.startsWith('manual-'))).toHaveLength(1);
  });

  it('have nothing of rows that were deleted: the database is vacuumed before, and its plans follow what is stored', async () => {
    const rowsOf =
      'SELECT pg_relation_size(oid)::int AS bytes, reltuples AS rows FROM pg_class WHERE relname = $1';
    const shape = async () => (await engine.pglite.query(rowsOf, ['notes'])).rows[0];
    await engine.pglite.exec(`CREATE TABLE notes (text text);
      INSERT INTO notes SELECT 'a secret of ' || n FROM generate_series(1, 2000) n; DELETE FROM notes`);
    expect(await shape()).toEqual({ bytes: expect.toSatisfy((bytes: number) => bytes > 50_000), rows: -1 });
    await backUpIfDue(engine, await folderWith([]), day(9));
    expect(await shape()).toEqual({ bytes: 0, rows: 0 });
    await engine.pglite.exec('DROP TABLE notes');
  });

  it('are not taken, and none is removed, where the database cannot be vacuumed', async () => {
    const folder = await folderWith([1, 2, 3, 4].map((number) => day(number)));
    await engine.pglite.exec('BEGIN');
    await expect(backUpIfDue(engine, folder, day(9))).rejects.toThrow(
      'VACUUM (ANALYZE) failed: VACUUM cannot run inside a transaction block',
    );
    await engine.pglite.exec('ROLLBACK');
    expect(daysOf(folder)).toHaveLength(4);
  });

  it('are taken although those of a clock that was ahead are there, which are the first to go', async () => {
    const ahead = [1, 2, 3].map((number) => new Date(Date.UTC(2027, 10, number)));
    const folder = await folderWith([day(8), ...ahead]);
    expect(await backUpIfDue(engine, folder, day(9, 4))).toContain('daily-2026-11-09');
    expect(daysOf(folder)).toEqual(['2026-11-08', '2026-11-09', '2027-11-02', '2027-11-03']);
    expect(await backUpIfDue(engine, folder, day(9, 5))).toBeNull();
  });
});
