import 'server-only';
import { cache } from 'react';
import { systemClock } from '@/lib/clock';
import { connectDatabase, connectForStatistics, type RootDatabase } from '@/lib/db/client';
import type { Deps } from '@/lib/deps';
import { type Env, env } from '@/lib/env';
import { startReader } from '@/lib/import/start-reader';
import type { KeyValue } from '@/lib/kv/key-value';
import { createMemoryKeyValue } from '@/lib/kv/memory-key-value';
import { createStoreGuard, type StoreGuard } from '@/lib/kv/store-guard';
import { createUpstashClient } from '@/lib/kv/upstash-client';
import { createUpstashKeyValue } from '@/lib/kv/upstash-key-value';
import { createLogger, type Logger } from '@/lib/logger';
import { createMusicbrainzClient } from '@/lib/musicbrainz/client';
import { createLocalQueue, type LocalQueue } from '@/lib/queue/local-queue';
import { createQstashQueue } from '@/lib/queue/qstash-queue';
import type { Queue } from '@/lib/queue/queue';
import { deriveLocalSigningKeys, type SigningKeys } from '@/lib/queue/signing-keys';
import { createSignatureVerifier, type SignatureVerifier } from '@/lib/queue/verify-signature';
import { createMemoryRateLimiter } from '@/lib/rate-limit/memory-rate-limiter';
import { createRateGate, type RateGate } from '@/lib/rate-limit/rate-gate';
import { tiersWith } from '@/lib/rate-limit/tiers';
import { createUpstashRateLimiter } from '@/lib/rate-limit/upstash-rate-limiter';
import { readableLine } from '@/lib/readable-log';
import { createArtworkFetcher } from '@/lib/spotify/artwork';
import { createSpotifyClient } from '@/lib/spotify/client';
import { createPauseGate } from '@/lib/spotify/rate-limit-pause-gate';
import { createStreamSlots, type StreamSlots } from '@/lib/streams/stream-slots';
import { createTokenSeal } from '@/lib/token-seal';

/** Streams that one listener may have open at a time, in each process. */
const STREAMS_PER_LISTENER = 4;

/** The dependencies of one process: built once, shared by its requests, routes and background workers. */
export interface Runtime {
  env: Env;
  deps: Deps;
  /** For statistics only: a pool of its own. */
  statisticsDb: RootDatabase;
  signatures: SignatureVerifier;
  /** Rate limits per caller. */
  limits: RateGate;
  /** Limits how long one request waits for the key-value store. */
  storeGuard: StoreGuard;
  /** Limits how many event streams one listener has open. */
  streams: StreamSlots;
  /** Runs work once the answer to the current request is sent; Next's `after` unless given. */
  afterResponse?: (work: () => Promise<void>) => void;
  /** Set when this process delivers the queue's messages. */
  localQueue: LocalQueue | null;
}

/** The keys that the queue's messages are signed with: QStash's, or the local queue's own. Never empty. */
export function signingKeys(settings: Env): SigningKeys {
  return settings.queue.driver === 'qstash'
    ? { current: settings.queue.currentSigningKey, next: settings.queue.nextSigningKey }
    : deriveLocalSigningKeys(settings.authSecret);
}

type Stores = { kv: KeyValue } & Pick<Runtime, 'limits' | 'storeGuard'>;

/** The key-value store and the rate limiter, behind one guard: a failure of one spares the other the wait. */
export function buildStores(
  { kv, installation, pageLimit }: Pick<Env, 'kv' | 'installation' | 'pageLimit'>,
  logger: Logger,
): Stores {
  const tiers = tiersWith(pageLimit.requests);
  const storeGuard = createStoreGuard(systemClock, logger);
  const local = createMemoryRateLimiter(systemClock, tiers);
  if (kv.driver === 'memory') {
    const limits = createRateGate(systemClock, { store: null, local, tiers });
    return { kv: createMemoryKeyValue(systemClock), limits, storeGuard };
  }
  const redis = createUpstashClient(kv, storeGuard);
  const store = createUpstashRateLimiter(redis, storeGuard, installation, tiers);
  const limits = createRateGate(systemClock, { store, local, tiers });
  return { kv: createUpstashKeyValue(redis, storeGuard, installation), limits, storeGuard };
}

