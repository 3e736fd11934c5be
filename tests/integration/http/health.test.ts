import { describe, expect, it } from 'vitest';
import * as live from '@/app/api/health/live/route';
import * as ready from '@/app/api/health/ready/route';
import * as summary from '@/app/api/health/route';
import { provideRuntime, runtime } from '@/lib/build-deps';
import { connectDatabase } from '@/lib/db/client';
import type { Deps } from '@/lib/deps';
import { KeyValueUnavailable } from '@/lib/kv/key-value';
import { QueueUnavailable, type ScheduleState } from '@/lib/queue/queue';
import { DAY, HOUR, MINUTE } from '@/lib/shared/time';
import { isDescribed } from '@/middleware/route';
import { scheduleArchive } from '@/services/archival/tick';
import { call, signed, useHttpStage } from '../../support/http-stage';
import { loadRoute, routePaths } from '../../support/routes/routes-on-disk';

const stage = useHttpStage();

function replaceDeps(changes: Partial<Deps>): void {
  const current = runtime();
  provideRuntime({ ...current, deps: { ...current.deps, ...changes } });
}

async function readiness() {
  const response = await call(ready.GET, '/api/health/ready');
  return { code: response.status, report: await response.json() };
}

const tickAt = (scheduledFor: Date) =>
  stage().deps.db.archiveRun.create({ data: { scheduledFor, startedAt: scheduledFor } });

/** Makes the database look as it does before the newest migration; answers that one's name. */
async function takeBackMigration(): Promise<string | undefined> {
  const [row] = await stage().deps.db.$queryRaw<{ name: string }[]>`
    UPDATE _prisma_migrations SET rolled_back_at = now()
     WHERE migration_name = (SELECT max(migration_name) FROM _prisma_migrations) RETURNING migration_name AS name`;
  return row?.name;
}

const installAt = (at: Date) =>
  stage().deps.db.$executeRaw`UPDATE _prisma_migrations SET finished_at = ${at}`;

const putMigrationBack = async () => {
  await stage().deps.db.$executeRaw`UPDATE _prisma_migrations SET rolled_back_at = NULL`;
};

