import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { connectDatabase, type RootDatabase } from '@/lib/db/client';
import { createMemoryKeyValue } from '@/lib/kv/memory-key-value';
import { createLogger } from '@/lib/logger';
import {
  deletePersonalRows,
  lockListenerForDeletion,
} from '@/repositories/account/account-deletion-repository';
import { createCrowd } from './crowd';
import { startServer } from './databases';
import { buildLibrary, NOW, TIME_ZONE } from './read-library';
import { allTime, lastYear } from './read-questions';
import { RUN_AT, writeBatch } from './write-paths';

const USAGE = `Compares the plays and rollups as they are with the same tables in hash partitions by listener.

--plays       of all listeners; default 2000000
--partitions  how many, several runs with commas; 0: none; default 0,16
--rounds      default 15`;

const MIGRATIONS = resolve(import.meta.dirname, '../prisma/migrations');
const TABLES = [
  ...['play_events', 'play_reports', 'user_track_stats', 'user_recording_stats', 'user_artist_stats'],
  ...['user_album_stats', 'user_day_stats', 'user_session_days', 'user_genre_stats'],
];
const SIZES = [10_000, 100_000, 1_000_000];
/** Of the others, whose ids follow those of the measured ones. */
const [FIRST_WRITER, WRITERS] = [11, 50];
const QUESTIONS = ['totals', 'top tracks', 'calendar', 'sessions', 'recent plays', 'artist page'];

const list = z
  .string()
  .regex(/^\d+(,\d+)*$/)
  .transform((text) => text.split(',').map(Number));
const number = z.string().regex(/^\d+$/).transform(Number);
const argumentsSchema = z.object({
  plays: number.prefault('2000000'),
  partitions: list.prefault('0,16'),
  rounds: number.prefault('15'),
});

async function main(): Promise<void> {
  const text = { type: 'string' } as const;
  const { values } = parseArgs({ options: { plays: text, partitions: text, rounds: text } });
  const given = argumentsSchema.safeParse(values);
  if (!given.success) throw new Error(`${z.prettifyError(given.error)}\n\n${USAGE}`);
  for (const partitions of given.data.partitions) await measureWith(partitions, given.data);
}

async function measureWith(partitions: number, { plays, rounds }: z.output<typeof argumentsSchema>) {
  const migrations = await mkdtemp(join(tmpdir(), 'audiospective-partitions-'));
  await cp(MIGRATIONS, migrations, { recursive: true });
  if (partitions > 0) await partition(migrations, partitions);
  const database = await startServer(undefined, migrations);
  const db = connectDatabase(database.url, 4);
  try {
    await buildLibrary(database.url, SIZES, plays);
    console.log(`\n== ${partitions || 'no'} partitions, ${plays.toLocaleString('en')} plays`);
    await read(db, rounds);
    await insert(db, rounds);
    await removeAccounts(db);
    await rebuild(db);
  } finally {
    await db.$disconnect();
    await database.stop();
    await rm(migrations, { recursive: true });
  }
}

/** Rewrites the migrations so that the tables are partitioned from the start. */
async function partition(folder: string, partitions: number): Promise<void> {
  for (const name of await readdir(folder)) {
    if (name.endsWith('.toml')) continue;
    const file = join(folder, name, 'migration.sql');
    const sql = await readFile(file, 'utf8');
    await writeFile(
      file,
      TABLES.reduce((text, table) => partitionTable(text, table, partitions), sql),
    );
  }
}

function partitionTable(sql: string, table: string, partitions: number): string {
  const parts = Array.from(
    { length: partitions },
    (_, n) =>
      `CREATE TABLE "${table}_${n}" PARTITION OF "${table}" FOR VALUES WITH (MODULUS ${partitions}, REMAINDER ${n});`,
  ).join('\n');
  return sql
    .replace(
      new RegExp(`(CREATE TABLE "${table}" \\([^;]*\\));`),
      `$1 PARTITION BY HASH ("user_id");\n${parts}`,
    )
    .replace(new RegExp(`ALTER TABLE "${table}" SET \\(fillfactor = \\d+\\);`), '');
}

