import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import * as archive from '@/app/api/archive/route';
import * as health from '@/app/api/health/ready/route';
import * as timeZone from '@/app/api/user/time-zone/route';
import { provideRuntime, runtime } from '@/lib/build-deps';
import { createQstashQueue } from '@/lib/queue/qstash-queue';
import { DAY, MINUTE } from '@/lib/shared/time';
import { storeMessages } from '@/repositories/queue-outbox-repository';
import { deleteAccount } from '@/services/account/delete-account';
import { scheduleArchive } from '@/services/archival/tick';
import { drainOutbox } from '@/services/queue-outbox';
import { APP, Browser, call } from '../../support/http-stage';
import { row, upload, useImportStage } from '../../support/import-stage';
import { type DeliveryReceiver, startDeliveryReceiver } from '../../support/servers/delivery-receiver';
import { type QstashStandIn, startQstashStandIn } from '../../support/servers/qstash-stand-in';
import { waitUntil } from '../../support/wait-until';

const stage = useImportStage();
const keys = { current: 'sig_of_today', next: 'sig_of_tomorrow' };

let qstash: QstashStandIn;
let receiver: DeliveryReceiver;

beforeAll(async () => {
  receiver = await startDeliveryReceiver();
});
beforeEach(async () => {
  // That of the sign-in is over.
  await stage().deps.db.archiveRequest.deleteMany();
  qstash = await startQstashStandIn(stage().clock, keys, 'token', { backOffMs: () => 50 });
  const settings = { token: 'token', baseUrl: qstash.url, appUrl: receiver.url, installation: 'test' };
  const current = runtime();
  provideRuntime({
    ...current,
    deps: { ...current.deps, queue: createQstashQueue({ ...settings, timeoutMs: 1_000 }) },
  });
  return () => qstash.stop();
});
afterAll(() => receiver?.stop());

/** How QStash fails, and how one sees it from here. */
const OUTAGES: [string, () => unknown][] = [
  ['is down', () => qstash.stop()],
  ['hangs', () => qstash.fail('hang')],
  ['answers 429', () => qstash.fail(429)],
  ['answers 500', () => qstash.fail(500)],
];

const headers = () => ({ cookie: stage().cookie, origin: APP, 'content-type': 'application/json' });
const sync = () => call(archive.POST, '/api/archive', { method: 'POST', headers: headers() });
const syncStatus = async () =>
  (await (await call(archive.GET, '/api/archive', { headers: headers() })).json()).request;
const readiness = async () => (await call(health.GET, '/api/health/ready')).json();
const stored = () => stage().deps.db.queueOutboxMessage.findMany({ orderBy: { id: 'asc' } });

/** What the queue has delivered to a route, from now on. */
function deliveries(path: string) {
  const before = receiver.at(path).length;
  const bodies = () =>
    receiver
      .at(path)
      .slice(before)
      .map(({ body }) => JSON.parse(body));
  return {
    bodies,
    arrived: (count: number) => waitUntil(`${count} messages at ${path}`, () => bodies().length === count),
  };
}

