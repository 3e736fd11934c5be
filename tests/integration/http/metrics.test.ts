import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import * as route from '@/app/api/metrics/route';
import { provideRuntime, runtime } from '@/lib/build-deps';
import { connectDatabase } from '@/lib/db/client';
import { isDatabaseUnavailable } from '@/lib/db/database-unavailable';
import { DAY, MINUTE, SECOND } from '@/lib/shared/time';
import { storeMessages } from '@/repositories/queue-outbox-repository';
import { call } from '../../support/http-stage';
import { bring, row, useImportStage } from '../../support/import-stage';

const stage = useImportStage();
const TOKEN = 'a token of the operator';

function withToken(changes: Partial<ReturnType<typeof runtime>['deps']> = {}): void {
  const current = runtime();
  const deps = { ...current.deps, ...changes };
  provideRuntime({ ...current, deps, env: { ...current.env, metricsToken: TOKEN } });
}

const ask = (authorization?: string) =>
  call(route.GET, '/api/metrics', { headers: authorization ? { authorization } : {} });

/** The figures by name and labels, as Prometheus reads them. */
async function scrape(): Promise<{ text: string; value: (series: string) => number | undefined }> {
  const response = await ask(`Bearer ${TOKEN}`);
  expect(response.status).toBe(200);
  expect(response.headers.get('content-type')).toMatch(/^text\/plain; version=0\.0\.4/);
  const text = await response.text();
  const lines = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  const values = new Map(lines.map((line) => [line.replace(/ \S+$/, ''), Number(line.split(' ').at(-1))]));
  return { text, value: (series) => values.get(`audiospective_${series}`) };
}