async function read(db: RootDatabase, rounds: number): Promise<void> {
  const clock = { now: () => NOW, sleep: async () => {} };
  // Nothing is cached, so that each answer is computed.
  const kv = { ...createMemoryKeyValue(clock), get: async () => null, set: async () => {} };
  const deps = { db, clock, kv, logger: createLogger('silent') };
  for (const [range, questions] of [
    ['all time', allTime],
    ['last year', lastYear],
  ] as const) {
    for (const question of questions.filter(({ name }) => QUESTIONS.includes(name))) {
      const times = await timed(rounds, () => question.ask(deps, { id: SIZES.length, timeZone: TIME_ZONE }));
      print(`${question.name}, ${range}, 1,000,000 plays`, times);
    }
  }
}

/** Pages of 50 new plays, then two new plays each, of 50 listeners of many plays. */
async function insert(db: RootDatabase, rounds: number): Promise<void> {
  await db.archiveRun.create({ data: { scheduledFor: RUN_AT, startedAt: RUN_AT } });
  const crowd = createCrowd(1, WRITERS, 50 * (rounds + 1) + 2 * (rounds + 1));
  let from = 0;
  const batch = (size: number) => {
    const pages = crowd.map(({ plays }, n) => ({
      userId: FIRST_WRITER + n,
      plays: plays.slice(from, from + size).reverse(),
    }));
    from += size;
    return writeBatch(db, pages);
  };
  print('a batch of 50 listeners, 50 new plays each', await timed(rounds, () => batch(50)));
  print('a batch of 50 listeners, 2 new plays each', await timed(rounds, () => batch(2)));
}

async function removeAccounts(db: RootDatabase): Promise<void> {
  const remove = (userId: number) =>
    db.$transaction(
      async (tx) => {
        await lockListenerForDeletion(tx, userId);
        await deletePersonalRows(tx, userId);
      },
      { timeout: 600_000 },
    );
  let next = FIRST_WRITER + WRITERS;
  print('deleting an account of 5,000 plays', await timed(10, () => remove(next++)));
  print('deleting an account of 100,000 plays', [await once(() => remove(2))]);
}

async function rebuild(db: RootDatabase): Promise<void> {
  const [first] = z.array(z.object({ name: z.string() })).parse(
    await db.$queryRaw`SELECT coalesce(max(c.relname), 'play_events_pkey') AS name FROM pg_inherits i
      JOIN pg_class c ON c.oid = i.inhrelid WHERE i.inhparent = 'play_events_pkey'::regclass`,
  );
  print('REINDEX CONCURRENTLY of one index of plays', [
    await once(() => db.$executeRawUnsafe(`REINDEX INDEX CONCURRENTLY ${first?.name}`)),
  ]);
  print('REINDEX CONCURRENTLY of all plays', [
    await once(() => db.$executeRawUnsafe('REINDEX TABLE CONCURRENTLY play_events')),
  ]);
  print('VACUUM of the plays', [await once(() => db.$executeRawUnsafe('VACUUM play_events'))]);
}

async function once(work: () => Promise<unknown>): Promise<number> {
  const begin = performance.now();
  await work();
  return performance.now() - begin;
}

/** One warm-up, then so many that count. */
async function timed(rounds: number, work: () => Promise<unknown>): Promise<number[]> {
  await work();
  const times: number[] = [];
  for (let round = 0; round < rounds; round += 1) times.push(await once(work));
  return times;
}

function print(what: string, times: readonly number[]): void {
  const sorted = times.toSorted((a, b) => a - b);
  const median = sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
  console.log(`${what.padEnd(52)} ${median.toFixed(1).padStart(10)} ms`);
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
