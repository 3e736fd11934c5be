import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { Installation } from '../tests/support/installation/installation';
import { signInListeners } from '../tests/support/installation/listeners';
import { compareWithTruth } from '../tests/support/installation/truth';
import { type DashboardTimes, openDashboards } from './dashboard-times';

const DAY = 86_400_000;
/** Just after a tick of either schedule, so that five minutes are left to sign everybody in. */
const STARTS_AT = new Date('2026-03-02T05:55:01Z');
const TICK_AT = new Date('2026-03-02T06:00:00Z');
const TICKED_AT = new Date('2026-03-02T06:00:01Z');
/** A signed message is valid for five minutes: with fewer batches an hour, time would leap past those under way. */
const FEW_LISTENERS = 4_000;
const SHORT_MINUTES = 5;
const PLAYS_PER_DAY = 35;
/** Long enough for almost everybody to have played 50 tracks. */
const LIVED_DAYS = 4;
const SERVERS = 2;
const WATCHED_LISTENERS = 8;

export interface ScaleFigures {
  listeners: number;
  plays: number;
  /** From the tick to the last answer. */
  seconds: number;
  statements: number;
  databaseMb: number;
  deliveries: number;
  queueCalls: number;
  /** Calls of Spotify's Web API a listener. */
  callsEach: number;
  refreshesEach: number;
  storeCalls: number;
  /** The most resident memory of each server. */
  webMb: number[];
  dashboard: DashboardTimes;
  atRest: DashboardTimes;
  unpolled: number;
  missing: number;
  extra: number;
}

/** One hour of an archive that has just begun: everybody's last 50 plays are new. */
export async function measureHour(listeners: number, parallelism: number): Promise<ScaleFigures> {
  const minutes = listeners < FEW_LISTENERS ? SHORT_MINUTES : 60;
  const endsAt = new Date(TICK_AT.getTime() + minutes * 60_000);
  const installation = await Installation.start({
    startsAt: STARTS_AT,
    // The machine's time goes on while deliveries are awaited: the hour after would begin.
    queue: { parallelism, ticks: 1 },
    settings: ['shared_preload_libraries=pg_stat_statements'],
    // Each dashboard then comes from an address of its own, and no rate limit is met.
    env: { TRUSTED_PROXY_HOPS: '1', ARCHIVE_EVERY_MINUTES: String(minutes) },
  });
  try {
    await installation.db.$executeRaw`CREATE EXTENSION pg_stat_statements`;
    const startsAt = new Date(TICK_AT.getTime() - LIVED_DAYS * DAY);
    const lives = await signInListeners(installation, {
      count: listeners,
      playsPerDay: PLAYS_PER_DAY,
      startsAt,
    });
    for (let n = 0; n < SERVERS; n++) await installation.addWeb();
    const dashboards = await openDashboards(installation, WATCHED_LISTENERS);
    await installation.db.$executeRaw`SELECT pg_stat_statements_reset()`;
    const hour = await passTheHour(installation, { endsAt, parallelism }, dashboards);
    const statements = await countStatements(installation);
    const truth = await compareWithTruth(installation, lives, { lastPlays: 50 });
    return {
      listeners,
      plays: truth.archived,
      ...hour,
      statements,
      unpolled: truth.unpolled,
      missing: truth.missing.length,
      extra: truth.extra.length,
      ...spotifyFigures(installation, listeners),
      databaseMb: await databaseMb(installation),
      deliveries: installation.qstash.delivered(),
      queueCalls: installation.qstash.requests().length,
      storeCalls: installation.storeCalls(),
      webMb: installation.webs.map(({ pid }) => highestMemoryMb(pid)),
      atRest: await dashboards.measure((times) => times.length < 40),
    };
  } finally {
    await installation.stop();
  }
}

async function passTheHour(
  installation: Installation,
  { endsAt, parallelism }: { endsAt: Date; parallelism: number },
  dashboards: Awaited<ReturnType<typeof openDashboards>>,
) {
  if (installation.clock.now() >= TICK_AT) throw new Error('Signing in took longer than until the tick.');
  const begin = performance.now();
  let isOver = false;
  const measured = dashboards.measure(() => !isOver);
  await installation.passTimeUntil(TICKED_AT);
  await installation.passTimeUntil(endsAt, parallelism - 1);
  await installation.passTimeUntil(endsAt);
  const seconds = (performance.now() - begin) / 1_000;
  isOver = true;
  return { seconds, dashboard: await measured };
}

function spotifyFigures({ spotify }: Installation, listeners: number) {
  const { counts } = spotify.simulator.control.requests();
  const of = (isCounted: (path: string) => boolean) =>
    counts.filter(({ path }) => isCounted(path)).reduce((sum, { count }) => sum + count, 0) / listeners;
  return {
    callsEach: of((path) => path.startsWith('/v1/')),
    refreshesEach: of((path) => path === '/api/token'),
  };
}

const oneNumber = z.tuple([z.object({ value: z.number() })]);

async function countStatements({ db }: Installation): Promise<number> {
  const rows = await db.$queryRaw`SELECT sum(calls)::float8 AS value FROM pg_stat_statements WHERE toplevel`;
  return oneNumber.parse(rows)[0].value;
}

async function databaseMb({ db }: Installation): Promise<number> {
  const rows = await db.$queryRaw`SELECT round(pg_database_size(current_database()) / 1e6)::float8 AS value`;
  return oneNumber.parse(rows)[0].value;
}

function highestMemoryMb(pid: number): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  return Math.round(Number(/VmHWM:\s+(\d+) kB/.exec(status)?.[1]) / 1_000);
}
