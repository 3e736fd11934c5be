import { availableParallelism } from 'node:os';
import { z } from 'zod';
import { connectDatabase, type RootDatabase } from '@/lib/db/client';
import { createMemoryKeyValue } from '@/lib/kv/memory-key-value';
import { createLogger } from '@/lib/logger';
import type { ReadDeps } from '@/services/analytics/read-deps';
import { readArguments, runBench, whole } from './command.mjs';
import { type BenchDatabase, startServer } from './databases';
import { buildLibrary, type Measured, NOW, TIME_ZONE } from './read-library';
import { allTime, lastMonth, lastYear, type Question } from './read-questions';
import { type Result, record } from './results.mjs';

const USAGE = `Measures how statistics are read, on a PostgreSQL server, at 10,000, 100,000 and 1,000,000 plays of one listener.

--total    plays of all listeners together; default 2000000
--rounds   how often each question is asked; default 15
--only     only questions with this in their name
BENCH_DATABASE_URL   an empty database on a server, or one that an earlier run has filled, in place of a cluster of
                     Debian's PostgreSQL`;

const SIZES = [10_000, 100_000, 1_000_000];
const GOALS = { growth: 2, allTime: 100, range: 1 };
const YEAR = 365 * 86_400_000;

const OPTIONS = { total: whole('2000000'), rounds: whole('15'), only: z.string().default('') };

interface Times {
  p50: number;
  p95: number;
}

const clock = { now: () => NOW, sleep: async () => {} };
const logger = createLogger('warn');
/** Forgets at once: every question is computed. */
const forgetful = { ...createMemoryKeyValue(clock), get: async () => null, set: async () => {} };

async function main(): Promise<void> {
  const { total, rounds, only } = readArguments(OPTIONS, USAGE);
  console.log(
    `Node ${process.version}, ${availableParallelism()} cores. Ratios count; times depend on the machine.`,
  );
  const database = await startServer(process.env.BENCH_DATABASE_URL);
  try {
    const startedAt = performance.now();
    const measured = await buildLibrary(database.url, SIZES, total);
    const seconds = Math.round((performance.now() - startedAt) / 1000);
    console.log(`The library is written after ${seconds} s.`);
    console.log(`${total.toLocaleString('en')} plays in all; nothing is cached; ms, p50 / p95 of ${rounds}.`);
    await measureAll(database, { measured, rounds, only });
    for (const result of worst.values()) record(result);
  } finally {
    await database.stop();
  }
}

async function measureAll(
  database: BenchDatabase,
  asked: Pick<Setting, 'measured' | 'rounds' | 'only'>,
): Promise<void> {
  const db = connectDatabase(database.url, 4);
  try {
    await printTable('all time', allTime, { db, ...asked, since: null });
    const yearAgo = new Date(NOW.getTime() - YEAR);
    await printTable('last year', lastYear, { db, ...asked, since: yearAgo });
    const monthAgo = new Date(NOW.getTime() - YEAR / 12);
    await printTable('last 30 days', lastMonth, { db, ...asked, since: monthAgo, isWithoutGoal: true });
  } finally {
    await db.$disconnect();
  }
}

interface Setting {
  db: RootDatabase;
  measured: readonly Measured[];
  rounds: number;
  /** Questions with this in their name; empty: all. */
  only: string;
  /** The first instant for the naive statements; null: all time. */
  since: Date | null;
  /** Such a short range takes milliseconds either way: the ratio to naive is printed but has no goal. */
  isWithoutGoal?: boolean;
}

async function printTable(title: string, questions: readonly Question[], setting: Setting): Promise<void> {
  const sizes = setting.measured.map(({ plays }) => plays.toLocaleString('en').padStart(15)).join('');
  console.log(`\n${title.padEnd(26)}${sizes}   1M:10k of p50, p95   naive÷ours at 1M`);
  for (const question of questions.filter(({ name }) => name.includes(setting.only)))
    console.log(await line(question, setting));
}

