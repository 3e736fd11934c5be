import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { connectDatabase } from '@/lib/db/client';
import { applyMigrations } from '@/lib/db/migrate';
import { HOUR, MINUTE } from '@/lib/shared/time';
import { verifyArchive } from '@/services/analytics/archive-verification';
import type { ListenerLife } from '../../simulator/life/listener-life';
import { seededRandom } from '../simulation/seeded-random';
import { repetitions } from '../support/depth';
import { Installation, PROGRAM } from '../support/installation/installation';
import { signInListeners } from '../support/installation/listeners';
import { compareWithTruth } from '../support/installation/truth';
import { leaveUnfinishedImport } from '../support/installation/unfinished-import';
import { UNKEPT } from '../support/installation/web-process';
import { postgresMissing } from '../support/servers/postgres-cluster';
import { redisMissing } from '../support/servers/redis-server';
import { waitUntil } from '../support/wait-until';

const missing = postgresMissing ?? redisMissing;
if (missing) console.warn(`Skipped, two servers on PostgreSQL, Redis and QStash: ${missing}`);

const STARTS_AT = new Date('2026-03-02T05:30:00Z');
const FIRST_TICK = new Date('2026-03-02T06:00:00Z').getTime();
const LISTENERS = repetitions(70, 400);
/** Short ones are refreshed in each hour; who waits for the refresh of a killed server waits for a minute. */
const TOKEN_LIFE_MS = repetitions(6, 1) * HOUR;
const PLAYS_PER_DAY = 120;
const SEED = 11;
const METRICS_TOKEN = 'token-of-the-operator';
/** Next's exit code once SIGTERM has been heeded and all requests are answered. */
const ENDED_IN_ORDER = 143;

let installation: Installation;
let listeners: ListenerLife[];
/** Hours that have begun. */
let hour = -1;
let archivedBefore = 0;
/** A version that brings a migration, in a folder of its own. */
const newVersion = join(mkdtempSync(join(tmpdir(), 'audiospective-version-')), 'app');

beforeAll(async () => {
  if (missing) return;
  const disorder = { random: seededRandom(SEED), duplicates: 0.15 };
  installation = await Installation.start({
    startsAt: STARTS_AT,
    queue: { disorder },
    env: { METRICS_TOKEN },
    accessTokenLifeMs: TOKEN_LIFE_MS,
  });
  await Promise.all([installation.addWeb(), installation.addWeb()]);
  const startsAt = new Date(FIRST_TICK - HOUR);
  listeners = await signInListeners(installation, {
    count: LISTENERS,
    playsPerDay: PLAYS_PER_DAY,
    startsAt,
  });
});

afterAll(async () => {
  await installation?.stop();
  rmSync(join(newVersion, '..'), { recursive: true, force: true });
});

/** Lets time pass until this many minutes of the hour that follows, or of the present one. */
const untilNextHour = (minutes: number) => {
  hour += 1;
  return untilMinute(minutes);
};
const untilMinute = (minutes: number) =>
  installation.passTimeUntil(new Date(FIRST_TICK + hour * HOUR + minutes * MINUTE));

/** Resolves amid a batch: some of its listeners have been polled, nothing is written yet. */
async function amidABatch(): Promise<void> {
  const { control } = installation.spotify.simulator;
  control.addFault({
    match: { path: 'recently-played' },
    times: 'forever',
    fault: { kind: 'slow', ms: 100 },
  });
  const before = control.requests().total;
  await waitUntil('polls under way', () => control.requests().total >= before + 10);
  control.clearFaults();
}

const serving = () => installation.webs.find(({ port }) => installation.balancer.busy().includes(port));