describe('health', () => {
  it('is ready and well when everything answers and the archive runs', async () => {
    const tick = new Date(Math.floor(stage().clock.now().getTime() / HOUR) * HOUR);
    await tickAt(tick);
    const { code, report } = await readiness();
    expect(code).toBe(200);
    expect(report).toMatchObject({
      status: 'ok',
      checks: {
        database: { status: 'ok' },
        migrations: { status: 'ok' },
        keyValue: { status: 'ok' },
        queue: { status: 'ok' },
        schedule: { status: 'ok', lastTickAt: tick.toISOString() },
      },
    });
    const short = await call(summary.GET, '/api/health');
    expect(await short.json()).toEqual({ status: 'ok', lastTickAt: tick.toISOString() });
  });

  it('warns, but serves, while no scheduled archive has run', async () => {
    expect(await readiness()).toMatchObject({ code: 200, report: { status: 'warn' } });
    expect((await call(summary.GET, '/api/health')).status).toBe(200);
  });

  it('is found out once for all who ask at the same time', async () => {
    const { kv } = stage().deps;
    let asked = 0;
    let release = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    const ping = () => {
      asked += 1;
      return held;
    };
    replaceDeps({ kv: { ...kv, ping } });
    const reports = Promise.all(Array.from({ length: 50 }, readiness));
    await stage().deps.db.$queryRaw`SELECT 1`;
    release();
    expect(new Set((await reports).map(({ code }) => code))).toEqual(new Set([200]));
    expect(asked).toBe(1);
    await readiness();
    expect(asked).toBe(2);
  });

  const STATES: [ScheduleState | 'hidden', RegExp][] = [
    ['ours', /is the queue delivering/],
    ['taken', /calls another address: .* Give each installation an INSTALLATION of its own/],
    ['missing', /no schedule/],
    ['changed', /is paused, or has other times/],
    ['hidden', /is the queue delivering/],
  ];
  it.each(STATES)('fails after a missed hour, but serves, and says why (%s)', async (state, detail) => {
    const checkSchedule = async () => {
      if (state === 'hidden') throw new QueueUnavailable(new Error('hangs'));
      return state;
    };
    const { queue, clock } = stage().deps;
    replaceDeps({ queue: Object.assign(Object.create(queue), { checkSchedule }) });
    await tickAt(new Date(clock.now().getTime() - 64 * MINUTE));
    expect((await readiness()).report.checks.schedule).toMatchObject({ status: 'ok' });
    stage().clock.advance(2 * MINUTE);
    const { code, report } = await readiness();
    expect(code).toBe(200);
    expect(report).toMatchObject({ status: 'failing', checks: { schedule: { status: 'failing' } } });
    expect(report.checks.schedule.detail).toMatch(detail);
    expect((await call(summary.GET, '/api/health')).status).toBe(503);
  });

  it('fails, too, when the first scheduled archive does not come within an hour of the first listener', async () => {
    const { db, queue, clock } = stage().deps;
    const checkSchedule = async () => 'taken' as const;
    replaceDeps({ queue: Object.assign(Object.create(queue), { checkSchedule }) });
    await installAt(new Date(clock.now().getTime() - HOUR));
    await db.user.create({ data: { spotifyId: 'first', createdAt: clock.now() } });
    stage().clock.advance(64 * MINUTE);
    await db.user.create({ data: { spotifyId: 'second', createdAt: clock.now() } });
    expect((await readiness()).report.checks.schedule).toMatchObject({ status: 'warn' });
    stage().clock.advance(2 * MINUTE);
    const { code, report } = await readiness();
    expect(code).toBe(200);
    expect(report.checks.schedule).toMatchObject({ status: 'failing', lastTickAt: null });
    expect(report.checks.schedule.detail).toMatch(
      /no scheduled archive has run yet: .*calls another address/,
    );
    expect((await call(summary.GET, '/api/health')).status).toBe(503);
  });

  it('fails in a new installation with older accounts, as the demo is, only after an hour of its own', async () => {
    const { db, clock } = stage().deps;
    await installAt(clock.now());
    const createdAt = new Date(clock.now().getTime() - 30 * DAY);
    await db.user.create({ data: { spotifyId: 'first', createdAt } });
    expect((await readiness()).report.checks.schedule).toEqual({
      status: 'warn',
      detail: 'no scheduled archive has run yet',
      lastTickAt: null,
    });
    stage().clock.advance(66 * MINUTE);
    expect((await readiness()).report.checks.schedule).toMatchObject({ status: 'failing' });
  });

  it('fails after a missed hour, too, where the clock was a day ahead before', async () => {
    const { clock } = stage().deps;
    await tickAt(new Date(clock.now().getTime() + DAY));
    await tickAt(new Date(clock.now().getTime() - 66 * MINUTE));
    expect((await readiness()).report.checks.schedule).toMatchObject({ status: 'failing' });
  });

  it('notices at each tick that somebody else took the schedule', async () => {
    const { queue } = stage().deps;
    const checkSchedule = async () => 'taken' as const;
    replaceDeps({ queue: Object.assign(Object.create(queue), { checkSchedule }) });
    await scheduleArchive(runtime().deps, {});
    expect(stage().logged.join()).toContain('archive schedule: The schedule calls another address');
  });

  it('warns, but serves, without the key-value store', async () => {
    const ping = () => Promise.reject(new KeyValueUnavailable(new Error('down')));
    replaceDeps({ kv: { ...stage().deps.kv, ping } });
    expect(await readiness()).toMatchObject({
      code: 200,
      report: { status: 'warn', checks: { keyValue: { status: 'warn' } } },
    });
  });

  it('is not ready while a migration of this version is missing, and says which and what to do', async () => {
    const migration = await takeBackMigration();
    try {
      const { code, report } = await readiness();
      expect(code).toBe(503);
      expect(report).toMatchObject({
        status: 'down',
        checks: { database: { status: 'ok' }, migrations: { status: 'down' } },
      });
      expect(report.checks.migrations.detail).toContain(`not applied yet: ${migration}. Run npm run migrate`);
    } finally {
      await putMigrationBack();
    }
  });

  it('handles no message of the queue until its migrations are there, and refuses none for good', async () => {
    for (const path of routePaths) {
      const { POST } = await loadRoute(path);
      if (!isDescribed(POST) || POST.access !== 'queue') continue;
      // A server that has just started: it has not seen the schema yet.
      replaceDeps({ db: connectDatabase(runtime().env.databaseUrl) });
      const headers = await signed(stage(), path, '{}');
      const deliver = () => call(POST, path, { method: 'POST', body: '{}', headers });
      await takeBackMigration();
      const refused = await deliver().finally(putMigrationBack);
      // The queue's own back-off holds: a Retry-After would replace it.
      expect([path, refused.status, refused.headers.get('retry-after')]).toEqual([path, 503, null]);
      expect(await refused.json()).toMatchObject({
        code: 'UNAVAILABLE',
        detail: expect.stringMatching(
          /^The database is not migrated to this version yet\. Run npm run migrate/,
        ),
      });
      expect([path, (await deliver()).status]).not.toEqual([path, 503]);
      await runtime().deps.db.$disconnect();
    }
    expect.hasAssertions();
  });

  it('is alive but not ready without its database, and does not reveal its address', async () => {
    replaceDeps({ db: connectDatabase('postgresql://somebody:hush@127.0.0.1:1/nowhere') });
    const { code, report } = await readiness();
    expect(code).toBe(503);
    expect(report).toMatchObject({ status: 'down', checks: { database: { status: 'down' } } });
    expect(JSON.stringify(report)).not.toMatch(/hush|127\.0\.0\.1/);
    expect((await call(summary.GET, '/api/health')).status).toBe(503);
    const alive = await call(live.GET, '/api/health/live');
    expect([alive.status, await alive.json()]).toEqual([200, { status: 'ok' }]);
  });
});
