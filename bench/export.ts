import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { connectDatabase, type RootDatabase } from '@/lib/db/client';
import { createLogger } from '@/lib/logger';
import { ALL_TIME } from '@/lib/shared/analytics/range-presets';
import { type ExportQuestion, exportArchive } from '@/services/export-service';
import { median, readArguments, runBench, whole } from './command.mjs';
import { startServer } from './databases';
import { buildLibrary, NOW, TIME_ZONE } from './read-library';
import { record } from './results.mjs';

const USAGE = `Measures how a whole archive is exported, on a PostgreSQL server, against its own COPY … TO STDOUT.

--plays    of the one listener; default 1000000
--rounds   how often each path is measured, in turn; default 3
BENCH_DATABASE_URL   an empty database on a server, in place of a cluster of Debian's PostgreSQL`;

/** Times of COPY, seconds until the first byte, MB, seconds until the database is free after an abort. */
const GOALS = { ratio: 5, firstByte: 1, growth: 150, freed: 1 };

const OPTIONS = { plays: whole('1000000'), rounds: whole('3') };

/** How often each export is broken off. */
const ABORTS = 20;

interface Run {
  seconds: number;
  bytes: number;
  /** Seconds until the first byte, and until the first play. */
  firstByte: number;
  firstPlay: number;
  /** MB of resident memory at the most, above what it was at the start. */
  growth: number;
}

const clock = { now: () => NOW, sleep: async () => {} };
const logger = createLogger('warn');
const QUESTIONS: Record<string, ExportQuestion> = {
  CSV: { format: 'csv', range: ALL_TIME, gdpr: false },
  JSON: { format: 'json', range: ALL_TIME, gdpr: false },
};

/** What COPY is asked for: the bare rows, and the rows with the names and ids that the CSV file has. */
const BARE = 'SELECT * FROM play_events WHERE user_id = 1 ORDER BY played_at, track_id';
const SAME_FACTS = `SELECT e.played_at, e.played_at AT TIME ZONE '${TIME_ZONE}', t.name,
    (SELECT string_agg(a.name, '; ' ORDER BY ta.position) FROM track_artists ta JOIN artists a ON a.id = ta.artist_id
     WHERE ta.track_id = t.id), al.name, e.listened_ms, e.ms_played, n.skipped, o.sources, c.type, c.uri, t.duration_ms,
    t.explicit, t.isrc, t.spotify_id, al.spotify_id, o.created_at
  FROM play_events e JOIN play_origins o ON o.id = e.origin_id JOIN tracks t ON t.id = e.track_id
  LEFT JOIN albums al ON al.id = t.album_id
  LEFT JOIN play_contexts c ON c.id = e.context_id LEFT JOIN play_endings n ON n.id = e.ending_id WHERE e.user_id = 1 ORDER BY e.played_at, e.track_id`;

async function main(): Promise<void> {
  const { plays, rounds } = readArguments(OPTIONS, USAGE);
  console.log(
    `Node ${process.version}, ${availableParallelism()} cores. Ratios count; times depend on the machine.`,
  );
  const database = await startServer(process.env.BENCH_DATABASE_URL);
  const db = connectDatabase(database.url, 2);
  try {
    await buildLibrary(database.url, [plays], plays);
    console.log(`${plays.toLocaleString('en')} plays; medians of ${rounds} rounds.\n`);
    await measure(db, database.url, plays, rounds);
  } finally {
    await db.$disconnect();
    await database.stop();
  }
}

async function measure(db: RootDatabase, url: string, plays: number, rounds: number): Promise<void> {
  const copies: Record<string, number[]> = { bare: [], sameFacts: [] };
  const runs: Record<string, Run[]> = Object.fromEntries(Object.keys(QUESTIONS).map((name) => [name, []]));
  // What a server has loaded long before anybody exports: the driver, and the code itself.
  for (const question of Object.values(QUESTIONS)) {
    await run(db, { ...question, range: { preset: '1y', from: null, to: null } }, 0);
  }
  for (let round = 0; round < rounds; round += 1) {
    copies.bare?.push(await copy(url, BARE));
    copies.sameFacts?.push(await copy(url, SAME_FACTS));
    for (const [name, question] of Object.entries(QUESTIONS)) {
      runs[name]?.push(await run(db, question, plays));
    }
  }
  const [bare, sameFacts] = [median(copies.bare ?? []), median(copies.sameFacts ?? [])];
  console.log(`COPY of the bare rows   ${bare.toFixed(2)} s`);
  console.log(`COPY of the same facts  ${sameFacts.toFixed(2)} s\n`);
  for (const [name, list] of Object.entries(runs)) print(name, list, { bare, sameFacts });
  for (const [name, question] of Object.entries(QUESTIONS)) await measureAbort(db, name, question);
}

