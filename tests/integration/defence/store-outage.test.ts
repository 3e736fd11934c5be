import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { POST as askForArchive } from '@/app/api/archive/route';
import { POST as cron } from '@/app/api/cron/archive/route';
import { POST as archiveBatch } from '@/app/api/queue/archive-batch/route';
import { POST as archiveUser } from '@/app/api/queue/archive-user/route';
import { POST as enrich } from '@/app/api/queue/enrich-artists/route';
import { GET as stats } from '@/app/api/stats/route';
import { buildStores, provideRuntime, runtime, signingKeys } from '@/lib/build-deps';
import { createSignatureVerifier } from '@/lib/queue/verify-signature';
import { HOUR } from '@/lib/shared/time';
import type { RouteHandler } from '@/middleware/route';
import { expectRollupsEqualRecount } from '../../support/expect-archive';
import { APP, call, signed, signedInBrowser, useHttpStage } from '../../support/http-stage';
import { type CuttableProxy, startCuttableProxy } from '../../support/servers/cuttable-proxy';
import { type RedisServer, redisMissing, startRedisServer } from '../../support/servers/redis-server';
import { startUpstashBridge, type UpstashBridge } from '../../support/servers/upstash-bridge';
import { waitUntil } from '../../support/wait-until';

if (redisMissing) console.warn(`Skipped, an outage of the key-value store: ${redisMissing}`);

const ROUTES: Record<string, RouteHandler> = {
  '/api/cron/archive': cron,
  '/api/queue/archive-batch': archiveBatch,
  '/api/queue/archive-user': archiveUser,
  '/api/queue/enrich-artists': enrich,
};

const stage = useHttpStage();

describe.skipIf(redisMissing !== null)('while the key-value store', () => {
  let redis: RedisServer;
  let bridge: UpstashBridge;
  let wire: CuttableProxy;
  let cookie = '';

  beforeAll(async () => {
    redis = await startRedisServer();
    bridge = await startUpstashBridge(redis.port);
    wire = await startCuttableProxy(Number(new URL(bridge.url).port));
  });

  afterAll(async () => {
    await wire?.stop();
    await bridge?.stop();
    await redis?.stop();
  });

  beforeEach(async () => {
    wire.restore();
    const url = `http://127.0.0.1:${wire.port}`;
    const current = runtime();
    const settings = {
      kv: { driver: 'upstash' as const, url, token: bridge.token },
      installation: 'test',
      pageLimit: { requests: 1_000, isShared: false },
    };
    const stores = buildStores(settings, current.deps.logger);
    const deps = { ...current.deps, kv: stores.kv };
    const signatures = createSignatureVerifier({ keys: signingKeys(current.env), appUrl: APP, ...deps });
    provideRuntime({ ...current, ...stores, deps, signatures });
    const browser = await signedInBrowser(stage(), 'regular');
    cookie = browser.cookieHeader();
  });

  const read = () => call(stats, '/api/stats', { headers: { cookie } });
  const left = async () => Number(/;r=(\d+);/.exec((await read()).headers.get('ratelimit') ?? '')?.[1]);
  const change = () =>
    call(askForArchive, '/api/archive', { method: 'POST', headers: { cookie, origin: APP } });

  const post = async (path: string, body: string) => {
    const handler = ROUTES[path];
    if (!handler) throw new Error(`No route for ${path}`);
    return call(handler, path, { method: 'POST', body, headers: await signed(stage(), path, body) });
  };

  /** The schedule ticks, and the queue delivers what is due within the hour. */
  async function oneHour(): Promise<void> {
    const { queue, clock } = stage();
    expect((await post('/api/cron/archive', '{}')).status).toBe(200);
    const end = clock.now().getTime() + HOUR;
    for (let dueAt = queue.nextDueAt(); dueAt !== undefined && dueAt <= end; dueAt = queue.nextDueAt()) {
      clock.advance(Math.max(0, dueAt - clock.now().getTime()));
      const next = queue.take();
      if (next) expect((await post(next.message.path, JSON.stringify(next.message.body))).status).toBe(200);
    }
    clock.advance(Math.max(0, end - clock.now().getTime()));
  }

  it('answers: it counts for all processes', async () => {
    const before = bridge.requests();
    const first = await read();
    expect(first.headers.get('ratelimit-policy')).toBe('"normal";q=100;w=10');
    expect(first.headers.get('ratelimit')).toMatch(/^"normal";r=99;t=\d+$/);
    // A new window may begin between two requests.
    await waitUntil('two that one window counted', async () => (await left()) - (await left()) === 1);
    await waitUntil('a change that the store counted', async () => (await change()).status === 202);
    expect(bridge.requests()).toBeGreaterThan(before);
  });

  const outages = [
    ['is dead', () => wire.cut()],
    ['takes 7 seconds for an answer', () => wire.delay(7_000)],
  ] as const;

  it.each(outages)(
    '%s: reading goes on, limited by this process, and what is strict waits',
    async (_, begin) => {
      begin();
      const [passed, asked] = [wire.passed(), bridge.requests()];
      for (let i = 0; i < 3; i += 1) {
        const answer = await read();
        expect(answer.status).toBe(200);
        expect(answer.headers.get('ratelimit')).toMatch(/^"normal";r=\d+;t=\d+$/);
      }
      const refused = await change();
      expect(refused.status).toBe(503);
      expect(refused.headers.get('retry-after')).toBe('5');
      expect(await refused.json()).toMatchObject({ code: 'UNAVAILABLE' });
      expect(await stage().deps.db.archiveRequest.count({ where: { trigger: 'manual' } })).toBe(0);
      // Nobody waited for the store: none of its answers has come through yet, and four requests had ten questions for it.
      expect(wire.passed()).toBe(passed);
      expect(bridge.requests() - asked).toBeLessThanOrEqual(5);
      const statuses = await Promise.all(Array.from({ length: 110 }, async () => (await read()).status));
      expect(statuses).toContain(200);
      expect(statuses).toContain(429);
    },
  );

  it('is intermittent: only strictly limited requests fail, with a Retry-After', async () => {
    const statuses: number[] = [];
    for (let i = 0; i < 12; i += 1) {
      if (i % 3 === 0) wire.cut();
      else wire.restore();
      expect((await read()).status).toBe(200);
      const changed = await change();
      statuses.push(changed.status);
      if (changed.status !== 202) expect(changed.headers.get('retry-after')).toMatch(/^\d+$/);
    }
    expect(statuses.filter((status) => ![202, 429, 503].includes(status))).toEqual([]);
    expect(statuses).toContain(503);
    wire.restore();
    await waitUntil('the store to be asked again', async () => [202, 429].includes((await change()).status));
  });

  it.each(outages)('%s: every play is kept, once', async (_, begin) => {
    begin();
    await oneHour();
    await oneHour();
    const { db } = stage().deps;
    const { id } = await db.user.findUniqueOrThrow({ where: { spotifyId: 'regular' } });
    const now = Date.now();
    const played = stage()
      .simulator.simulator.control.playsBetween('regular', now - 90 * 24 * HOUR, now + HOUR)
      .filter((play) => play.arrivesAt <= now)
      .slice(-50)
      .map((play) => play.playedAt);
    const kept = await db.playEvent.findMany({ where: { userId: id }, orderBy: { playedAt: 'asc' } });
    expect(kept.map((play) => play.playedAt.getTime())).toEqual(played);
    await expectRollupsEqualRecount(db, 'after two hours without a store');
  });
});
