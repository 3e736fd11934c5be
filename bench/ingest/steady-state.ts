import { Client } from 'pg';
import { connectDatabase } from '@/lib/db/client';
import type { Life } from '../crowd';
import type { BenchDatabase } from '../databases';
import { type Page, resetDatabase, writeBatch } from './write-paths';

const PAGE = 50;
const DEADLINE_MS = 10_000;

export interface RowChanges {
  table: string;
  inserted: number;
  updated: number;
  deleted: number;
}

/** The rows that one batch touched. The first `active` listeners have `fresh` new plays on a page of 50. */
export interface SteadyState {
  active: number;
  fresh: number;
  changes: RowChanges[];
}

/** What a batch writes when nearly all of it is known already, by PostgreSQL's own statistics. */
export async function measureSteadyState(
  database: BenchDatabase,
  lives: readonly Life[],
  cases: readonly { active: number; fresh: number }[],
): Promise<SteadyState[]> {
  const client = new Client({ connectionString: database.url });
  await client.connect();
  try {
    const states = [];
    for (const { active, fresh } of cases) {
      const page = (shift: (index: number) => number): Page[] =>
        lives.map(({ plays }, index) => ({
          userId: index + 1,
          plays: plays.slice(shift(index), shift(index) + PAGE).reverse(),
        }));
      await writeAndLeave(
        database.url,
        page(() => 0),
        lives,
      );
      await settled(client, lives.length * PAGE);
      await client.query('SELECT pg_stat_reset()');
      await writeAndLeave(
        database.url,
        page((index) => (index < active ? fresh : 0)),
      );
      states.push({ active, fresh, changes: await settled(client, active * fresh) });
    }
    return states;
  } finally {
    await client.end();
  }
}

/** A connection of its own: the server publishes a backend's counters when it ends. */
async function writeAndLeave(url: string, pages: Page[], resetTo?: readonly Life[]): Promise<void> {
  const db = connectDatabase(url, 1);
  try {
    if (resetTo) await resetDatabase(db, resetTo);
    await writeBatch(db, pages);
  } finally {
    await db.$disconnect();
  }
}

/** The counters, once they tell of the batch. */
async function settled(client: Client, plays: number): Promise<RowChanges[]> {
  const deadline = Date.now() + DEADLINE_MS;
  for (;;) {
    const { rows } = await client.query<RowChanges>(
      `SELECT relname AS table, n_tup_ins::int AS inserted, n_tup_upd::int AS updated, n_tup_del::int AS deleted
       FROM pg_stat_user_tables WHERE n_tup_ins + n_tup_upd + n_tup_del > 0 ORDER BY relname`,
    );
    const of = (table: string) => rows.find((row) => row.table === table);
    if ((of('play_events')?.inserted ?? 0) >= plays && (of('archive_runs')?.updated ?? 0) > 0) return rows;
    if (Date.now() > deadline) throw new Error("PostgreSQL's statistics do not tell of the batch.");
    await new Promise((done) => setTimeout(done, 50));
  }
}
