import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createMemoryKeyValue } from '@/lib/kv/memory-key-value';
import { createQstashQueue } from '@/lib/queue/qstash-queue';
import { QueueUnavailable } from '@/lib/queue/queue';
import { createSignatureVerifier } from '@/lib/queue/verify-signature';
import { createShiftedClock } from '../../support/movable-clock';
import { startDeliveryReceiver } from '../../support/servers/delivery-receiver';
import { type QstashStandIn, startQstashStandIn } from '../../support/servers/qstash-stand-in';
import { findFreePort } from '../../support/servers/redis-server';
import { waitUntil } from '../../support/wait-until';
import { describeQueueContract, type QueueUnderTest } from './queue-contract';

const keys = { current: 'sig_of_today', next: 'sig_of_tomorrow' };

describe('the queue by QStash', () => {
  let standIn: QstashStandIn;
  let under: QueueUnderTest;

  beforeAll(async () => {
    const clock = createShiftedClock();
    const receiver = await startDeliveryReceiver();
    const appUrl = receiver.url;
    standIn = await startQstashStandIn(clock, keys, 'token', { backOffMs: () => 50 });
    const logger = pino({ level: 'silent' });
    under = {
      queue: createQstashQueue({ token: 'token', baseUrl: standIn.url, appUrl, installation: 'test' }),
      unreachable: createQstashQueue({
        token: 'token',
        baseUrl: `http://127.0.0.1:${await findFreePort()}`,
        appUrl,
        installation: 'test',
      }),
      receiver,
      verifier: createSignatureVerifier({ keys, appUrl, kv: createMemoryKeyValue(clock), clock, logger }),
      clock,
      outliveDeduplication: async () => clock.advance(11 * 60_000),
      deadLetters: async () => standIn.deadLetters().length,
    };
  });

  afterAll(async () => {
    await standIn?.stop();
    await under?.receiver.stop();
  });

  describeQueueContract(() => under);

  const queueOf = (installation: string, token = 'token', appUrl = under.receiver.url) =>
    createQstashQueue({ token, baseUrl: standIn.url, appUrl, installation });

  it('takes messages of two installations for two, and keeps their schedules apart', async () => {
    const path = '/api/queue/of-two';
    const schedule = { id: 'archive', cron: '0 * * * *', path: '/api/cron/of-two' } as const;
    const [production, staging] = [queueOf('production'), queueOf('staging', 'token', 'http://127.0.0.1:1')];
    await production.schedule(schedule);
    expect(await staging.checkSchedule(schedule)).toBe('missing');
    await staging.schedule(schedule);
    expect(await production.checkSchedule(schedule)).toBe('ours');
    for (const queue of [production, queueOf('staging')]) {
      await queue.publish([{ path, body: {}, deduplicationId: 'the same', delaySeconds: 0 }]);
    }
    await waitUntil('both messages', () => under.receiver.at(path).length === 2);
  });

  it('sees that another installation of the same name took the schedule, or that it was changed', async () => {
    const schedule = { id: 'taken', cron: '0 * * * *', path: '/api/cron/taken' } as const;
    const [first, second] = [queueOf('twin'), queueOf('twin', 'token', 'http://127.0.0.1:1')];
    await first.schedule(schedule);
    await second.schedule(schedule);
    expect(await first.checkSchedule(schedule)).toBe('taken');
    expect(await second.checkSchedule({ ...schedule, cron: '*/5 * * * *' })).toBe('changed');
  });

  it('publishes in groups of at most 100', async () => {
    const before = standIn.requests().length;
    const messages = Array.from({ length: 201 }, (_, index) => ({
      path: '/api/queue/groups' as const,
      body: { index },
      deduplicationId: `groups:${index}`,
      delaySeconds: 0,
    }));
    await under.queue.publish(messages);
    expect(standIn.requests().slice(before)).toEqual(Array(3).fill('POST /v2/batch'));
  });

  it('delivers messages that verify while the keys are rotated', async () => {
    const path = '/api/queue/rotation';
    const publish = (deduplicationId: string) =>
      under.queue.publish([{ path, body: {}, deduplicationId, delaySeconds: 0 }]);
    await publish('before');
    await waitUntil('the first delivery', () => under.receiver.at(path).length === 1);
    standIn.signWith('next');
    await publish('after');
    await waitUntil('the second delivery', () => under.receiver.at(path).length === 2);
    for (const delivery of under.receiver.at(path)) {
      expect(await under.verifier.verify(delivery)).toMatchObject({ ok: true });
    }
  });

  it('rejects a publish with a wrong token', async () => {
    const stranger = queueOf('test', 'wrong');
    const message = { path: '/api/queue/x', body: {}, deduplicationId: 'x', delaySeconds: 0 } as const;
    await expect(stranger.publish([message])).rejects.toThrow(QueueUnavailable);
    await expect(stranger.schedule({ id: 'x', cron: '0 * * * *', path: '/api/cron/x' })).rejects.toThrow();
  });
});
