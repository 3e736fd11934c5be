import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll } from 'vitest';
import { connectDatabase } from '@/lib/db/client';
import type { Deps } from '@/lib/deps';
import { KeyValueUnavailable } from '@/lib/kv/key-value';
import { createMemoryKeyValue } from '@/lib/kv/memory-key-value';
import { createLogger } from '@/lib/logger';
import { createSpotifyClient } from '@/lib/spotify/client';
import { createPauseGate } from '@/lib/spotify/pause-gate';
import { createTokenSeal } from '@/lib/token-seal';
import { Simulator, type SimulatorOptions } from '../../simulator/simulator';
import { type AroundEffect, surround, surroundDatabase } from './effects';
import { createMovableClock, type MovableClock } from './movable-clock';
import { useTestDatabase } from './test-database';
import { VirtualQueue } from './virtual-queue';

export const SIMULATOR_URL = 'http://simulator.test';
const SETTINGS = {
  clientId: 'simulator-client',
  clientSecret: 'simulator-secret',
  accountsUrl: SIMULATOR_URL,
  apiUrl: SIMULATOR_URL,
};

/** Everything a test of the archive needs: the product's own parts over a real database and the simulated Spotify. */
export interface ArchiveStage {
  deps: Deps;
  clock: MovableClock;
  queue: VirtualQueue;
  simulator: Simulator;
  /** Signs a simulated listener in the way the product stores it; answers the user's id. */
  signIn(listener: string, options?: { timeZone?: string }): Promise<number>;
}

export interface StageOptions extends Partial<SimulatorOptions> {
  startsAt?: Date;
  random?: () => number;
  around?: AroundEffect;
}

/** A test file's own database with a client over it. Call it at the top of the file. */
export function useStageDatabase(maxConnections = 8): { db(): Deps['db']; reset(): Promise<void> } {
  const database = useTestDatabase();
  let client: Deps['db'] | undefined;
  beforeAll(() => {
    client = connectDatabase(database.url, maxConnections);
  });
  afterAll(() => client?.$disconnect());
  const db = () => {
    if (!client) throw new Error('The database is there from beforeAll on.');
    return client;
  };
  return { db, reset: database.reset };
}

/** Call it at the top of a test file; `stage()` builds a fresh one over the file's database. */
export function useArchiveStage(): (options?: StageOptions) => ArchiveStage {
  const database = useStageDatabase();
  return (options = {}) => createStage(database.db(), options);
}

export function createStage(
  plainDb: Deps['db'],
  { startsAt, random, around = (_effect, run) => run(), ...simulated }: StageOptions = {},
): ArchiveStage {
  const clock = createMovableClock(startsAt ?? new Date('2026-03-02T10:00:00Z'));
  const now = () => clock.now().getTime();
  const simulator = new Simulator({ publicUrl: SIMULATOR_URL, now, ...simulated });
  const queue = new VirtualQueue(now);
  const seal = createTokenSeal(`test:${randomBytes(32).toString('base64')}`);
  const fetchSimulator: typeof fetch = (input, init) => {
    const request = new Request(input, init);
    return around(`fetch ${new URL(request.url).pathname}`, () => simulator.handle(request));
  };
  const draw = random ?? (() => 0.5);
  const spotify = createSpotifyClient(
    { fetch: fetchSimulator, clock, random: draw, gate: createPauseGate(clock) },
    SETTINGS,
  );
  const logger = createLogger(process.env.TEST_LOG ?? 'silent');
  const kv = surround('kv', createMemoryKeyValue(clock), around, (fault) => new KeyValueUnavailable(fault));
  const db = surroundDatabase(plainDb, around);
  const deps: Deps = {
    db,
    kv,
    queue: surround('queue', queue, around),
    spotify,
    seal,
    clock,
    random: draw,
    logger,
    archiveEveryMinutes: 60,
  };
  const signIn: ArchiveStage['signIn'] = async (listener, { timeZone = 'UTC' } = {}) => {
    const tokens = simulator.control.issueTokens(listener);
    const { id } = await plainDb.user.create({ data: { spotifyId: listener, name: listener, timeZone } });
    await plainDb.user.update({
      where: { id },
      data: {
        accessToken: seal.seal(tokens.accessToken, { userId: id, column: 'access_token' }),
        refreshToken: seal.seal(tokens.refreshToken, { userId: id, column: 'refresh_token' }),
        tokenExpiresAt: new Date(tokens.expiresAt),
        authorizedAt: clock.now(),
      },
    });
    return id;
  };
  return { deps, clock, queue, simulator, signIn };
}
