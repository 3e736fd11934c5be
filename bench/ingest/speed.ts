import { Client } from 'pg';
import { connectDatabase, type RootDatabase } from '@/lib/db/client';
import type { Life } from '../crowd';
import type { BenchDatabase } from '../databases';
import { insertBare, type Page, resetDatabase, resolveRows, writeBatch, writeRowByRow } from './write-paths';

const PAGE = 50;

export interface Speed {
  /** Plays a second. */
  batch: number;
  rowByRow: number;
  bareInsert: number;
}

export interface SpeedOptions {
  rounds: number;
  /** Listeners whose first page the row-by-row path writes: it is too slow for all. */
  rowListeners: number;
}

/** Every listener's n-th page, newest play first, in batches as the archive makes them. */
export function batchesOf(lives: readonly Life[]): Page[][] {
  const pages = Math.floor(Math.min(...lives.map(({ plays }) => plays.length)) / PAGE);
  return Array.from({ length: pages }, (_, n) =>
    lives.map(({ plays }, index) => ({
      userId: index + 1,
      plays: plays.slice(n * PAGE, (n + 1) * PAGE).reverse(),
    })),
  );
}

/** One warm-up round, then the given number that count. Each round begins with an empty database for each path. */
export async function measureSpeed(
  database: BenchDatabase,
  lives: readonly Life[],
  { rounds, rowListeners }: SpeedOptions,
): Promise<Speed[]> {
  const batches = batchesOf(lives);
  await connected(database, (db, client) => round(db, client, lives, batches.slice(0, 2), 1));
  const speeds: Speed[] = [];
  for (let n = 0; n < rounds; n++) {
    speeds.push(await connected(database, (db, client) => round(db, client, lives, batches, rowListeners)));
  }
  return speeds;
}

/** New connections for each round: plans that were made while tables were empty would be kept by old ones. */
async function connected<T>(
  { url }: BenchDatabase,
  work: (db: RootDatabase, client: Client) => Promise<T>,
): Promise<T> {
  const db = connectDatabase(url, 1);
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return await work(db, client);
  } finally {
    await client.end();
    await db.$disconnect();
  }
}

async function round(
  db: RootDatabase,
  client: Client,
  lives: readonly Life[],
  batches: readonly Page[][],
  rowListeners: number,
): Promise<Speed> {
  const all = count(batches.flat());
  await resetDatabase(db, lives);
  const batch = await playsPerSecond(all, async () => {
    let written = 0;
    for (const pages of batches) written += await writeBatch(db, pages);
    if (written !== all) throw new Error(`${all} plays were handed in, but ${written} were new.`);
  });

  // The catalogue stays: the bare insert gets its keys for nothing.
  const rows = await resolveRows(client, batches);
  await client.query('TRUNCATE play_events CASCADE');
  const bareInsert = await playsPerSecond(all, async () => {
    for (const part of rows) await insertBare(client, part);
  });

  await resetDatabase(db, lives);
  const few = batches[0]?.slice(0, rowListeners) ?? [];
  const rowByRow = await playsPerSecond(count(few), async () => {
    for (const page of few) await writeRowByRow(db, page);
  });
  return { batch, rowByRow, bareInsert };
}

const count = (pages: readonly Page[]): number => pages.reduce((sum, { plays }) => sum + plays.length, 0);

async function playsPerSecond(plays: number, work: () => Promise<void>): Promise<number> {
  const began = performance.now();
  await work();
  return plays / ((performance.now() - began) / 1000);
}
