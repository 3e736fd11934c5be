import { afterAll, afterEach, beforeAll, beforeEach, vi } from 'vitest';
import { buildRuntime, provideRuntime, type Runtime } from '@/lib/build-deps';
import type { Deps } from '@/lib/deps';
import { readEnv } from '@/lib/env';
import { createMemoryKeyValue } from '@/lib/kv/memory-key-value';
import { createLogger } from '@/lib/logger';
import { signDelivery } from '@/lib/queue/sign-delivery';
import { deriveLocalSigningKeys } from '@/lib/queue/signing-keys';
import { createSignatureVerifier } from '@/lib/queue/verify-signature';
import { createMemoryRateLimiter } from '@/lib/rate-limit/memory-rate-limiter';
import { createRateGate } from '@/lib/rate-limit/rate-gate';
import { createTokenSeal } from '@/lib/token-seal';
import { authRoute } from '@/middleware/auth/auth-route';
import type { RouteHandler } from '@/middleware/route';
import { type RunningSimulator, startSimulator } from '../../simulator/server';
import { connectForTest } from './database/connect-for-test';
import { useTestDatabase } from './database/test-database';
import { startBundledReader } from './import/import-reader';
import { createShiftedClock, type MovableClock } from './movable-clock';
import { expectDescribed } from './routes/expect-described';
import { VirtualQueue } from './virtual-queue';

export const APP = 'http://127.0.0.1:3000';
const SECRET = 'a secret of thirty-two characters';
const TOKEN_KEYS = `k1:${Buffer.alloc(32, 7).toString('base64')}`;

/** The routes of the product over a real database and a simulated Spotify on a socket; no Next around them. */
export interface HttpStage {
  deps: Deps;
  clock: MovableClock;
  queue: VirtualQueue;
  simulator: RunningSimulator;
  logged: string[];
}

/** Work that Next does once an answer is sent. */
const afterwards: Promise<void>[] = [];

/** Call it at the top of a test file; each test gets a fresh stage over the database. */
export function useHttpStage(): () => HttpStage {
  const database = useTestDatabase();
  let simulator: RunningSimulator | undefined;
  let built: Runtime | undefined;
  let stage: HttpStage | undefined;
  beforeAll(async () => {
    simulator = await startSimulator({ port: 0, seed: 1 });
    const runtime = buildRuntime(readEnv(environment(database.url, simulator.url)));
    built = { ...runtime, deps: { ...runtime.deps, db: connectForTest(database.url) } };
    // next-auth asks the process itself for its address.
    vi.stubEnv('NEXTAUTH_URL', APP);
  });
  beforeEach(() => {
    if (!simulator || !built) throw new Error('The stage is there from beforeAll on.');
    stage = createStage(simulator, built);
  });
  afterEach(() => {
    simulator?.simulator.control.clearFaults();
    provideRuntime(undefined);
  });
  afterAll(async () => {
    vi.unstubAllEnvs();
    await Promise.all([built?.deps.db.$disconnect(), built?.statisticsDb.$disconnect()]);
    await simulator?.close();
  });
  return () => {
    if (!stage) throw new Error('The stage is there from beforeEach on.');
    return stage;
  };
}

const environment = (databaseUrl: string, spotify: string) => ({
  NODE_ENV: 'production',
  NEXTAUTH_URL: APP,
  NEXTAUTH_SECRET: SECRET,
  TOKEN_KEYS,
  DATABASE_URL: databaseUrl,
  SPOTIFY_CLIENT_ID: 'simulator-client',
  SPOTIFY_CLIENT_SECRET: 'simulator-secret',
  SPOTIFY_ACCOUNTS_URL: spotify,
  SPOTIFY_API_URL: spotify,
  SPOTIFY_IMAGE_URL: spotify,
});

