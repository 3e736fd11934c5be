import { resolve } from 'node:path';
import { NextRequest } from 'next/server';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import * as live from '@/app/api/health/live/route';
import * as ready from '@/app/api/health/ready/route';
import * as batch from '@/app/api/queue/archive-batch/route';
import * as stats from '@/app/api/stats/route';
import { provideRuntime, runtime } from '@/lib/build-deps';
import { connectDatabase, connectForStatistics, type RootDatabase } from '@/lib/db/client';
import { isDatabaseUnavailable } from '@/lib/db/database-unavailable';
import { applyMigrations } from '@/lib/db/migrate';
import { proxy } from '@/proxy';
import { APP, call, signed, signedInBrowser, useHttpStage } from '../support/http-stage';
import {
  type PostgresCluster,
  postgresMissing,
  startPostgresCluster,
} from '../support/servers/postgres-cluster';

const TIMEOUT_MS = 2_000;
const STATISTICS = { connections: 2, timeoutMs: 500 };

const stage = useHttpStage();
let postgres: PostgresCluster;
let db: RootDatabase;
let statisticsDb: RootDatabase;

describe.skipIf(postgresMissing)('a database that hangs and refuses nothing', () => {
  beforeAll(async () => {
    postgres = await startPostgresCluster(['fsync=off']);
    const directory = resolve(import.meta.dirname, '../../prisma/migrations');
    await applyMigrations({ connectionString: postgres.url, directory, log: () => {} });
    db = connectDatabase(postgres.url, 3, { connectTimeoutMs: TIMEOUT_MS, timeoutMs: TIMEOUT_MS });
    statisticsDb = connectForStatistics(postgres.url, STATISTICS, TIMEOUT_MS);
  });
  afterEach(() => postgres.thaw());
  afterAll(async () => {
    await Promise.all([db.$disconnect(), statisticsDb.$disconnect()]);
    await postgres.stop();
  });

  const hangUp = () => postgres.freeze();
  /** Takes all connections of the pool, so that they are open when the server hangs. */
  const openAll = () => Promise.all([1, 2, 3].map(() => db.$executeRaw`SELECT pg_sleep(0.1)`));
  const failure = (work: Promise<unknown>) => work.then(() => 'answered', isDatabaseUnavailable);

  it('fails every statement as unavailable, and answers by itself when it goes on', async () => {
    await openAll();
    await hangUp();
    const all = [1, 2, 3, 4, 5].map(() => failure(db.$queryRaw`SELECT 1`));
    expect(await Promise.all(all)).toEqual(all.map(() => true));
    expect(await failure(db.$transaction((tx) => tx.$queryRaw`SELECT 1`))).toBe(true);
    expect(await failure(statisticsDb.$queryRaw`SELECT 1`)).toBe(true);
    await postgres.thaw();
    expect(await Promise.all([1, 2, 3].map(() => failure(db.$queryRaw`SELECT 1`)))).toEqual(
      [1, 2, 3].map(() => 'answered'),
    );
    expect(await failure(statisticsDb.$queryRaw`SELECT 1`)).toBe('answered');
  });

  it('lets a transaction take its time, and gives up one whose statement never ends', async () => {
    const longer = db.$transaction(async (tx) => {
      await tx.$executeRaw`SELECT pg_sleep(${(2 * TIMEOUT_MS) / 1_000}::float8)`;
      return tx.$queryRaw`SELECT 1 AS one`;
    });
    expect(await longer).toEqual([{ one: 1 }]);
    const hanging = db.$transaction(
      async (tx) => {
        await tx.user.create({ data: { spotifyId: 'never' } });
        await hangUp();
        await tx.$queryRaw`SELECT 1`;
      },
      { timeout: 60_000 },
    );
    expect(await failure(hanging)).toBe(true);
    await postgres.thaw();
    // Its connection is closed, not given to the next: nothing goes on in it.
    expect(await db.user.count()).toBe(0);
    await db.user.create({ data: { spotifyId: 'next' } });
    expect(await db.user.findMany({ select: { spotifyId: true } })).toEqual([{ spotifyId: 'next' }]);
  });

  it('is an unavailable page, a refused message and a server that is not ready, until it goes on', async () => {
    const current = runtime();
    provideRuntime({ ...current, deps: { ...current.deps, db }, statisticsDb });
    const browser = await signedInBrowser(stage(), 'regular');
    const cookie = browser.cookieHeader();
    const { id } = await db.user.findFirstOrThrow({ where: { spotifyId: 'regular' } });
    const page = (path: string) => proxy(new NextRequest(`${APP}${path}`, { headers: { cookie } }));
    const now = stage().clock.now();
    const message = { slot: now, batch: 0, userIds: [id], attempt: 0, nextRegularAt: now };
    const deliver = async () => {
      const body = JSON.stringify(message);
      const headers = await signed(stage(), '/api/queue/archive-batch', body);
      return call(batch.POST, '/api/queue/archive-batch', { method: 'POST', body, headers });
    };
    const statuses = async () => [
      ...(await Promise.all(['/dashboard', '/share/abcdefghijkl'].map(page))).map(({ status }) => status),
      (await call(stats.GET, '/api/stats', { headers: { cookie } })).status,
      (await call(ready.GET, '/api/health/ready')).status,
      (await call(live.GET, '/api/health/live')).status,
    ];
    expect(await statuses()).toEqual([200, 200, 200, 200, 200]);
    await openAll();
    await hangUp();
    stage().clock.advance(2_000);
    expect(await statuses()).toEqual([503, 503, 503, 503, 200]);
    const shown = await page('/dashboard');
    expect([shown.headers.get('retry-after'), shown.headers.get('x-middleware-rewrite')]).toEqual([
      '10',
      expect.stringMatching(/\/unavailable$/),
    ]);
    expect((await deliver()).status).toBe(503);
    await postgres.thaw();
    expect(await statuses()).toEqual([200, 200, 200, 200, 200]);
    expect(await (await deliver()).json()).toMatchObject({ successful: 1, failed: 0 });
    expect(await db.playEvent.count({ where: { userId: id } })).toBeGreaterThan(0);
  });
});
