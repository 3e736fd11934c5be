import { Redis } from '@upstash/redis';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RedisServer, redisMissing, startRedisServer } from '../../support/servers/redis-server';
import { startUpstashBridge, type UpstashBridge } from '../../support/servers/upstash-bridge';

if (redisMissing) console.warn(`Skipped, the bridge from Upstash's protocol to Redis: ${redisMissing}`);

const COUNT = 'return redis.call("INCRBY", KEYS[1], ARGV[1])';

describe.skipIf(redisMissing !== null)('the bridge from Upstash’s protocol to a real Redis', () => {
  let server: RedisServer;
  let bridge: UpstashBridge;
  let redis: Redis;

  beforeAll(async () => {
    server = await startRedisServer();
    bridge = await startUpstashBridge(server.port);
    redis = new Redis({ url: bridge.url, token: bridge.token, enableTelemetry: false });
  });

  afterAll(async () => {
    await bridge?.stop();
    await server?.stop();
  });

  it('runs scripts by their text, and by their hash once they are known', async () => {
    await expect(redis.evalsha('0'.repeat(40), ['k'], ['1'])).rejects.toThrow(/NOSCRIPT/);
    expect(await redis.eval(COUNT, ['k'], ['2'])).toBe(2);
    const hash = await redis.scriptLoad(COUNT);
    expect(await redis.evalsha(hash, ['k'], ['3'])).toBe(5);
  });

  it('runs a transaction in one piece while other commands come in', async () => {
    const transactions = Array.from({ length: 20 }, () =>
      redis.multi().incr('a').incr('a').exec<[number, number]>(),
    );
    const [results] = await Promise.all([
      Promise.all(transactions),
      ...Array.from({ length: 20 }, () => redis.incr('a')),
    ]);
    for (const [first, second] of results) expect(second).toBe(first + 1);
    expect(await redis.get('a')).toBe(60);
  });

  it('answers the failures of a pipeline one by one', async () => {
    const answers = await redis
      .pipeline()
      .set('text', 'words')
      .incr('text')
      .get('text')
      .exec({ keepErrors: true });
    expect(answers.map(({ error }) => error !== undefined)).toEqual([false, true, false]);
  });

  it('refuses a wrong token', async () => {
    const stranger = new Redis({ url: bridge.url, token: 'wrong', enableTelemetry: false });
    await expect(stranger.ping()).rejects.toThrow(/WRONGPASS/);
  });
});
