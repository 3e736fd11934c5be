import { pino } from 'pino';
import { beforeEach, describe, expect, it } from 'vitest';
import { type KeyValue, KeyValueUnavailable } from '@/lib/kv/key-value';
import { accepted, refused, sign, VerifyingRoute } from './verifying-route';

let route: VerifyingRoute;

beforeEach(() => {
  route = new VerifyingRoute();
});

describe('a repeated message', () => {
  async function accept(signature: string, more: Record<string, string> = {}) {
    const verified = await route.verify(signature, more);
    if (!verified.ok) throw new Error(`refused: ${verified.error.reason}`);
    return verified.value;
  }

  it('is refused while the first is being worked on and after it is done', async () => {
    const signature = await sign(route.claims());
    const message = await accept(signature);
    expect(await route.verify(signature)).toMatchObject(refused(403, 'replayed'));
    await message.done();
    route.clock.advance(4 * 60_000);
    expect(await route.verify(signature)).toMatchObject(refused(403, 'replayed'));
    route.clock.advance(5 * 60_000);
    expect(await route.verify(signature)).toMatchObject(refused(401, 'expired'));
  });

  it('is accepted when the first failed', async () => {
    const signature = await sign(route.claims());
    await (await accept(signature)).release();
    expect(await route.verify(signature)).toMatchObject(accepted);
  });

  it('is accepted after a minute when the first one’s worker died', async () => {
    const signature = await sign(route.claims());
    await accept(signature);
    route.clock.advance(61_000);
    expect(await route.verify(signature)).toMatchObject(accepted);
  });

  it('is refused under a new token when its message id and attempt were accepted', async () => {
    const attempt = { 'Upstash-Message-Id': 'msg_2', 'Upstash-Retried': '0' };
    await (await accept(await sign(route.claims()), attempt)).done();
    expect(await route.verify(await sign(route.claims()), attempt)).toMatchObject(refused(403, 'replayed'));
  });

  it('is accepted as the queue’s own retry', async () => {
    const attempt = { 'Upstash-Message-Id': 'msg_3', 'Upstash-Retried': '0' };
    await (await accept(await sign(route.claims()), attempt)).release();
    expect(
      await route.verify(await sign(route.claims()), { ...attempt, 'Upstash-Retried': '1' }),
    ).toMatchObject(accepted);
  });

  it('is accepted by exactly one of many that check at once', async () => {
    const signature = await sign(route.claims());
    const all = await Promise.all(Array.from({ length: 10 }, () => route.verify(signature)));
    expect(all.filter(({ ok }) => ok)).toHaveLength(1);
  });

  it('is accepted, with a warning, when the key-value store is down', async () => {
    const down = async () => Promise.reject(new KeyValueUnavailable(new Error('refused')));
    const kv: KeyValue = {
      get: down,
      getMany: down,
      set: down,
      setMany: down,
      setIfAbsent: down,
      delete: down,
      deletePrefix: down,
      increment: down,
      ping: down,
    };
    const logged: string[] = [];
    const listening = pino({ level: 'warn' }, { write: (line: string) => logged.push(line) });
    route.configure({ kv, logger: listening });
    const message = await accept(await sign(route.claims()));
    await message.done();
    await message.release();
    expect(logged).toHaveLength(3);
  });
});
