import { execFile } from 'node:child_process';
import { connect } from 'node:net';
import type { PGlite } from '@electric-sql/pglite';
import { Client, Pool } from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openInMemory } from '@/lib/db/embedded/cluster';
import { connectionUrl } from '@/lib/db/embedded/connection-file';
import { startWireServer, type WireServer } from '@/lib/db/embedded/wire-server';
import { embeddedDump } from '../../support/database/embedded-dump';

let pglite: PGlite;
let server: WireServer;
let url: string;

beforeAll(async () => {
  pglite = await openInMemory(await embeddedDump());
  const password = 'a password of the test';
  server = await startWireServer(pglite, { port: 0, password, idleInTransactionMs: 1_500 });
  url = connectionUrl({ port: server.port, password: encodeURIComponent(password) });
});

afterAll(async () => {
  await server.close();
  await pglite.close();
});

beforeEach(() =>
  withClient((client) => client.query('DROP TABLE IF EXISTS notes; CREATE TABLE notes (id int)')),
);

async function withClient<T>(use: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return await use(client);
  } finally {
    await client.end();
  }
}

const countNotes = () =>
  withClient(async (client) => {
    const { rows } = await client.query<{ count: number }>('SELECT count(*)::int AS count FROM notes');
    return rows[0]?.count;
  });

/** A client whose end is an abrupt one: no farewell, the socket is simply gone. */
async function doomedClient() {
  const client = new Client({ connectionString: url });
  client.on('error', () => {});
  await client.connect();
  const { stream } = (client as unknown as { connection: { stream: { destroy(): void } } }).connection;
  return { client, kill: () => stream.destroy() };
}

describe('many clients at once', () => {
  it('keeps the transactions of twenty connections apart', async () => {
    const pool = new Pool({ connectionString: url, max: 20 });
    await pool.query('CREATE TABLE IF NOT EXISTS purse (id int PRIMARY KEY, coins int NOT NULL)');
    await pool.query('TRUNCATE purse; INSERT INTO purse VALUES (1, 0)');
    const addOne = async () => {
      const client = await pool.connect();
      try {
        await client.query('BEGIN');
        const { rows } = await client.query<{ coins: number }>('SELECT coins FROM purse WHERE id = $1', [1]);
        await client.query('UPDATE purse SET coins = $1 WHERE id = 1', [(rows[0]?.coins ?? 0) + 1]);
        await client.query('COMMIT');
      } finally {
        client.release();
      }
    };
    await Promise.all(Array.from({ length: 100 }, addOne));
    expect((await pool.query('SELECT coins FROM purse')).rows).toEqual([{ coins: 100 }]);
    await pool.end();
  });

  it('lets each connection have prepared statements of the same name', async () => {
    const ask = (value: number) =>
      withClient((client) => client.query({ name: 'same', text: `SELECT ${value} AS value`, values: [] }));
    const answers = await Promise.all([1, 2, 3].map(ask));
    expect(answers.map((answer) => answer.rows[0]?.value)).toEqual([1, 2, 3]);
    const left = () =>
      withClient((client) => client.query("SELECT name FROM pg_prepared_statements WHERE name LIKE '%same'"));
    await expect.poll(async () => (await left()).rows).toEqual([]);
  });

  it('sends errors only to the client that caused them', async () => {
    const outcomes = await Promise.allSettled(
      Array.from({ length: 30 }, (_, index) =>
        withClient((client) =>
          client.query(index % 3 === 0 ? 'SELECT 1/0' : 'SELECT $1::int AS value', index % 3 ? [index] : []),
        ),
      ),
    );
    for (const [index, outcome] of outcomes.entries()) {
      if (index % 3 === 0) expect(outcome).toMatchObject({ status: 'rejected', reason: { code: '22012' } });
      else expect(outcome).toMatchObject({ value: { rows: [{ value: index }] } });
    }
  });
});

