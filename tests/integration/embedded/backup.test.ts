import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemClock } from '@/lib/clock';
import { backUpIfDue, takeBackup } from '@/lib/db/embedded/backup';
import { openInMemory } from '@/lib/db/embedded/cluster';
import { openDataFolder } from '@/lib/db/embedded/data-folder';
import { BACKUP_COMMAND, type OwnedDatabase, ownOrFind } from '@/lib/db/embedded/database-owner';
import { ProtocolEngine } from '@/lib/db/embedded/protocol-engine';
import { restoreBackup } from '@/lib/db/embedded/restore';
import { useDataFolders } from '../../support/database/database-process';
import { embeddedDump, withDatabase } from '../../support/database/embedded-dump';

const newFolder = useDataFolders();

async function own(dataDir: string): Promise<OwnedDatabase> {
  const onFailure = (error: unknown) => {
    throw error;
  };
  const claim = await ownOrFind(openDataFolder(dataDir), { clock: systemClock, log: () => {}, onFailure });
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

  it('are taken once a day, and what somebody deletes is gone from them within five days; manual ones stay', async () => {
    const folder = openDataFolder(newFolder());
    const day = (number: number, hour = 3) => new Date(Date.UTC(2026, 10, number, hour));
    await mkdir(folder.backups);
    for (let number = 1; number <= 8; number += 1) {
      const stamp = day(number).toISOString().replaceAll(/[:.]/g, '-');
      await writeFile(join(folder.backups, `daily-${stamp}.tar.gz`), '');
    }
    await takeBackup(engine, folder, 'manual', day(1));
    expect(await backUpIfDue(engine, folder, day(8, 20))).toBeNull();
    expect(await backUpIfDue(engine, folder, day(9, 4))).toContain('daily-2026-11-09');
    const names = readdirSync(folder.backups).sort();
    const daily = names.filter((name) => name.startsWith('daily-'));
    expect(daily.map((name) => name.slice(0, 16))).toEqual(
      [6, 7, 8, 9].map((number) => `daily-2026-11-0${number}`),
    );
    expect(names.filter((name) => name.startsWith('manual-'))).toHaveLength(1);
  });
});
