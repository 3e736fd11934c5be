import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { connectDatabase } from '@/lib/db/client';
import { FrameReader } from '@/lib/db/embedded/frame-reader';
import type { Life } from '../crowd';
import type { BenchDatabase } from '../databases';
import { batchesOf } from './speed';
import { resetDatabase, writeBatch } from './write-paths';

const LONGEST_MESSAGE = 1 << 28;

/** How many statements cross the wire for one batch of this many listeners: counted on the wire, not by the driver. */
export async function countStatements(
  database: BenchDatabase,
  lives: readonly Life[],
  sizes: readonly number[],
): Promise<{ listeners: number; statements: number }[]> {
  const wire = await startCountingWire(database.url);
  const db = connectDatabase(wire.url, 1);
  try {
    await resetDatabase(db, lives);
    const [warmUp, ...batches] = batchesOf(lives);
    if (warmUp) await writeBatch(db, warmUp);
    const counts = [];
    for (const [index, listeners] of sizes.entries()) {
      const before = wire.statements();
      await writeBatch(db, batches[index]?.slice(0, listeners) ?? []);
      counts.push({ listeners, statements: wire.statements() - before });
    }
    return counts;
  } finally {
    await db.$disconnect();
    await wire.stop();
  }
}

/** A wire to the database that counts what a client asks to be run: simple queries and executions. */
async function startCountingWire(databaseUrl: string) {
  const target = new URL(databaseUrl);
  let statements = 0;
  const open = new Set<Socket>();
  const server = createServer((client) => {
    const upstream = connect(Number(target.port || 5432), target.hostname);
    const reader = new FrameReader(LONGEST_MESSAGE);
    let isStarted = false;
    for (const socket of [client, upstream]) {
      open.add(socket);
      socket.on('error', () => {});
    }
    client.on('data', (chunk: Buffer) => {
      reader.push(chunk);
      if (!isStarted) isStarted = reader.takeStartup() !== null;
      for (let frame = isStarted ? reader.take() : null; frame; frame = reader.take()) {
        if (frame.type === 'Q' || frame.type === 'E') statements += 1;
      }
    });
    client.pipe(upstream).pipe(client);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const url = new URL(databaseUrl);
  url.host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  const stop = async () => {
    for (const socket of open) socket.destroy();
    await new Promise((done) => server.close(done));
  };
  return { url: url.href, statements: () => statements, stop };
}