describe('a client that dies', () => {
  it('in a transaction rolls back and blocks no other client', async () => {
    const { client, kill } = await doomedClient();
    await client.query('BEGIN');
    await client.query('INSERT INTO notes VALUES (1)');
    const waiting = countNotes();
    kill();
    expect(await waiting).toBe(0);
  });

  it('in a failed transaction blocks no other client', async () => {
    const { client, kill } = await doomedClient();
    await client.query('BEGIN');
    await expect(client.query('SELECT 1/0')).rejects.toThrow('division by zero');
    kill();
    expect(await countNotes()).toBe(0);
  });

  it('while waiting for its turn is skipped', async () => {
    const holder = await doomedClient();
    await holder.client.query('BEGIN; INSERT INTO notes VALUES (1)');
    const waiter = await doomedClient();
    const waiting = waiter.client.query('INSERT INTO notes VALUES (2)').catch(() => 'gone');
    const third = withClient((client) => client.query('INSERT INTO notes VALUES (3)'));
    waiter.kill();
    await waiting;
    await holder.client.query('COMMIT');
    await third;
    const { rows } = await withClient((client) => client.query('SELECT id FROM notes ORDER BY id'));
    expect(rows).toEqual(expect.arrayContaining([{ id: 1 }, { id: 3 }]));
    await holder.client.end();
  });

  it('many times over leaves a server that works', async () => {
    const lives = Array.from({ length: 40 }, async (_, index) => {
      const { client, kill } = await doomedClient();
      client.query('BEGIN').catch(() => {});
      client.query('INSERT INTO notes SELECT generate_series(1, 1000)').catch(() => {});
      if (index % 2 === 0) await new Promise((resolve) => setImmediate(resolve));
      kill();
    });
    await Promise.all(lives);
    expect(await countNotes()).toBe(0);
  });

  it('or is idle in a transaction is disconnected, because the others wait', async () => {
    const { client } = await doomedClient();
    const end = new Promise<Error>((resolve) => client.on('error', resolve));
    await client.query('BEGIN');
    await client.query('INSERT INTO notes VALUES (1)');
    expect(await countNotes()).toBe(0);
    expect(await end).toMatchObject({ code: '25P03' });
  });
});

describe('the protocol', () => {
  it('refuses a wrong password', async () => {
    const stranger = new Client({ connectionString: url.replace('password', 'passport') });
    await expect(stranger.connect()).rejects.toMatchObject({ code: '28P01' });
  });

  it('carries a parameter and a row of 20 MB', async () => {
    const text = 'é'.repeat(10 << 20);
    const { rows } = await withClient((client) => client.query('SELECT $1::text AS text', [text]));
    expect(rows[0]?.text.length).toBe(text.length);
    expect(rows[0]?.text === text).toBe(true);
  });

  it('answers a pipeline of statements in order', async () => {
    const answers = await withClient((client) =>
      Promise.all([1, 2, 3, 4].map((value) => client.query('SELECT $1::int AS value', [value]))),
    );
    expect(answers.map((answer) => answer.rows[0]?.value)).toEqual([1, 2, 3, 4]);
  });

  it('survives garbage instead of a login, and garbage after it', async () => {
    const socket = connect(server.port, '127.0.0.1');
    const closed = new Promise((resolve) => socket.on('close', resolve));
    socket.on('error', () => {});
    socket.write('GET / HTTP/1.1\r\nHost: localhost\r\n\r\n');
    await closed;
    const { client } = await doomedClient();
    const end = new Promise((resolve) => client.on('error', resolve));
    (client as unknown as { connection: { stream: { write(b: Buffer): void } } }).connection.stream.write(
      Buffer.from([0x51, 0, 0, 0, 1, 9, 9, 9]),
    );
    await end;
    expect(await countNotes()).toBe(0);
  });

  it('speaks with psql, COPY in both directions included', async (context) => {
    if ((await psql('SELECT 1')).missing) context.skip('psql is not installed here');
    expect(await psql('COPY notes FROM STDIN', '1\n2\n3\n')).toMatchObject({ failed: false, stderr: '' });
    expect((await psql('COPY notes TO STDOUT')).stdout).toBe('1\n2\n3\n');
    expect((await psql('COPY no_such_table FROM STDIN', '1\n')).stderr).toContain('does not exist');
    expect((await psql('SELECT 1; COPY notes FROM STDIN')).stderr).toContain('COPY FROM STDIN');
    expect((await psql('SELECT count(*) FROM notes')).stdout).toBe('3\n');
  });
});

function psql(sql: string, input = '') {
  return new Promise<{ failed: boolean; missing: boolean; stdout: string; stderr: string }>((resolve) => {
    const options = { timeout: 10_000 };
    const child = execFile('psql', [url, '-X', '-qAt', '-c', sql], options, (error, stdout, stderr) =>
      resolve({ failed: error !== null, missing: error?.code === 'ENOENT', stdout, stderr }),
    );
    child.stdin?.on('error', () => {});
    child.stdin?.end(input);
  });
}