describe('metrics', () => {
  it('are not there without a setting, and for nobody without its token', async () => {
    expect((await ask(`Bearer ${TOKEN}`)).status).toBe(404);
    withToken();
    for (const wrong of [undefined, TOKEN, 'Bearer', `Bearer ${TOKEN}x`, 'Bearer undefined']) {
      expect((await ask(wrong)).status, wrong).toBe(401);
    }
  });

  it('tell of plays, ticks, listeners, imports, queue and connections', async () => {
    await bring(stage(), [
      row('2021-01-01T10:00:00Z'),
      row('2021-01-01T10:00:00Z'),
      row('2021-01-01T11:00:00Z', { ms_played: 5_000 }),
    ]);
    withToken();
    const { db, clock } = stage().deps;
    const scheduledFor = new Date(clock.now().getTime() - 10 * MINUTE);
    const counts = { successful: 3, failed: 1, newPlays: 20 };
    await db.archiveRun.create({ data: { scheduledFor, startedAt: scheduledFor, ...counts } });
    const { id: userId } = await db.user.findFirstOrThrow();
    const times = { requestedAt: scheduledFor, deadlineAt: scheduledFor };
    await db.archiveRequest.create({ data: { userId, ...times, trigger: 'sign_in', newPlays: 4 } });
    const ofWrongClock = new Date(clock.now().getTime() + DAY);
    await db.archiveRun.create({ data: { scheduledFor: ofWrongClock, startedAt: ofWrongClock } });
    await db.user.create({
      data: { spotifyId: 'resting', circuitOpenUntil: new Date(clock.now().getTime() + MINUTE) },
    });
    const message = { path: '/api/queue/import', body: {}, deduplicationId: 'x', delaySeconds: 0 } as const;
    await storeMessages(db, [message], new Date(clock.now().getTime() - 7 * MINUTE));
    const { value } = await scrape();
    expect(await db.playEvent.count()).toBe(2);
    expect(value('counted_plays')).toBe(1);
    expect(value('polled_plays')).toBe(24);
    expect(value('polls{outcome="failed"}')).toBe(1);
    expect(value('gaps_open')).toBe(0);
    expect(value('tick_lag_seconds')).toBeGreaterThanOrEqual((10 * MINUTE) / SECOND);
    expect(value('listeners{state="healthy"}')).toBe(1);
    expect(value('listeners{state="open"}')).toBe(1);
    expect(value('import_rows{outcome="added"}')).toBe(1);
    expect(value('import_rows{outcome="known"}')).toBe(1);
    expect(value('outbox_messages')).toBe(1);
    expect(value('outbox_oldest_message_age_seconds')).toBeGreaterThanOrEqual((7 * MINUTE) / SECOND);
    expect(value('database_connections{pool="main"}')).toBeGreaterThan(0);
    expect(value('database_connection_wait_seconds_count{pool="main"}')).toBeGreaterThan(0);
    expect(value('scrape_failures')).toBe(0);
  });

  it('tell how many listeners wait for the poll of the newest run, and for how long', async () => {
    withToken();
    const { db, clock } = stage().deps;
    const minutesAgo = (minutes: number) => new Date(clock.now().getTime() - minutes * MINUTE);
    const waiting = async () => {
      const { value } = await scrape();
      return [
        value('run_listeners_waiting'),
        Math.floor(((value('run_oldest_wait_seconds') ?? NaN) * SECOND) / MINUTE),
      ];
    };
    const { id } = await db.user.findFirstOrThrow();
    await db.lastPoll.create({ data: { userId: id, polledAt: minutesAgo(70) } });
    await db.user.update({ where: { id }, data: { authorizedAt: minutesAgo(100) } });
    expect(await waiting()).toEqual([0, 0]);
    const [slot, publishedAt] = [minutesAgo(20), minutesAgo(15)];
    await db.archiveRun.create({ data: { scheduledFor: slot, startedAt: slot, publishedAt } });
    const ofWrongClock = minutesAgo(-600);
    const wrong = { scheduledFor: ofWrongClock, startedAt: ofWrongClock, publishedAt: ofWrongClock };
    await db.archiveRun.create({ data: wrong });
    // A later one that Spotify's pause kept from publishing has nobody waiting.
    await db.archiveRun.create({ data: { scheduledFor: minutesAgo(5), startedAt: minutesAgo(5) } });
    expect(await waiting()).toEqual([1, 15]);
    for (const change of [
      { lastFailedAt: minutesAgo(10) },
      { circuitOpenUntil: minutesAgo(10) },
      { authorizedAt: minutesAgo(10) },
      { isActive: false },
    ]) {
      await db.user.update({ where: { id }, data: change });
      expect(await waiting(), Object.keys(change).join()).toEqual([0, 0]);
      await db.user.update({
        where: { id },
        data: {
          lastFailedAt: null,
          circuitOpenUntil: null,
          authorizedAt: minutesAgo(100),
          isActive: true,
        },
      });
    }
    await db.lastPoll.update({ where: { userId: id }, data: { polledAt: minutesAgo(14) } });
    expect(await waiting()).toEqual([0, 0]);
  });

  it('count nobody as waiting whose batch, spread over the hour, is not due yet', async () => {
    withToken();
    const { clock } = stage();
    const { db } = stage().deps;
    const at = (minutes: number) => new Date(clock.now().getTime() + minutes * MINUTE);
    const people = Array.from({ length: 149 }, (_, index) => ({
      ...{ spotifyId: `one-${index}`, accessToken: 'sealed', refreshToken: 'sealed', tokenExpiresAt: at(90) },
      authorizedAt: at(-100),
    }));
    await db.user.updateMany({ data: { authorizedAt: at(-100) } });
    await db.user.createMany({ data: people });
    const [start, published] = [at(0), { batches: 3, users: 150, publishedAt: at(0) }];
    await db.archiveRun.create({ data: { scheduledFor: start, startedAt: start, ...published } });
    const users = await db.user.findMany({ select: { id: true }, orderBy: { id: 'asc' } });
    const poll = (from: number, to: number) =>
      db.lastPoll.createMany({
        data: users.slice(from, to).map(({ id }) => ({ userId: id, polledAt: clock.now() })),
      });
    const waiting = async () => {
      const { value } = await scrape();
      return [value('run_listeners_waiting'), Math.round((value('run_oldest_wait_seconds') ?? NaN) / 60)];
    };
    await poll(0, 50);
    clock.advance(19 * MINUTE);
    // Who left since the tick moves the others up in the count: that makes nobody late.
    await db.user.update({ where: { id: users[0]?.id }, data: { isActive: false } });
    expect(await waiting()).toEqual([0, 0]);
    clock.advance(17 * MINUTE);
    expect(await waiting()).toEqual([41, 16]);
    await poll(50, 100);
    expect(await waiting()).toEqual([0, 0]);
    clock.advance(23 * MINUTE);
    expect(await waiting()).toEqual([50, 19]);
  });

  it('tell how long statements waited for a connection, also those that gave up', async () => {
    withToken();
    const waited = async () =>
      (await scrape()).value('database_connection_wait_seconds_sum{pool="main"}') ?? Number.NaN;
    const before = await waited();
    const db = connectDatabase(runtime().env.databaseUrl, 1, { connectTimeoutMs: 300 });
    await db.$transaction(async (holder) => {
      await holder.$queryRaw`SELECT 1`;
      expect(await db.$queryRaw`SELECT 1`.then(() => 'answered', isDatabaseUnavailable)).toBe(true);
    });
    await db.$disconnect();
    expect(await waited()).toBeGreaterThan(before + 0.25);
  });

  it('name no listener', async () => {
    withToken();
    const user = await stage().deps.db.user.findFirstOrThrow();
    const { text } = await scrape();
    for (const own of [user.name, user.email, user.spotifyId, user.spotifyAccountId, user.image]) {
      if (own) expect(text).not.toContain(own);
    }
    expect(text).not.toMatch(/user|spotify_id|listener="/);
  });

  it('still tell what the process knows when the database is away', async () => {
    withToken({ db: connectDatabase('postgresql://somebody:hush@127.0.0.1:1/nowhere') });
    const { text, value } = await scrape();
    expect(value('scrape_failures')).toBe(2);
    expect(text).toContain('audiospective_database_connections_idle');
    expect(text).not.toContain('hush');
  });

  it('have every figure that a rule asks for', async () => {
    withToken();
    const rules = readFileSync('alerts/prometheus.yml', 'utf8');
    const asked = new Set(rules.match(/audiospective_\w+/g));
    const { db, clock } = stage().deps;
    await db.archiveRun.create({ data: { scheduledFor: clock.now(), startedAt: clock.now() } });
    const { text } = await scrape();
    const exported = new Set([...text.matchAll(/^# TYPE (\w+) (\w+)$/gm)].map(([, name]) => name));
    const missing = [...asked].filter((name) => !exported.has(name.replace(/_(bucket|count|sum)$/, '')));
    expect(asked.size).toBeGreaterThan(10);
    expect(missing).toEqual([]);
  });
});