// Each test begins where the one before ended.
describe.skipIf(missing !== null)('an installation of two servers archives each play once', () => {
  afterEach(async () => {
    const truth = await compareWithTruth(installation, listeners);
    expect(truth).toMatchObject({ unpolled: 0, missing: [], extra: [] });
    expect(truth.archived).toBeGreaterThan(archivedBefore);
    archivedBefore = truth.archived;
    expect(await installation.db.archiveGap.count()).toBe(0);
  });

  it('while messages come twice, in any order, and answers are lost', async () => {
    await untilNextHour(59);
    await untilNextHour(59);
    const messages = installation.qstash.requests().filter((request) => request === 'POST /v2/batch');
    expect(installation.qstash.delivered()).toBeGreaterThan(messages.length);
  });

  it('when a server is killed amid a batch; the import that it leaves goes on as another starts', async () => {
    const passing = untilNextHour(59);
    await amidABatch();
    const victim = serving();
    expect(victim).toBeDefined();
    if (victim) await installation.kill(victim);
    await passing;
    const { db, clock } = installation;
    const left = await leaveUnfinishedImport(db, 1, clock.now());
    expect(left.rows).toBeGreaterThan(0);
    await installation.addWeb();
    const imported = () => db.importJob.findUniqueOrThrow({ where: { id: left.id } });
    await waitUntil('the end of the import', async () => (await imported()).finishedAt !== null, MINUTE);
    expect(await imported()).toMatchObject({ status: 'succeeded', rowsDone: left.rows, added: 0 });
  });

  it('while Redis is gone, and after it has come back empty', async () => {
    await installation.crashRedis();
    await untilNextHour(59);
    await installation.restartRedis();
    await untilNextHour(59);
  });

  it('when PostgreSQL crashes amid a batch and is away for a quarter of an hour', async () => {
    const passing = untilNextHour(15);
    await amidABatch();
    await installation.postgres.crash();
    await passing;
    await installation.postgres.start();
    await untilMinute(59);
    expect(installation.qstash.deadLetters()).toEqual([]);
  });

  it('when PostgreSQL is away for longer than QStash tries: the next hour has everything', async () => {
    await installation.postgres.crash();
    await untilNextHour(50);
    expect(installation.qstash.deadLetters()).not.toEqual([]);
    await installation.postgres.start();
    await untilNextHour(59);
  });

  it('while QStash takes no messages: they wait in the outbox', async () => {
    installation.qstash.fail(500);
    await untilNextHour(30);
    expect(await installation.db.queueOutboxMessage.count()).toBeGreaterThan(0);
    installation.qstash.recover();
    await untilNextHour(59);
    expect(await installation.db.queueOutboxMessage.count()).toBe(0);
  });

  it('while the signing keys are rotated', async () => {
    installation.rotateSigningKeys();
    await untilNextHour(59);
  });

  it('while a version that brings a migration replaces one server after the other', async () => {
    cpSync(PROGRAM, newVersion, { recursive: true });
    const migrations = join(newVersion, 'prisma/migrations');
    mkdirSync(join(migrations, '29990101000000_expand'));
    const expand = 'ALTER TABLE users ADD COLUMN nickname TEXT';
    writeFileSync(join(migrations, '29990101000000_expand/migration.sql'), expand);

    const early = await installation.addWeb(newVersion, { whenReady: false });
    expect((await installation.readiness(early)).status).toBe(503);
    await untilNextHour(59);
    await applyMigrations({
      connectionString: installation.postgres.url,
      directory: migrations,
      log: () => {},
    });
    expect((await installation.readiness(early)).status).toBe(200);

    const [first, second] = installation.webs;
    const passing = untilNextHour(59);
    await amidABatch();
    expect(first && (await installation.retire(first))).toBe(ENDED_IN_ORDER);
    await installation.addWeb(newVersion);
    expect(second && (await installation.retire(second))).toBe(ENDED_IN_ORDER);
    await passing;
    await untilNextHour(59);
  });

  it('when the version before is put back on the migrated database', async () => {
    const newer = [...installation.webs];
    await installation.addWeb();
    for (const web of newer) await installation.retire(web);
    await untilNextHour(59);
  });

  it('and a dump, restored elsewhere, has them all with the figures of a recount', async () => {
    const { postgres } = installation;
    const at = ['-h', '127.0.0.1', '-p', String(postgres.port), '-U', 'postgres'];
    const folder = postgres.folder;
    await postgres.run('pg_dump', [...at, '--format=custom', `--file=${folder}/archive.dump`, 'postgres']);
    await postgres.run('createdb', [...at, 'restored']);
    await postgres.run('pg_restore', [...at, '--no-owner', '-d', 'restored', `${folder}/archive.dump`]);
    const restored = connectDatabase(postgres.url.replace(/postgres$/, 'restored'));
    try {
      const found = await verifyArchive({ db: restored });
      expect(found).toMatchObject({ differences: [], listeners: LISTENERS, plays: archivedBefore });
      const truth = await compareWithTruth({ db: restored, spotify: installation.spotify }, listeners);
      expect(truth).toEqual({ archived: archivedBefore, unpolled: 0, missing: [], extra: [] });
    } finally {
      await restored.$disconnect();
    }
    await untilNextHour(59);
  });
});

/** The figures of one server, as Prometheus reads them. */
async function scrape(port: number): Promise<Map<string | undefined, number>> {
  const headers = { authorization: `Bearer ${METRICS_TOKEN}`, ...UNKEPT };
  const text = await (await fetch(`http://127.0.0.1:${port}/metrics`, { headers })).text();
  return new Map(
    [...text.matchAll(/^audiospective_(\S+) (\S+)$/gm)].map(([, series, value]) => [series, Number(value)]),
  );
}

it.skipIf(missing !== null)(
  'each server says what it did itself, and all say the same of the archive',
  async () => {
    for (const { port } of installation.webs) {
      const figures = await scrape(port);
      expect(figures.get('counted_plays')).toBe(archivedBefore);
      const route = 'method="POST",route="/api/queue/archive-batch",status="2xx"';
      for (const own of [
        `http_request_duration_seconds_count{${route}}`,
        'database_connection_wait_seconds_count{pool="main"}',
        'database_connections{pool="main"}',
      ])
        expect(figures.get(own), own).toBeGreaterThan(0);
    }
  },
);