/** Breaks an export off in its middle, and waits for a lock that nobody gets while a statement on the plays is open. */
async function measureAbort(db: RootDatabase, name: string, question: ExportQuestion): Promise<void> {
  const seconds: number[] = [];
  for (let round = 0; round < ABORTS; round += 1) {
    const { body } = await exportArchive(
      { db, clock, logger },
      { id: 1, timeZone: TIME_ZONE, locale: 'en' },
      question,
    );
    const reader = body.getReader();
    for (let chunk = 0; chunk < 5 + round; chunk += 1) await reader.read();
    const began = performance.now();
    await reader.cancel();
    await db.$transaction((tx) => tx.$executeRaw`LOCK TABLE play_events IN ACCESS EXCLUSIVE MODE`);
    seconds.push((performance.now() - began) / 1000);
  }
  const longest = Math.max(...seconds);
  const times = `${median(seconds).toFixed(3)} s after an abort, ${longest.toFixed(3)} s at most`;
  console.log(`${name.padEnd(5)} the database is free ${times} (${ABORTS} aborts)`);
  const what = `${name}: database free after an abort, s`;
  if (record({ bench: 'export', what, value: longest, atMost: GOALS.freed })) return;
  console.log(`      MISSED: more than ${GOALS.freed} s`);
  process.exitCode = 1;
}

function print(name: string, list: readonly Run[], copies: { bare: number; sameFacts: number }): void {
  const of = (pick: (run: Run) => number) => median(list.map(pick));
  const growth = Math.max(...list.map((r) => r.growth));
  const [seconds, firstByte] = [of((r) => r.seconds), of((r) => r.firstByte)];
  console.log(
    `${name.padEnd(5)} ${seconds.toFixed(2)} s, ${(of((r) => r.bytes) / 1e6).toFixed(0)} MB; ` +
      `÷ COPY of the same facts ${(seconds / copies.sameFacts).toFixed(1)}×, of the bare rows ${(seconds / copies.bare).toFixed(1)}×; ` +
      `first byte ${firstByte.toFixed(3)} s, first play ${of((r) => r.firstPlay).toFixed(3)} s; ` +
      `memory grew by ${growth.toFixed(0)} MB at most`,
  );
  for (const [what, value, atMost] of [
    ['÷ COPY of the same facts', seconds / copies.sameFacts, GOALS.ratio],
    ['first byte, s', firstByte, GOALS.firstByte],
    ['memory grew by, MB', growth, GOALS.growth],
  ] as const)
    record({ bench: 'export', what: `${name}: ${what}`, value, atMost });
  const flaws = [
    ...(seconds / copies.sameFacts > GOALS.ratio ? [`slower than ${GOALS.ratio}× COPY`] : []),
    ...(firstByte > GOALS.firstByte ? ['first byte too late'] : []),
    ...(growth > GOALS.growth ? [`more than ${GOALS.growth} MB`] : []),
  ];
  if (flaws.length === 0) return;
  console.log(`      MISSED: ${flaws.join(', ')}`);
  process.exitCode = 1;
}

/** Seconds that psql needs to receive all rows. */
async function copy(url: string, query: string): Promise<number> {
  const began = performance.now();
  const statement = `COPY (${query.replaceAll('\n', ' ')}) TO STDOUT (FORMAT csv)`;
  const psql = spawn('psql', ['-X', '-q', '-d', url, '-c', 'SET jit = off', '-c', statement], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  psql.stdout.resume();
  const [code] = await once(psql, 'close');
  if (code !== 0)
    throw new Error('psql could not copy. Is it installed (apt-get install postgresql-client)?');
  return (performance.now() - began) / 1000;
}

async function run(db: RootDatabase, question: ExportQuestion, plays: number): Promise<Run> {
  globalThis.gc?.();
  const before = process.memoryUsage.rss();
  const began = performance.now();
  let [bytes, lines, peak, firstByte, firstPlay] = [0, 0, before, 0, 0];
  const seconds = () => (performance.now() - began) / 1000;
  const { body } = await exportArchive(
    { db, clock, logger },
    { id: 1, timeZone: TIME_ZONE, locale: 'en' },
    question,
  );
  for await (const chunk of body) {
    firstByte ||= seconds();
    if (chunk.byteLength > 1000) firstPlay ||= seconds();
    bytes += chunk.byteLength;
    for (const byte of chunk) if (byte === 10) lines += 1;
    peak = Math.max(peak, process.memoryUsage.rss());
  }
  if (lines < plays) throw new Error(`${plays} plays, but only ${lines} lines came out.`);
  return { seconds: seconds(), bytes, firstByte, firstPlay, growth: (peak - before) / 1e6 };
}

runBench(main);
