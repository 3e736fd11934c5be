import { Client } from 'pg';
import { connectDatabase } from '@/lib/db/client';
import { reindexIfBloated } from '@/services/archival/reindex-if-bloated';
import type { Life } from '../crowd';
import type { BenchDatabase } from '../databases';
import { type Page, resetDatabase, writeBatch } from './write-paths';

const HOUR = 3_600_000;

/** Bytes of play_events. */
export interface Weight {
  /** With play_origins. */
  table: number;
  primaryKey: number;
  byTrack: number;
}

export interface Storage {
  plays: number;
  batches: number;
  /** As the plays left it, the index rebuilt whenever it was bloated. */
  grown: Weight;
  /** How often the index was bloated and rebuilt. */
  rebuilt: number;
  /** The heaviest that all three ever were, bytes a play, from the first time the index was worth rebuilding. */
  heaviest: number;
  /** With both indexes just built. */
  reindexed: Weight;
}

/** Writes the plays hour by hour, as an archive of that many listeners gets them, and measures the table. */
export async function measureStorage(database: BenchDatabase, lives: readonly Life[]): Promise<Storage> {
  const db = connectDatabase(database.url, 1);
  const client = new Client({ connectionString: database.url });
  await client.connect();
  try {
    await resetDatabase(db, lives);
    const hours = [...byHour(lives).entries()].sort(([a], [b]) => a - b);
    let plays = 0;
    let rebuilt = 0;
    let heaviest = 0;
    for (const [, pages] of hours) {
      plays += await writeBatch(db, pages);
      if ((await reindexIfBloated({ db })).wasRebuilt) rebuilt++;
      if (rebuilt > 0) heaviest = Math.max(heaviest, total(await measure(client)) / plays);
    }
    await client.query('VACUUM ANALYZE play_events');
    const grown = await measure(client);
    await client.query('REINDEX TABLE CONCURRENTLY play_events');
    return { plays, batches: hours.length, grown, rebuilt, heaviest, reindexed: await measure(client) };
  } finally {
    await client.end();
    await db.$disconnect();
  }
}

export const total = ({ table, primaryKey, byTrack }: Weight): number => table + primaryKey + byTrack;

async function measure(client: Client): Promise<Weight> {
  const { rows } = await client.query<Weight>(
    `SELECT (pg_table_size('play_events') + pg_total_relation_size('play_origins'))::int AS table,
       pg_relation_size('play_events_pkey')::int AS "primaryKey",
       pg_relation_size('play_events_track_id_user_id_idx')::int AS "byTrack"`,
  );
  const [weight] = rows;
  if (!weight) throw new Error('PostgreSQL did not tell the size of play_events.');
  return weight;
}

function byHour(lives: readonly Life[]): Map<number, Page[]> {
  const hours = new Map<number, Page[]>();
  for (const [index, { plays }] of lives.entries()) {
    for (const play of plays) {
      const hour = Math.ceil(play.playedAt.getTime() / HOUR);
      const pages = hours.get(hour) ?? [];
      hours.set(hour, pages);
      const last = pages.at(-1);
      if (last?.userId === index + 1) last.plays.unshift(play);
      else pages.push({ userId: index + 1, plays: [play] });
    }
  }
  return hours;
}