function buildQueue(settings: Env, logger: Logger): { queue: Queue; localQueue: LocalQueue | null } {
  const { appUrl, installation } = settings;
  if (settings.queue.driver === 'qstash') {
    return { queue: createQstashQueue({ ...settings.queue, appUrl, installation }), localQueue: null };
  }
  const localQueue = createLocalQueue({
    connectionString: settings.databaseUrl,
    signingKey: signingKeys(settings).current,
    appUrl,
    deliverTo: `http://127.0.0.1:${settings.port}`,
    clock: systemClock,
    logger,
  });
  return { queue: localQueue, localQueue };
}

/** JSON in production, text in development. */
function buildLogger({ mode, logLevel }: Env): Logger {
  if (mode !== 'development') return createLogger(logLevel);
  return createLogger(logLevel, { write: (json) => void process.stdout.write(readableLine(json)) });
}

/** Builds the drivers that the environment names; opens no connection yet. */
export function buildRuntime(settings: Env): Runtime {
  const logger = buildLogger(settings);
  const { kv, limits, storeGuard } = buildStores(settings, logger);
  const { queue, localQueue } = buildQueue(settings, logger);
  const gate = createPauseGate(systemClock);
  const spotify = createSpotifyClient(
    { fetch, clock: systemClock, random: Math.random, gate },
    settings.spotify,
  );
  const deps: Deps = {
    db: connectDatabase(settings.databaseUrl, settings.pools.connections, settings.pools),
    kv,
    queue,
    spotify,
    artwork: createArtworkFetcher({ fetch }, settings.spotify),
    ...(settings.musicbrainz && {
      musicbrainz: createMusicbrainzClient({ fetch, clock: systemClock }, settings.musicbrainz),
    }),
    seal: createTokenSeal(settings.tokenKeys),
    startReader,
    clock: systemClock,
    random: Math.random,
    logger,
    archiveEveryMinutes: settings.archiveEveryMinutes,
    retention: settings.retention,
  };
  const signatures = createSignatureVerifier({
    ...deps,
    keys: signingKeys(settings),
    appUrl: settings.appUrl,
  });
  const { statistics, timeoutMs } = settings.pools;
  const statisticsDb = connectForStatistics(settings.databaseUrl, statistics, timeoutMs);
  const streams = createStreamSlots(STREAMS_PER_LISTENER);
  const built = { deps, statisticsDb, signatures, limits, storeGuard, streams, localQueue };
  return { ...built, env: settings };
}

// Next compiles the start hook and the routes separately, and reloads modules in development: with module scope each
// would have its own pool, and its own record of the messages seen.
const SHARED = Symbol.for('audiospective.runtime');
const shared: typeof globalThis & { [SHARED]?: Runtime } = globalThis;

/** This process's runtime, built from its environment at first use. */
export function runtime(): Runtime {
  shared[SHARED] ??= buildRuntime(env());
  return shared[SHARED];
}

/** Replaces the runtime: for tests, which have a database of their own. */
export function provideRuntime(next: Runtime | undefined): void {
  shared[SHARED] = next;
}

export const deps = (): Deps => runtime().deps;

/** For the statistics of one request: their own pool, and the version of the listener's plays looked up once for all of them. */
export const statisticsOf = ({ deps, runtime }: { deps: Deps; runtime: Runtime }) => ({
  ...deps,
  db: runtime.statisticsDb,
  versions: new Map<number, Promise<string>>(),
});

/** The same for those of one page. */
export const statisticsDeps = cache(() => statisticsOf({ deps: deps(), runtime: runtime() }));
