import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createMemoryKeyValue } from '@/lib/kv/memory-key-value';
import { createLocalQueue, type LocalQueue } from '@/lib/queue/local-queue';
import { storeDueTicks } from '@/lib/queue/local-schedule';
import { type LocalWorker, startLocalWorker } from '@/lib/queue/local-worker';
import { deriveLocalSigningKeys } from '@/lib/queue/signing-keys';
import { createSignatureVerifier } from '@/lib/queue/verify-signature';
import { useTestDatabase } from '../../support/database/test-database';
import { createShiftedClock } from '../../support/movable-clock';
import { type CuttableProxy, startCuttableProxy } from '../../support/servers/cuttable-proxy';
import { startDeliveryReceiver } from '../../support/servers/delivery-receiver';
import { findFreePort } from '../../support/servers/redis-server';
import { waitUntil } from '../../support/wait-until';
import { describeQueueContract, type QueueUnderTest } from './queue-contract';

const database = useTestDatabase('own');
const keys = deriveLocalSigningKeys('a secret of at least thirty-two characters');
const appUrl = 'https://archive.example';
const brisk = { pollMs: 50, scheduleMs: 100, upkeepMs: 500 };

describe('the local queue', () => {
  const clock = createShiftedClock();
  const logged: { level: number; msg: string }[] = [];
  const logger = pino({ level: 'info' }, { write: (line: string) => logged.push(JSON.parse(line)) });
  let settings: Parameters<typeof createLocalQueue>[0];
  let queue: LocalQueue;
  let worker: LocalWorker;
  let under: QueueUnderTest;
  let wire: CuttableProxy;

  beforeAll(async () => {
    const receiver = await startDeliveryReceiver();
    const address = new URL(database.url);
    wire = await startCuttableProxy(Number(address.port), address.hostname);
    address.host = `127.0.0.1:${wire.port}`;
    const connectionString = address.href;
    settings = {
      connectionString,
      signingKey: keys.current,
      appUrl,
      deliverTo: receiver.url,
      clock,
      logger,
      retryDelaySeconds: 1,
    };
    queue = createLocalQueue(settings);
    worker = startLocalWorker(queue, brisk);
    const nowhere = `postgresql://nobody@127.0.0.1:${await findFreePort()}/none`;
    under = {
      queue,
      unreachable: createLocalQueue({
        ...settings,
        connectionString: nowhere,
        logger: pino({ level: 'silent' }),
      }),
      receiver,
      verifier: createSignatureVerifier({ keys, appUrl, kv: createMemoryKeyValue(clock), clock, logger }),
      clock,
      outliveDeduplication: async () => {
        await queue.storage.query(
          "UPDATE pgboss.job SET completed_on = completed_on - interval '11 minutes'",
        );
      },
      deadLetters: async () => (await queue.storage.open()).getQueueSize('dead-letters'),
    };
  });

  afterAll(async () => {
    await worker?.stop();
    await queue?.close();
    await wire?.stop();
    await under?.receiver.stop();
  });

  describeQueueContract(() => under);

  const publish = (path: `/api/${string}`, deduplicationId: string, more = {}) =>
    queue.publish([{ path, body: {}, deduplicationId, delaySeconds: 0, ...more }]);

  it('keeps four deliveries running at a time and takes no fifth', async () => {
    let running = 0;
    let most = 0;
    let letGo = () => {};
    const released = new Promise<void>((resolve) => {
      letGo = resolve;
    });
    const path = '/api/queue/crowd';
    under.receiver.answer(path, async () => {
      running += 1;
      most = Math.max(most, running);
      await released;
      running -= 1;
      return 200;
    });
    const messages = Array.from({ length: 24 }, (_, index) => ({
      path: path as `/api/${string}`,
      body: {},
      deduplicationId: `crowd:${index}`,
      delaySeconds: 0,
    }));
    await queue.publish(messages);
    await waitUntil('a full house', () => under.receiver.at(path).length >= 4);
    // A worker that is stopped ends what it has taken: had it been more than four, the others would arrive now.
    const stopped = worker.stop();
    letGo();
    await stopped;
    expect(under.receiver.at(path)).toHaveLength(4);
    worker = startLocalWorker(queue, brisk);
    await waitUntil('all of them', () => under.receiver.at(path).length === 24);
    expect(most).toBe(4);
  });

  it('makes up for the last slot missed while nothing ran, once', async () => {
    const path = '/api/cron/sleeper';
    const slot = new Date(clock.now().getTime() + 30 * 60_000);
    // Before the schedule: its last slot by this moved clock is later than its creation by the database's, and so due.
    await worker.stop();
    await queue.schedule({ id: 'sleeper', cron: `${slot.getUTCMinutes()} * * * *`, path });
    clock.advance(10 * 3_600_000);
    worker = startLocalWorker(queue, brisk);
    await waitUntil('the late tick', () => under.receiver.at(path).length === 1);
    expect(await storeDueTicks(queue, clock.now())).toBe(0);
    expect(under.receiver.at(path)).toHaveLength(1);
  });

  it('does not repeat a tick whose message was long delivered and archived', async () => {
    const path = '/api/cron/sleeper';
    await waitUntil('the archived tick', async () => {
      await under.outliveDeduplication();
      const archived = await queue.storage.query("SELECT 1 FROM pgboss.archive WHERE data->>'path' = $1", [
        path,
      ]);
      return archived.length === 1;
    });
    expect(await storeDueTicks(queue, clock.now())).toBe(0);
    expect(under.receiver.at(path)).toHaveLength(1);
  });

  it('ticks in the hours that a clock that was ahead has used up, and delivers what waits for them', async () => {
    const path = '/api/cron/ahead';
    const day = 86_400_000;
    const ticks = () => under.receiver.at(path).length;
    const restart = async () => {
      await worker.stop();
      worker = startLocalWorker(queue, brisk);
    };
    // Else it may tick for today before the clock is ahead.
    await worker.stop();
    await queue.schedule({ id: 'ahead', cron: '0 * * * *', path });
    clock.advance(day);
    worker = startLocalWorker(queue, brisk);
    await waitUntil('the tick of tomorrow', () => ticks() === 1);
    await publish('/api/queue/tomorrow', 'tomorrow', { delaySeconds: 3600 });
    await queue.storage.query(
      `UPDATE pgboss.job SET created_on = created_on + interval '1 day', start_after = start_after + interval '1 day'
        WHERE data->>'path' = '/api/queue/tomorrow'`,
    );
    clock.advance(-day);
    await waitUntil('the tick of today', () => ticks() === 2);
    clock.advance(day);
    await waitUntil('the tick of tomorrow, when it has come', () => ticks() === 3);
    await restart();
    await waitUntil('what waited', () => under.receiver.at('/api/queue/tomorrow').length === 1);
    expect(ticks()).toBe(3);
  });

  it('delivers what another process published and what waited for a worker', async () => {
    await worker.stop();
    const other = createLocalQueue(settings);
    const path = '/api/queue/from-elsewhere';
    await other.publish([{ path, body: {}, deduplicationId: 'elsewhere', delaySeconds: 0 }]);
    await other.close();
    worker = startLocalWorker(queue, brisk);
    await waitUntil('the delivery', () => under.receiver.at(path).length === 1);
  });

  it('delivers again what a worker held when it died', async () => {
    const path = '/api/queue/orphan';
    await worker.stop();
    await publish(path, 'orphan');
    const boss = await queue.storage.open();
    expect(await boss.fetch('deliveries')).toHaveLength(1);
    await queue.storage.query(
      "UPDATE pgboss.job SET started_on = now() - interval '1 day' WHERE state = 'active'",
    );
    worker = startLocalWorker(queue, brisk);
    await waitUntil('the second attempt', () => under.receiver.at(path).length === 1);
    expect(under.receiver.at(path)[0]?.headers.get('upstash-retried')).toBe('1');
  });

  it('cuts a delivery off when it is stopped, and repeats it afterwards', async () => {
    const path = '/api/queue/slow';
    under.receiver.answer(path, ({ headers }) =>
      headers.get('upstash-retried') === '0' ? new Promise(() => {}) : 200,
    );
    await publish(path, 'slow');
    await waitUntil('the first attempt', () => under.receiver.at(path).length === 1);
    await worker.stop(50);
    worker = startLocalWorker(queue, brisk);
    await waitUntil('the second attempt', () => under.receiver.at(path).length === 2);
  });

  it('loses no message and does not end while its database is away', async () => {
    const path = '/api/queue/outage';
    under.receiver.answer(path, () => {
      wire.cut();
      return 200;
    });
    await publish(path, 'outage');
    await waitUntil('the notice', () => logged.some(({ msg }) => msg.includes('queue database unreachable')));
    await expect(publish('/api/queue/in-vain', 'in-vain')).rejects.toThrow();
    wire.restore();
    await publish('/api/queue/after-outage', 'after-outage');
    await waitUntil('the marker', () => under.receiver.at('/api/queue/after-outage').length === 1);
    const unsettled = "SELECT 1 FROM pgboss.job WHERE data->>'path' = $1 AND state < 'completed'";
    await waitUntil('the result', async () => (await queue.storage.query(unsettled, [path])).length === 0);
    expect(under.receiver.at(path)).toHaveLength(1);
    expect(logged.some(({ msg }) => msg.includes('queue database reachable again'))).toBe(true);
  });

  it('logs when a message is given up', () => {
    const given = logged.filter(({ msg }) => msg.includes('moved to the dead letter queue'));
    expect(given.length).toBeGreaterThan(0);
  });
});