describe.each(OUTAGES)('while QStash %s', (_how, begin) => {
  it('answers a request that needs it with 503 and when to retry, and forgets nothing', async () => {
    await begin();
    const response = await sync();
    expect(response.status).toBe(503);
    expect(Number(response.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(await response.json()).toMatchObject({ code: 'UNAVAILABLE', status: 503 });
    expect(await syncStatus()).toMatchObject({ status: 'queued' });
    expect(await stored()).toMatchObject([{ path: '/api/queue/archive-user' }]);
    stage().clock.advance(4 * MINUTE);
    expect(await syncStatus()).toMatchObject({ status: 'failed', failure: 'timed_out' });
  });
});

describe('while QStash takes no messages', () => {
  beforeEach(() => qstash.fail(500));

  it('repeats a request by its own message once it is back, not by a second one', async () => {
    const messages = deliveries('/api/queue/archive-user');
    await sync();
    qstash.recover();
    const again = await sync();
    expect(again.status).toBe(202);
    const { id } = await again.json();
    await messages.arrived(1);
    expect(messages.bodies()).toEqual([{ requestId: id }]);
    expect(await stored()).toEqual([]);
  });

  it('says in health that messages wait, and publishes them with the first question after the outage', async () => {
    const messages = deliveries('/api/queue/archive-user');
    await sync();
    expect((await readiness()).checks.queue).toMatchObject({
      status: 'warn',
      detail: expect.stringMatching(/^1 messages wait/),
    });
    qstash.recover();
    expect((await readiness()).checks.queue).toMatchObject({ status: 'ok' });
    await messages.arrived(1);
  });

  it('delivers what waited with the id of the request that it came from', async () => {
    const messages = deliveries('/api/queue/archive-user');
    const id = 'request-of-the-listener';
    const init = { method: 'POST', headers: { ...headers(), 'x-request-id': id } };
    expect((await call(archive.POST, '/api/archive', init)).headers.get('x-request-id')).toBe(id);
    qstash.recover();
    await readiness();
    await messages.arrived(1);
    expect(receiver.at('/api/queue/archive-user').at(-1)?.headers.get('x-request-id')).toBe(id);
  });

  it('answers health without waiting for a queue that hangs', async () => {
    qstash.fail('hang');
    const { deps } = runtime();
    const settings = { token: 'token', baseUrl: qstash.url, appUrl: receiver.url, installation: 'test' };
    provideRuntime({
      ...runtime(),
      deps: { ...deps, queue: createQstashQueue({ ...settings, timeoutMs: 20_000 }) },
    });
    const message = { path: '/api/queue/import', body: {}, deduplicationId: 'x', delaySeconds: 0 } as const;
    await storeMessages(deps.db, [message], deps.clock.now());
    expect((await readiness()).checks.queue.detail).toMatch(/^1 messages wait/);
  });

  it('takes a file, which is imported as soon as it is back', async () => {
    const messages = deliveries('/api/queue/import');
    const response = await upload(stage(), JSON.stringify([row('2021-01-01T10:00:00Z')]));
    expect(response.status).toBe(202);
    const { id } = await response.json();
    qstash.recover();
    await readiness();
    await messages.arrived(1);
    expect(messages.bodies()).toEqual([{ importId: id }]);
  });

  it('leaves no request and no import waiting for ever', async () => {
    await sync();
    await upload(stage(), JSON.stringify([row('2021-01-01T10:00:00Z')]));
    stage().clock.advance(61 * MINUTE);
    await scheduleArchive(runtime().deps, {});
    const { db } = stage().deps;
    const ended = { status: 'failed', failure: 'timed_out', finishedAt: expect.any(Date) };
    expect(await db.archiveRequest.findMany()).toMatchObject([ended]);
    expect(await db.importJob.findMany()).toMatchObject([ended]);
    expect(await db.importChunk.count()).toBe(0);
  });

  it('keeps a change of the time zone, answers 503, and makes it afterwards', async () => {
    const messages = deliveries('/api/queue/rebuild-days');
    const body = JSON.stringify({ timeZone: 'Asia/Kathmandu' });
    const put = () => call(timeZone.PUT, '/api/user/time-zone', { method: 'PUT', headers: headers(), body });
    expect((await put()).status).toBe(503);
    qstash.recover();
    await readiness();
    await messages.arrived(1);
    expect(messages.bodies()).toMatchObject([{ userId: stage().userId, part: 0 }]);
  });

  it('makes a change of the time zone also where its message was given up', async () => {
    const { deps } = runtime();
    const messages = deliveries('/api/queue/rebuild-days');
    const body = JSON.stringify({ timeZone: 'Asia/Kathmandu' });
    await call(timeZone.PUT, '/api/user/time-zone', { method: 'PUT', headers: headers(), body });
    stage().clock.advance(DAY + MINUTE);
    await drainOutbox(deps);
    expect(await stored()).toEqual([]);
    qstash.recover();
    await scheduleArchive(deps, {});
    await messages.arrived(1);
    expect(messages.bodies()).toMatchObject([{ userId: stage().userId, part: 0 }]);
  });

  it('loses no batch of a tick: the next health or tick of any process publishes it', async () => {
    const { deps } = runtime();
    const batches = deliveries('/api/queue/archive-batch');
    const report = await scheduleArchive(deps, {});
    expect(report).toMatchObject({ batches: 1, users: 1 });
    expect(await stored()).toMatchObject([{ path: '/api/queue/archive-batch' }]);
    qstash.recover();
    expect(await scheduleArchive(deps, {})).toMatchObject({ repeated: true });
    await batches.arrived(1);
    expect(await stored()).toEqual([]);
  });

  it('lets listeners sign in without waiting for it', async () => {
    const later: (() => Promise<void>)[] = [];
    provideRuntime({ ...runtime(), afterResponse: (work) => void later.push(work) });
    const asked = qstash.requests().length;
    const response = await new Browser().signIn(stage(), 'regular');
    expect(response.headers.get('location')).toBe(`${APP}/dashboard`);
    expect(qstash.requests().length).toBe(asked);
    const messages = deliveries('/api/queue/archive-user');
    await Promise.all(later.map((work) => work()));
    expect(await stored()).toHaveLength(1);
    qstash.recover();
    await readiness();
    await messages.arrived(1);
  });

  it('stores nothing of a listener whose account is deleted', async () => {
    await sync();
    const { deps } = runtime();
    const batch = { userIds: [stage().userId, 999_999], batch: 0 };
    const message = { path: '/api/queue/archive-batch', deduplicationId: 'of two', delaySeconds: 0 } as const;
    await storeMessages(deps.db, [{ ...message, body: batch }], deps.clock.now());
    expect((await deleteAccount(deps, stage().userId, 'delete my account')).ok).toBe(true);
    expect(await stored()).toMatchObject([{ body: { userIds: [999_999], batch: 0 } }]);
  });

  it('gives messages up after a day, with an error in the log', async () => {
    await sync();
    stage().clock.advance(DAY + MINUTE);
    await readiness();
    expect(await stored()).toEqual([]);
    expect(stage().logged.join()).toContain('queue messages given up after a day');
  });
});