function createStage(simulator: RunningSimulator, built: Runtime): HttpStage {
  const clock = createShiftedClock();
  const queue = new VirtualQueue(() => clock.now().getTime());
  const logged: string[] = [];
  const logger = createLogger('debug', { write: (line) => logged.push(line) });
  const kv = createMemoryKeyValue(clock);
  const deps: Deps = {
    ...built.deps,
    startReader: startBundledReader,
    clock,
    queue,
    kv,
    logger,
    seal: createTokenSeal(TOKEN_KEYS),
  };
  const keys = deriveLocalSigningKeys(SECRET);
  const signatures = createSignatureVerifier({ keys, appUrl: APP, kv, clock, logger });
  const limits = createRateGate(clock, { store: null, local: createMemoryRateLimiter(clock) });
  const afterResponse: Runtime['afterResponse'] = (work) => void afterwards.push(work());
  provideRuntime({ ...built, deps, signatures, limits, afterResponse, localQueue: null });
  return { deps, clock, queue, simulator, logged };
}

/** Calls a route handler as Next would. The answer has to be as the description of the API has it. */
export async function call(
  handler: RouteHandler,
  path: string,
  init: RequestInit = {},
  params: unknown = {},
): Promise<Response> {
  const request = new Request(`${APP}${path}`, init);
  const response = await handler(request, { params: Promise.resolve(params) });
  await expectDescribed(handler, request, response);
  return response;
}

/** The headers of a message that the queue signed for `path`. */
export async function signed(stage: HttpStage, path: string, body: string): Promise<Record<string, string>> {
  const key = deriveLocalSigningKeys(SECRET).current;
  return { 'upstash-signature': await signDelivery(stage.clock, key, { url: `${APP}${path}`, body }) };
}

/** A browser in small: it keeps cookies, sends its origin, and follows no redirect by itself. */
export class Browser {
  readonly cookies = new Map<string, string>();
  /** The names of all cookies that were ever set. */
  readonly seen = new Set<string>();

  async auth(path: string, init: RequestInit = {}): Promise<Response> {
    const url = new URL(`/api/auth/${path}`, APP);
    const segments = url.pathname.slice('/api/auth/'.length).split('/');
    const headers = new Headers({
      cookie: this.cookieHeader(),
      ...Object.fromEntries(new Headers(init.headers)),
    });
    if (init.method === 'POST' && !headers.has('origin')) headers.set('origin', APP);
    const response = await call(
      authRoute,
      `${url.pathname}${url.search}`,
      { ...init, headers },
      { nextauth: segments },
    );
    for (const cookie of response.headers.getSetCookie()) this.#keep(cookie);
    await Promise.all(afterwards.splice(0));
    return response;
  }

  /** Presses the button on our page, chooses the listener on Spotify's, and comes back. */
  async signIn(stage: HttpStage, listener: string): Promise<Response> {
    const toSpotify = await this.auth('signin/spotify', { method: 'POST' });
    const consent = toSpotify.headers.get('location') ?? '';
    const back = await fetch(consent, {
      method: 'POST',
      body: new URLSearchParams({ listener }),
      redirect: 'manual',
    });
    const callback = new URL(back.headers.get('location') ?? '', stage.simulator.url);
    return this.auth(`callback/spotify${callback.search}`);
  }

  cookieHeader(): string {
    return [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  }

  #keep(setCookie: string): void {
    const [pair = '', ...attributes] = setCookie.split(/;\s*/);
    const equals = pair.indexOf('=');
    this.seen.add(pair.slice(0, equals));
    // Not the value: one of a few hundred tokens has these digits in it.
    const gone = attributes.some((attribute) => /^(max-age=0$|expires=.*1970)/i.test(attribute));
    if (gone) this.cookies.delete(pair.slice(0, equals));
    else this.cookies.set(pair.slice(0, equals), pair.slice(equals + 1));
  }
}

/** A browser in which this listener is signed in. */
export async function signedInBrowser(stage: HttpStage, listener: string): Promise<Browser> {
  const browser = new Browser();
  await browser.signIn(stage, listener);
  return browser;
}
