import { availableParallelism } from 'node:os';
import { z } from 'zod';
import { median, readArguments, runBench, whole } from './command.mjs';
import { createCrowd } from './crowd';
import { type BenchDatabase, startEmbedded, startServer } from './databases';
import { measureSpeed, type Speed } from './ingest/speed';
import { countStatements } from './ingest/statements';
import { measureSteadyState } from './ingest/steady-state';
import { measureStorage, total, type Weight } from './ingest/storage';
import { record } from './results.mjs';

const USAGE = `Measures how plays are written, on a PostgreSQL server and on the embedded database.

--only server|embedded   one of the two; default both
--rounds                 rounds that count; default 3; 0 leaves the speeds out
--row-listeners          listeners (50 plays each) for the row-by-row path; default 6
--storage-listeners      listeners of the storage measurement; default 200; 0 leaves it out
--storage-plays          plays of each; default 1020
BENCH_DATABASE_URL       an empty database on a server, in place of a cluster of Debian's PostgreSQL`;

const SEED = 1;
const LISTENERS = 50;
/** Who was looked at, up to a hundred listeners a row, and the run's counters. */
const TOUCHED_ANYWAY = ['last_polls', 'archive_runs'];
/** Bytes a play with both indexes. */
const STORAGE_GOAL = 140;
const PLAYS_EACH = 400;

const OPTIONS = {
  only: z.enum(['server', 'embedded']).optional(),
  rounds: whole('3'),
  'row-listeners': whole('6'),
  'storage-listeners': whole('200'),
  'storage-plays': whole('1020'),
};
type Lives = ReturnType<typeof createCrowd>;
type Arguments = ReturnType<typeof readArguments<typeof OPTIONS>>;

async function main(): Promise<void> {
  const given = readArguments(OPTIONS, USAGE);
  console.log(
    `Node ${process.version}, ${availableParallelism()} cores. Ratios count; times depend on the machine.`,
  );
  const lives = createCrowd(SEED, LISTENERS, PLAYS_EACH);
  const { rounds, 'row-listeners': rowListeners } = given;
  const speedsOf = (database: BenchDatabase) => measureSpeed(database, lives, { rounds, rowListeners });
  if (given.only !== 'embedded') {
    await using(await startServer(process.env.BENCH_DATABASE_URL), async (database) => {
      console.log('\n== PostgreSQL');
      if (rounds > 0) printSpeed(await speedsOf(database), rowListeners);
      await measure(database, lives, given);
    });
  }
  if (given.only !== 'server') {
    console.log('\n== embedded');
    const speeds: Speed[] = [];
    // It has one session for all connections, which keeps the plans of a round before: a new database for each.
    while (speeds.length < rounds)
      await using(await startEmbedded(), async (database) => {
        speeds.push(...(await measureSpeed(database, lives, { rounds: 1, rowListeners })));
      });
    if (rounds > 0) printSpeed(speeds, rowListeners);
    await using(await startEmbedded(), (database) => measure(database, lives, given));
  }
}

async function using(
  database: BenchDatabase,
  work: (database: BenchDatabase) => Promise<void>,
): Promise<void> {
  try {
    await work(database);
  } finally {
    await database.stop();
  }
}

async function measure(database: BenchDatabase, lives: Lives, given: Arguments): Promise<void> {
  for (const { listeners, statements } of await countStatements(database, lives, [1, 10, 50])) {
    console.log(`statements for a batch of ${listeners} listeners: ${statements}`);
    if (
      !record({
        bench: 'ingest',
        what: `statements for ${listeners} listeners`,
        value: statements,
        atMost: 2,
      })
    )
      miss('A batch takes more than 2 statements.');
  }
  if (!database.isServer) return;
  await printSteadyState(database, lives);
  if (given['storage-listeners'] > 0) await printStorage(database, given);
}

function printSpeed(speeds: readonly Speed[], rowListeners: number): void {
  const of = (pick: (speed: Speed) => number) => median(speeds.map(pick));
  const shown = (value: number) => Math.round(value).toLocaleString('en').padStart(9);
  console.log(`plays a second, median of ${speeds.length} rounds:`);
  console.log(
    `${shown(of((s) => s.batch))}  batch write, rollups on (${LISTENERS} listeners × 50 plays a batch)`,
  );
  console.log(`${shown(of((s) => s.rowByRow))}  row-by-row upserts, no rollups (${rowListeners * 50} plays)`);
  console.log(`${shown(of((s) => s.bareInsert))}  bare multi-row INSERT into play_events, keys known`);
  const faster = of((s) => s.batch / s.rowByRow);
  record({ bench: 'ingest', what: 'batch write ÷ row by row', value: faster, atLeast: 50 });
  console.log(`batch write ÷ row by row: ${faster.toFixed(0)}× (goal 50×)`);
  console.log(`bare INSERT ÷ batch write: ${of((s) => s.bareInsert / s.batch).toFixed(1)}×`);
}

async function printSteadyState(database: BenchDatabase, lives: Lives): Promise<void> {
  const cases = [
    { active: 0, fresh: 0 },
    { active: 2, fresh: 2 },
  ];
  for (const { active, fresh, changes } of await measureSteadyState(database, lives, cases)) {
    console.log(`rows written by a batch of ${LISTENERS}, of whom ${active} have ${fresh} new plays each:`);
    for (const { table, inserted, updated, deleted } of changes) {
      if (active === 0 && !TOUCHED_ANYWAY.includes(table))
        miss(`${table} is written although nothing is new.`);
      console.log(`  ${table.padEnd(18)} ${inserted} inserted, ${updated} updated, ${deleted} deleted`);
    }
  }
}

async function printStorage(database: BenchDatabase, given: Arguments): Promise<void> {
  const crowd = createCrowd(SEED, given['storage-listeners'], given['storage-plays']);
  const { plays, batches, grown, rebuilt, heaviest, reindexed } = await measureStorage(database, crowd);
  const each = (bytes: number) => (bytes / plays).toFixed(1);
  const listed = (weight: Weight) =>
    `${each(total(weight))} bytes a play (goal ${STORAGE_GOAL}): table ${each(weight.table)}, primary key ` +
    `${each(weight.primaryKey)}, index by track ${each(weight.byTrack)}`;
  console.log(`storage after ${plays.toLocaleString('en')} plays in ${batches} hourly batches:`);
  console.log(`  as grown: ${listed(grown)}`);
  console.log(`  the primary key was rebuilt ${rebuilt} times; heaviest ever ${heaviest.toFixed(1)}`);
  console.log(`  both indexes just built: ${listed(reindexed)}`);
  const value = total(grown) / plays;
  if (!record({ bench: 'ingest', what: 'bytes a play', value, atMost: STORAGE_GOAL }))
    miss(`A play takes more than ${STORAGE_GOAL} bytes.`);
}

/** What does not hang on the machine must hold: the run ends with exit code 1. */
function miss(what: string): void {
  console.error(`MISSED: ${what}`);
  process.exitCode = 1;
}

runBench(main);