async function line(question: Question, setting: Setting): Promise<string> {
  const times: Times[] = [];
  for (const { id } of setting.measured) times.push(await timesOf(setting, question, id));
  const [least, most, largest] = [times[0], times.at(-1), setting.measured.at(-1)];
  if (!least || !most || !largest) throw new Error('There is nobody to measure.');
  const naive = question.naive
    ? await naiveTime(setting, question.naive, largest.id, question.isOfTwoRanges)
    : null;
  const growth = { p50: most.p50 / least.p50, p95: most.p95 / least.p95 };
  const faster = naive === null ? null : naive / most.p50;
  const cells = times.map(({ p50, p95 }) => `${p50.toFixed(1)} / ${p95.toFixed(1)}`.padStart(15)).join('');
  const ratios = `${growth.p50.toFixed(1)}×`.padStart(13) + `${growth.p95.toFixed(1)}×`.padStart(7);
  const ratio = faster === null ? '' : `${faster.toFixed(1)}×`.padStart(16);
  const isAllTime = setting.since === null;
  return (
    question.name.padEnd(26) +
    cells +
    ratios +
    ratio +
    missed(question, { growth: growth.p50, faster: setting.isWithoutGoal ? null : faster, isAllTime })
  );
}

/** Names the goals that were not met; the run then ends with exit code 1. The middle is judged: p95 of a few rounds is noise. */
function missed(
  { isReadOff, isOfPlays }: Question,
  { growth, faster, isAllTime }: { growth: number; faster: number | null; isAllTime: boolean },
): string {
  const goal = isReadOff ? GOALS.allTime : GOALS.range;
  const flaws = [
    ...(isAllTime && !isOfPlays && growth > GOALS.growth ? [`grows more than ${GOALS.growth}×`] : []),
    ...(faster !== null && faster < goal ? [`naive÷ours below ${goal}`] : []),
  ];
  if (isAllTime && !isOfPlays) keepWorst('growth, 10,000 to 1,000,000 plays', growth, 'atMost', GOALS.growth);
  if (faster !== null)
    keepWorst(isReadOff ? 'naive ÷ ours, read off' : 'naive ÷ ours, ranges', faster, 'atLeast', goal);
  if (flaws.length > 0) process.exitCode = 1;
  return flaws.length > 0 ? `   MISSED: ${flaws.join(', ')}` : '';
}

const worst = new Map<string, Result>();

/** Of all questions the table of results has the worst. */
function keepWorst(what: string, value: number, way: 'atMost' | 'atLeast', goal: number): void {
  const before = worst.get(what)?.value ?? value;
  const next = way === 'atMost' ? Math.max(before, value) : Math.min(before, value);
  worst.set(what, { bench: 'read', what: `worst ${what}`, value: next, [way]: goal });
}

async function timesOf({ db, rounds }: Setting, question: Question, userId: number): Promise<Times> {
  const deps: ReadDeps = { db, clock, logger, kv: forgetful };
  return percentiles(rounds, () => question.ask(deps, { id: userId, timeZone: TIME_ZONE }));
}

async function naiveTime(
  { db, since }: Setting,
  statement: string,
  userId: number,
  isOfTwoRanges = false,
): Promise<number> {
  const before = since && new Date(2 * since.getTime() - NOW.getTime());
  const spans: (Date | null)[][] = [[since, null], ...(isOfTwoRanges ? [[before, since]] : [])];
  const ask = async () => {
    for (const span of spans) await db.$queryRawUnsafe(statement, userId, ...span);
  };
  return (await percentiles(5, ask)).p50;
}

/** One warm-up, then the given number that count. */
async function percentiles(rounds: number, work: () => Promise<unknown>): Promise<Times> {
  await work();
  const times: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const startedAt = performance.now();
    await work();
    times.push(performance.now() - startedAt);
  }
  times.sort((a, b) => a - b);
  const at = (share: number) =>
    times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? Number.NaN;
  return { p50: at(0.5), p95: at(0.95) };
}

runBench(main);
