import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { connectDatabase, type RootDatabase } from '@/lib/db/client';
import { createMemoryKeyValue } from '@/lib/kv/memory-key-value';
import { createLogger } from '@/lib/logger';
import {
  deletePersonalRows,
  lockListenerForDeletion,
} from '@/repositories/account/account-deletion-repository';
import { median, readArguments, runBench, whole, wholes } from './command.mjs';
import { createCrowd, type Life } from './crowd';
import { startServer } from './databases';
import { RUN_AT, writeBatch } from './ingest/write-paths';
import { buildLibrary, NOW, TIME_ZONE } from './read-library';
import { allTime, lastYear, type Question } from './read-questions';
import { record } from './results.mjs';

const USAGE = `Compares the plays and rollups as they are with the same tables in hash partitions by listener.

--plays       of all listeners; default 2000000
--partitions  how many, several with commas; 0: none; default 0,16
--rounds      default 15`;

const MIGRATIONS = resolve(import.meta.dirname, '../prisma/migrations');
const TABLES = [
  'play_events',
  'play_reports',
  'user_track_stats',
  'user_recording_stats',
  'user_artist_stats',
  'user_album_stats',
  'user_day_stats',
  'user_session_days',
  'user_genre_stats',
];
const SIZES = [10_000, 100_000, 1_000_000];
/** Of the others, whose ids follow those of the measured ones. */
const [FIRST_WRITER, WRITERS] = [11, 50];
const [WHAT, FIGURE] = [52, 16];
const QUESTIONS = ['totals', 'top tracks', 'calendar', 'sessions', 'recent plays', 'artist page'];

const OPTIONS = { plays: whole('2000000'), partitions: wholes('0,16'), rounds: whole('15') };

async function main(): Promise<void> {
  const given = readArguments(OPTIONS, USAGE);
  const sides: Side[] = [];
  try {
    for (const partitions of given.partitions) sides.push(await build(partitions, given.plays));
    console.log(`${given.plays.toLocaleString('en')} plays; medians, in ms, of rounds that take turns\n`);
    console.log(`${''.padEnd(WHAT)}${sides.map(({ name }) => name.padStart(FIGURE)).join('')}`);
    await measure(sides, given.rounds);
  } finally {
    for (const { stop } of sides) await stop();
  }
}

/** One of the databases that are compared. */
interface Side {
  name: string;
  db: RootDatabase;
  stop(): Promise<void>;
}

async function build(partitions: number, plays: number): Promise<Side> {
  const migrations = await mkdtemp(join(tmpdir(), 'audiospective-partitions-'));
  await cp(MIGRATIONS, migrations, { recursive: true });
  if (partitions > 0) await partition(migrations, partitions);
  const database = await startServer(undefined, migrations);
  const db = connectDatabase(database.url, 4);
  const stop = async () => {
    await db.$disconnect();
    await database.stop();
    await rm(migrations, { recursive: true });
  };
  await buildLibrary(database.url, SIZES, plays);
  return { name: partitions > 0 ? `${partitions} partitions` : 'one table', db, stop };
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

async function measure(sides: readonly Side[], rounds: number): Promise<void> {
  for (const [range, questions] of [
    ['all time', allTime],
    ['last year', lastYear],
  ] as const) {
    for (const question of questions.filter(({ name }) => QUESTIONS.includes(name)))
      await compare(sides, `${question.name}, ${range}, 1,000,000 plays`, rounds, (db) => read(db, question));
  }
  for (const { db } of sides)
    await db.archiveRun.create({ data: { scheduledFor: RUN_AT, startedAt: RUN_AT } });
  const crowd = createCrowd(1, WRITERS, 52 * (rounds + 1));
  await compare(sides, 'a batch of 50 listeners, 50 new plays each', rounds, (db, n) =>
    writeBatch(db, pagesOf(crowd, 50 * n, 50)),
  );
  await compare(sides, 'a batch of 50 listeners, 2 new plays each', rounds, (db, n) =>
    writeBatch(db, pagesOf(crowd, 50 * (rounds + 1) + 2 * n, 2)),
  );
  const next = FIRST_WRITER + WRITERS;
  await compare(sides, 'deleting an account of 5,000 plays', rounds, (db, n) => remove(db, next + n));
  await compare(sides, 'deleting an account of 100,000 plays', 0, (db) => remove(db, 2));
  await compare(sides, 'REINDEX CONCURRENTLY of all plays', 0, (db) =>
    db.$executeRawUnsafe('REINDEX TABLE CONCURRENTLY play_events'),
  );
  await compare(sides, 'VACUUM of the plays', 0, (db) => db.$executeRawUnsafe('VACUUM play_events'));
}

function read(db: RootDatabase, question: Question): Promise<unknown> {
  const clock = { now: () => NOW, sleep: async () => {} };
  // Nothing is cached, so that each answer is computed.
  const kv = { ...createMemoryKeyValue(clock), get: async () => null, set: async () => {} };
  const deps = { db, clock, kv, logger: createLogger('silent') };
  return question.ask(deps, { id: SIZES.length, timeZone: TIME_ZONE });
}

const pagesOf = (crowd: readonly Life[], from: number, size: number) =>
  crowd.map(({ plays }, n) => ({
    userId: FIRST_WRITER + n,
    plays: plays.slice(from, from + size).reverse(),
  }));

const remove = (db: RootDatabase, userId: number): Promise<unknown> =>
  db.$transaction(
    async (tx) => {
      await lockListenerForDeletion(tx, userId);
      await deletePersonalRows(tx, userId);
    },
    { timeout: 600_000 },
  );

/** `rounds` on each side in turn, after one that does not count; 0: once. */
async function compare(
  sides: readonly Side[],
  what: string,
  rounds: number,
  work: (db: RootDatabase, round: number) => Promise<unknown>,
): Promise<void> {
  const times = sides.map((): number[] => []);
  for (let round = 0; round <= rounds; round += 1) {
    for (const [index, { db }] of sides.entries()) {
      const begin = performance.now();
      await work(db, round);
      if (round > 0 || rounds === 0) times[index]?.push(performance.now() - begin);
    }
  }
  const medians = times.map(median);
  const [first = Number.NaN, ...others] = medians;
  const ratios = others.map((other) => `${(other / first).toFixed(2)}×`.padStart(8));
  for (const [index, other] of others.entries()) {
    const versus = `${sides[index + 1]?.name} ÷ ${sides[0]?.name}`;
    record({ bench: 'partitions', what: `${what}: ${versus}`, value: other / first });
  }
  console.log(
    what.padEnd(WHAT) + medians.map((ms) => ms.toFixed(1).padStart(FIGURE)).join('') + ratios.join(''),
  );
}

runBench(main);
