import { randomBytes } from 'node:crypto';
import type { Deps } from '@/lib/deps';
import { KeyValueUnavailable } from '@/lib/kv/key-value';
import { createMemoryKeyValue } from '@/lib/kv/memory-key-value';
import { createLogger } from '@/lib/logger';
import { DAY } from '@/lib/shared/time';
import { createSpotifyClient } from '@/lib/spotify/client';
import { createPauseGate } from '@/lib/spotify/rate-limit-pause-gate';
import { createTokenSeal } from '@/lib/token-seal';
import { Simulator, type SimulatorOptions } from '../../simulator/simulator';
import { type AroundEffect, surround, surroundDatabase } from './effects';
import { startBundledReader } from './import/import-reader';
import { createMovableClock, type MovableClock } from './movable-clock';
import { VirtualQueue } from './virtual-queue';

const SIMULATOR_URL = 'http://simulator.test';
/** The defaults of the settings. */
const RETENTION = {
  requestsMs: 90 * DAY,
  runsMs: 400 * DAY,
  breakerEventsMs: 365 * DAY,
  unusedOriginsMs: 30 * DAY,
  rejectedItemsMs: null,
};

const SETTINGS = {
  clientId: 'simulator-client',
  clientSecret: 'simulator-secret',
  accountsUrl: SIMULATOR_URL,
  apiUrl: SIMULATOR_URL,
  imageUrl: SIMULATOR_URL,
};

/** Everything a test of the archive needs: the product's own parts over a real database and the simulated Spotify. */
export interface ArchiveStage {
  deps: Deps;
  clock: MovableClock;
  queue: VirtualQueue;
  simulator: Simulator;
  /** As if the key-value store had been emptied. */
  forgetStore(): void;
  /** As if another process took over: it does not know the rate-limit pause that only this one had received. */
  restart(): void;
  /** Signs a simulated listener in, or in again, the way the product stores it; answers the user's id. */
  signIn(listener: string, options?: { timeZone?: string }): Promise<number>;
}

export interface StageOptions extends Partial<SimulatorOptions> {
  startsAt?: Date;
  random?: () => number;
  around?: AroundEffect;
  /** Changes the body of an answer of Spotify's. */
  rewrite?: (path: string, body: string) => string;
  /** Gets the lines of the log. */
  log?: { write(line: string): void };
}

export function createStage(
  plainDb: Deps['db'],
  { startsAt, random, around = (_effect, run) => run(), rewrite, log, ...simulated }: StageOptions = {},
): ArchiveStage {
  const clock = createMovableClock(startsAt ?? new Date('2026-03-02T10:00:00Z'));
  const now = () => clock.now().getTime();
  const simulator = new Simulator({ publicUrl: SIMULATOR_URL, now, ...simulated });
  const queue = new VirtualQueue(now);
  const seal = createTokenSeal(`test:${randomBytes(32).toString('base64')}`);
  const fetchSimulator: typeof fetch = (input, init) => {
    const request = new Request(input, init);
    const { pathname } = new URL(request.url);
    return around(`fetch ${pathname}`, async () => {
      const response = await simulator.handle(request);
      return rewrite ? new Response(rewrite(pathname, await response.text()), response) : response;
    });
  };
  const draw = random ?? (() => 0.5);
  const buildClient = () =>
    createSpotifyClient(
      { fetch: fetchSimulator, clock, random: draw, gate: createPauseGate(clock) },
      SETTINGS,
    );
  const logger = log ? createLogger('info', log) : createLogger(process.env.TEST_LOG ?? 'silent');
  const buildStore = () =>
    surround('kv', createMemoryKeyValue(clock), around, (fault) => new KeyValueUnavailable(fault));
  const db = surroundDatabase(plainDb, around);
  const deps: Deps = {
    db,
    kv: buildStore(),
    queue: surround('queue', queue, around),
    spotify: buildClient(),
    artwork: async () => null,
    startReader: startBundledReader,
    seal,
    clock,
    random: draw,
    logger,
    archiveEveryMinutes: 60,
    retention: RETENTION,
  };
  const signIn: ArchiveStage['signIn'] = async (listener, { timeZone = 'UTC' } = {}) => {
    const tokens = simulator.control.issueTokens(listener);
    const identity = { spotifyId: listener, name: listener, timeZone };
    const { id } = await plainDb.user.upsert({
      where: { spotifyId: listener },
      create: identity,
      update: {},
    });
    await plainDb.user.update({
      where: { id },
      data: {
        accessToken: seal.seal(tokens.accessToken, { userId: id, column: 'access_token' }),
        refreshToken: seal.seal(tokens.refreshToken, { userId: id, column: 'refresh_token' }),
        tokenExpiresAt: new Date(tokens.expiresAt),
        authorizedAt: clock.now(),
        tokenVersion: { increment: 1 },
        refreshLeaseUntil: null,
        isActive: true,
        disconnectedReason: null,
        consecutiveFailures: 0,
        authFailures: 0,
        networkFailures: 0,
        circuitOpenUntil: null,
        circuitOpenedCount: 0,
      },
    });
    return id;
  };
  const forgetStore = () => {
    deps.kv = buildStore();
  };
  const restart = () => {
    deps.spotify = buildClient();
  };
  return { deps, clock, queue, simulator, signIn, forgetStore, restart };
}
