import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import type { Queue, QueueMessage } from '@/lib/queue/queue';
import type { SignatureVerifier } from '@/lib/queue/verify-signature';
import { forRequest } from '@/lib/request-context';
import type { MovableClock } from '../../support/movable-clock';
import type { Delivery, DeliveryReceiver } from '../../support/servers/delivery-receiver';
import { waitUntil } from '../../support/wait-until';

/** A queue with everything around it that a test of it needs. */
export interface QueueUnderTest {
  queue: Queue;
  /** The same kind of queue whose store cannot be reached. */
  unreachable: Queue;
  receiver: DeliveryReceiver;
  verifier: SignatureVerifier;
  clock: MovableClock;
  /** Lets the deduplication of everything delivered so far run out. */
  outliveDeduplication(): Promise<void>;
  deadLetters(): Promise<number>;
}

type Given = () => QueueUnderTest;

const freshPath = () => `/api/queue/${randomUUID()}` as const;

const messageTo = (path: QueueMessage['path'], more: Partial<QueueMessage> = {}): QueueMessage => ({
  path,
  body: { hello: 'Björk 🎧' },
  deduplicationId: `id:${randomUUID()}`,
  delaySeconds: 0,
  ...more,
});

const arrived = (under: QueueUnderTest, path: string, count: number) =>
  waitUntil(`${count} deliveries`, () => under.receiver.at(path).length >= count);

/** Everything published before this has been delivered, as far as it is due. */
async function settle(under: QueueUnderTest): Promise<void> {
  const marker = freshPath();
  await under.queue.publish([messageTo(marker)]);
  await arrived(under, marker, 1);
}

const verify = (under: QueueUnderTest, { path, body, headers }: Delivery) =>
  under.verifier.verify({ path, body, headers });

function deliversSigned(given: Given) {
  it('delivers a message once, as JSON, signed for the route it is sent to', async () => {
    const under = given();
    const path = freshPath();
    await under.queue.publish([messageTo(path)]);
    await arrived(under, path, 1);
    const [delivery] = under.receiver.at(path);
    expect(JSON.parse(delivery?.body ?? '')).toEqual({ hello: 'Björk 🎧' });
    expect(delivery?.headers.get('content-type')).toContain('application/json');
    const verified = delivery && (await verify(under, delivery));
    expect(verified).toMatchObject({ ok: true });
    await settle(under);
    expect(under.receiver.at(path)).toHaveLength(1);
  });

  it('delivers with the id of the request that published, so that the log tells what came of it', async () => {
    const under = given();
    const path = freshPath();
    await forRequest('request-0001', () => under.queue.publish([messageTo(path)]));
    await arrived(under, path, 1);
    expect(under.receiver.at(path)[0]?.headers.get('x-request-id')).toBe('request-0001');
    await under.queue.publish([messageTo(path)]);
    await arrived(under, path, 2);
    expect(under.receiver.at(path)[1]?.headers.get('x-request-id')).toBeNull();
    const stored = messageTo(path, { requestId: 'request-0002' });
    await forRequest('request-0003', () => under.queue.publish([stored]));
    await arrived(under, path, 3);
    expect(under.receiver.at(path)[2]?.headers.get('x-request-id')).toBe('request-0002');
  });

  it('delivers every one of 250 messages published together', async () => {
    const under = given();
    const path = freshPath();
    await under.queue.publish(Array.from({ length: 250 }, (_, part) => messageTo(path, { body: { part } })));
    await arrived(under, path, 250);
    const parts = under.receiver.at(path).map(({ body }) => JSON.parse(body).part);
    expect(new Set(parts).size).toBe(250);
    expect(parts).toHaveLength(250);
  });

  it('does not deliver before the delay is over', async () => {
    const under = given();
    const path = freshPath();
    const published = performance.now();
    await under.queue.publish([messageTo(path, { delaySeconds: 2 })]);
    await arrived(under, path, 1);
    expect((under.receiver.at(path)[0]?.at ?? 0) - published).toBeGreaterThan(1900);
  });

  it('rejects a publish that was not stored', async () => {
    await expect(given().unreachable.publish([messageTo(freshPath())])).rejects.toThrow();
  });
}

