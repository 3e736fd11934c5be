import { monitorEventLoopDelay, performance } from 'node:perf_hooks';
import { buildStores } from '@/lib/build-deps';
import { isKeyValueUnavailable } from '@/lib/kv/key-value';
import { STORE_WAIT_MS } from '@/lib/kv/store-guard';
import { createLogger } from '@/lib/logger';
import { forRequest } from '@/lib/request-context';
import { type CuttableProxy, startCuttableProxy } from '../tests/support/servers/cuttable-proxy';
import { redisMissing, startRedisServer } from '../tests/support/servers/redis-server';
import { startUpstashBridge, type UpstashBridge } from '../tests/support/servers/upstash-bridge';
import { record } from './results.mjs';

// How long one request waits for the key-value store, all its calls together, while the store is well, dead, slow or
// flapping: a real Redis behind Upstash's protocol, behind a wire that is cut and slowed.
const ROUNDS = 12;
const AT_ONCE = 10;
const PAUSE_MS = 300;

type Stores = ReturnType<typeof buildStores>;

interface Store {
  bridge: UpstashBridge;
  wire: CuttableProxy;
}

/** A statistic's calls to the store: one count, one cache read, one cache write. */
async function ask({ limits, kv }: Stores, user: number): Promise<number> {
  const start = performance.now();
  const ignoreOutage = (error: unknown) => {
    if (!isKeyValueUnavailable(error)) throw error;
  };
  await forRequest(`bench-${user}`, async () => {
    await limits.check('normal', `user:${user}`);
    await kv.get(`bench:${user}`).catch(ignoreOutage);
    await kv.set(`bench:${user}`, 'x', 60).catch(ignoreOutage);
  });
  return performance.now() - start;
}

async function measure(
  { bridge, wire }: Store,
  name: string,
  begin: (round: number) => void,
): Promise<number> {
  wire.restore();
  const url = `http://127.0.0.1:${wire.port}`;
  const settings = {
    kv: { driver: 'upstash' as const, url, token: bridge.token },
    installation: 'bench',
    pageLimit: { requests: 1_000, isShared: false },
  };
  const stores = buildStores(settings, createLogger('silent'));
  await ask(stores, 0);
  const lag = monitorEventLoopDelay({ resolution: 5 });
  lag.enable();
  const waits: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    begin(round);
    waits.push(...(await Promise.all(Array.from({ length: AT_ONCE }, (_, user) => ask(stores, user)))));
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  }
  lag.disable();
  waits.sort((a, b) => a - b);
  const at = (share: number) => waits[Math.min(waits.length - 1, Math.floor(waits.length * share))] ?? 0;
  const late = lag.max / 1e6;
  console.log(
    `${name.padEnd(10)} median ${at(0.5).toFixed(0)} ms, 95 % ${at(0.95).toFixed(0)} ms, longest ${at(1).toFixed(0)} ms (timers late by up to ${late.toFixed(0)} ms)`,
  );
  return at(1) - late;
}

async function main(): Promise<number> {
  if (redisMissing) throw new Error(redisMissing);
  const redis = await startRedisServer();
  const bridge = await startUpstashBridge(redis.port);
  const wire = await startCuttableProxy(Number(new URL(bridge.url).port));
  const store = { bridge, wire };
  const longest = [
    await measure(store, 'up', () => {}),
    await measure(store, 'dead', () => wire.cut()),
    await measure(store, 'slow, 7 s', () => wire.delay(7_000)),
    await measure(store, 'flapping', (round) => (round % 3 === 0 ? wire.cut() : wire.restore())),
  ];
  await wire.stop();
  await bridge.stop();
  await redis.stop();
  const held = record({
    bench: 'outage',
    what: 'longest wait for the store, ms',
    value: Math.max(...longest),
    atMost: STORE_WAIT_MS,
  });
  console.log(`${held ? 'No request' : 'Some request'} waited longer than ${STORE_WAIT_MS} ms.`);
  return held ? 0 : 1;
}

main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    console.error(error);
    process.exit(1);
  },
);
