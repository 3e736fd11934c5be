import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { openDataFolder } from '@/lib/db/embedded/data-folder';
import { PING_MESSAGE, STOP_MESSAGE } from '@/lib/db/embedded/database-message';
import { takeFolderLock } from '@/lib/db/embedded/folder-lock';
import { findRunningDatabase } from '@/lib/db/embedded/running-database';
import { clientOf, startDatabase, useDataFolders } from '../../support/database/database-process';
import { withDatabase } from '../../support/database/embedded-dump';
import { repetitions } from '../../support/depth';

const newFolder = useDataFolders();

describe('the owner of a data folder', () => {
  it('is only one when two start at the same moment, and both see the same rows', async () => {
    const folder = newFolder();
    const both = await Promise.all([startDatabase(folder), startDatabase(folder)]);
    expect(both.map(({ message }) => message.type).sort()).toEqual(['attached', 'ready']);
    const clients = await Promise.all(both.map(({ message }) => clientOf(message)));
    await clients[0]?.query('CREATE TABLE rows (writer int, number int)');
    const writeMany = async (writer: number) => {
      for (let number = 0; number < 150; number += 1) {
        await clients[writer]?.query('INSERT INTO rows VALUES ($1, $2)', [writer, number]);
      }
    };
    await Promise.all([writeMany(0), writeMany(1)]);
    const counted = await clients[0]?.query(
      'SELECT count(DISTINCT (writer, number))::int AS count FROM rows',
    );
    expect(counted?.rows).toEqual([{ count: 300 }]);
    await Promise.all(clients.map((client) => client.end()));
    for (const { child } of both) if (child.connected) child.send('stop');
    expect((await Promise.all(both.map(({ exited }) => exited))).sort()).toEqual([0, 3]);
  });

  it('loses no acknowledged row after kill -9, and releases the folder at once', async () => {
    const folder = await withDatabase(newFolder());
    let acknowledged = 0;
    for (let life = 0; life < repetitions(1, 3); life += 1) {
      const { child, message, exited } = await startDatabase(folder);
      expect(message.type).toBe('ready');
      const client = await clientOf(message);
      await client.query('CREATE TABLE IF NOT EXISTS rows (number int PRIMARY KEY)');
      const { rows } = await client.query<{ count: number }>('SELECT count(*)::int AS count FROM rows');
      expect(rows[0]?.count).toBeGreaterThanOrEqual(acknowledged);
      acknowledged = rows[0]?.count ?? 0;
      const killedAt = acknowledged + 40;
      const insertOn = async () => {
        for (;;) {
          await client.query('INSERT INTO rows VALUES ($1)', [acknowledged]);
          acknowledged += 1;
          if (acknowledged === killedAt) child.kill('SIGKILL');
        }
      };
      await expect(insertOn()).rejects.toThrow();
      expect(await exited).toBeNull();
    }
    const last = await startDatabase(folder);
    const client = await clientOf(last.message);
    const { rows } = await client.query<{ count: number }>('SELECT count(*)::int AS count FROM rows');
    expect(acknowledged).toBeGreaterThanOrEqual(40);
    // One more may have been written than its client got to hear of.
    expect([acknowledged, acknowledged + 1]).toContain(rows[0]?.count);
    await client.end();
    last.child.disconnect();
    expect(await last.exited).toBe(0);
  });

  it('is found by later starts, answers a ping, and stops on request', async () => {
    const dataDir = await withDatabase(newFolder());
    const first = await startDatabase(dataDir);
    const second = await startDatabase(dataDir);
    const url = await findRunningDatabase(openDataFolder(dataDir));
    expect([first.message, second.message]).toEqual([
      { type: 'ready', url },
      { type: 'attached', url },
    ]);
    expect(await second.exited).toBe(3);
    expect(statSync(join(dataDir, 'connection.json')).mode & 0o777).toBe(0o600);
    expect(await findRunningDatabase(openDataFolder(dataDir))).toBe(url);
    first.child.send(PING_MESSAGE);
    const [answer] = await once(first.child, 'message');
    expect(answer).toBe(PING_MESSAGE);
    first.child.send(STOP_MESSAGE);
    expect(await first.exited).toBe(0);
    expect(await findRunningDatabase(openDataFolder(dataDir))).toBeNull();
  });

  it('is the only server: a second one is refused and told why, and a command works beside the first', async () => {
    const dataDir = newFolder();
    mkdirSync(dataDir);
    await withDatabase(join(dataDir, 'database'));
    const first = await startDatabase(join(dataDir, 'database'));
    const run = (script: string, ...words: string[]) => {
      const settings = { DATA_DIR: dataDir, SPOTIFY_CLIENT_ID: 'client', SPOTIFY_CLIENT_SECRET: 'secret' };
      const env = {
        ...process.env,
        NODE_ENV: 'development' as const,
        DATABASE_URL: '',
        NEXTAUTH_URL: '',
        ...settings,
      };
      return promisify(execFile)(process.execPath, [join('scripts', script), ...words], { env }).then(
        ({ stdout }) => ({ code: 0, output: stdout }),
        (error) => ({ code: error.code, output: error.stderr }),
      );
    };
    const refused = await run('dev.mjs', '--port', '3528');
    expect(refused.code).toBe(1);
    expect(refused.output).toContain(
      `The archive in ${dataDir}/database is in use by another server or by a command. Stop it or let it end first, or set DATA_DIR to another folder.`,
    );
    expect(await run('database.mjs', 'backup')).toMatchObject({
      code: 0,
      output: expect.stringMatching(/^backup written: /),
    });
    expect(await findRunningDatabase(openDataFolder(join(dataDir, 'database')))).not.toBeNull();
    first.child.send(STOP_MESSAGE);
    expect(await first.exited).toBe(0);
  });

  it('takes a stranger on its port for a stranger, and moves to another port', async () => {
    const dataDir = await withDatabase(newFolder());
    const folder = openDataFolder(dataDir);
    const stranger = createServer((socket) => socket.end('220 mail.example.org\r\n'));
    await new Promise<void>((resolve) => stranger.listen(0, '127.0.0.1', resolve));
    const address = stranger.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    const record = { port, password: 'x'.repeat(32), instance: 'one', state: 'ready' };
    writeFileSync(folder.connectionFile, JSON.stringify(record));
    expect(await findRunningDatabase(folder)).toBeNull();
    const { child, message, exited } = await startDatabase(dataDir);
    expect(message.type).toBe('ready');
    expect(JSON.parse(readFileSync(folder.connectionFile, 'utf8')).port).not.toBe(port);
    child.kill('SIGTERM');
    expect(await exited).toBe(0);
    stranger.close();
  });
});

describe('the lock of a data folder', () => {
  it('lets one process lock it, and the next after the release', async () => {
    const folder = openDataFolder(newFolder());
    const claims = await Promise.all(Array.from({ length: 8 }, () => takeFolderLock(folder)));
    const held = claims.filter((claim) => claim !== null);
    expect(held).toHaveLength(1);
    await held[0]?.release();
    const again = await takeFolderLock(folder);
    expect(again).not.toBeNull();
    await again?.release();
  });
});