function countsOnce(given: Given) {
  it('takes messages with one deduplication id for one while the first waits', async () => {
    const under = given();
    const path = freshPath();
    const message = messageTo(path, { delaySeconds: 1 });
    await under.queue.publish([message, message]);
    await under.queue.publish([{ ...message, delaySeconds: 0 }]);
    await arrived(under, path, 1);
    await settle(under);
    expect(under.receiver.at(path)).toHaveLength(1);
  });

  it('takes a second one for the same after the delivery, and for a new one ten minutes later', async () => {
    const under = given();
    const path = freshPath();
    const message = messageTo(path);
    await under.queue.publish([message]);
    await arrived(under, path, 1);
    await settle(under);
    await under.queue.publish([message]);
    await settle(under);
    expect(under.receiver.at(path)).toHaveLength(1);
    await under.outliveDeduplication();
    await under.queue.publish([message]);
    await arrived(under, path, 2);
    const ids = under.receiver.at(path).map(({ headers }) => headers.get('upstash-message-id'));
    expect(new Set(ids).size).toBe(2);
  });
}

function retries(given: Given) {
  it.each([500, 429, 'hang-up'] as const)(
    'delivers again after %s, newly signed, under the same id',
    async (trouble) => {
      const under = given();
      const path = freshPath();
      under.receiver.answer(path, ({ headers }) => (headers.get('upstash-retried') === '0' ? trouble : 200));
      await under.queue.publish([messageTo(path)]);
      await arrived(under, path, 2);
      await settle(under);
      const deliveries = under.receiver.at(path);
      expect(deliveries.map(({ headers }) => headers.get('upstash-retried'))).toEqual(['0', '1']);
      expect(new Set(deliveries.map(({ body }) => body)).size).toBe(1);
      expect(new Set(deliveries.map(({ headers }) => headers.get('upstash-message-id'))).size).toBe(1);
      for (const delivery of deliveries) expect(await verify(under, delivery)).toMatchObject({ ok: true });
    },
  );

  it('keeps a message as a dead letter when its last retry failed', async () => {
    const under = given();
    const path = freshPath();
    const before = await under.deadLetters();
    under.receiver.answer(path, () => 503);
    await under.queue.publish([messageTo(path, { retries: 1 })]);
    await waitUntil('a dead letter', async () => (await under.deadLetters()) === before + 1);
    expect(under.receiver.at(path)).toHaveLength(2);
    expect((await under.queue.inspect()).deadLetters).toBe(before + 1);
  });
}

function keepsSchedules(given: Given) {
  it('calls a schedule once in every slot, however often it was set', async () => {
    const under = given();
    const path = freshPath();
    const slot = new Date(under.clock.now().getTime() + 30 * 60_000);
    const schedule = { id: 'daily', cron: `${slot.getUTCMinutes()} ${slot.getUTCHours()} * * *`, path };
    await under.queue.schedule(schedule);
    await under.queue.schedule(schedule);
    await settle(under);
    expect(under.receiver.at(path)).toHaveLength(0);

    under.clock.advance(31 * 60_000);
    await arrived(under, path, 1);
    const [first] = under.receiver.at(path);
    expect(first?.body).toBe('{}');
    expect(first && (await verify(under, first))).toMatchObject({ ok: true });
    await settle(under);
    expect(under.receiver.at(path)).toHaveLength(1);

    under.clock.advance(24 * 3_600_000);
    await arrived(under, path, 2);
  });
}

/** What every queue driver must do; run inside a `describe` of the driver. */
export function describeQueueContract(given: Given): void {
  deliversSigned(given);
  countsOnce(given);
  retries(given);
  keepsSchedules(given);
}
