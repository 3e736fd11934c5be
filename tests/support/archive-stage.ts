import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll } from 'vitest';
import { connectDatabase } from '@/lib/db/client';
import type { Deps } from '@/lib/deps';
import { createMemoryKeyValue } from '@/lib/kv/memory-key-value';
import { createLogger } from '@/lib/logger';
import { createSpotifyClient } from '@/lib/spotify/client';
import { createPauseGate } from '@/lib/spotify/pause-gate';
import { createTokenSeal } from '@/lib/token-seal';
import { Simulator, type SimulatorOptions } from '../../simulator/simulator';
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
}

/** Call it at the top of a test file; `stage()` builds a fresh one over the file's database. */
export function useArchiveStage(): (options?: StageOptions) => ArchiveStage {
  const database = useTestDatabase();
  let db: Deps['db'] | undefined;
  beforeAll(() => {
    db = connectDatabase(database.url, 8);
  });
  afterAll(() => db?.$disconnect());
  return (options = {}) => {
    if (!db) throw new Error('The stage is there from beforeAll on.');
    return createStage(db, options);
  };
}

export function createStage(
  db: Deps['db'],
  { startsAt, random, ...simulated }: StageOptions = {},
): ArchiveStage {
  const clock = createMovableClock(startsAt ?? new Date('2026-03-02T10:00:00Z'));
  const now = () => clock.now().getTime();
  const simulator = new Simulator({ publicUrl: SIMULATOR_URL, now, ...simulated });
  const queue = new VirtualQueue(now);
  const seal = createTokenSeal(`test:${randomBytes(32).toString('base64')}`);
  const fetchSimulator: typeof fetch = (input, init) => simulator.handle(new Request(input, init));
  const draw = random ?? (() => 0.5);
  const spotify = createSpotifyClient(
    { fetch: fetchSimulator, clock, random: draw, gate: createPauseGate(clock) },
    SETTINGS,
  );
  const logger = createLogger(process.env.TEST_LOG ?? 'silent');
  const kv = createMemoryKeyValue(clock);
  const deps: Deps = { db, kv, queue, spotify, seal, clock, random: draw, logger, archiveEveryMinutes: 60 };
  const signIn: ArchiveStage['signIn'] = async (listener, { timeZone = 'UTC' } = {}) => {
    const tokens = simulator.control.issueTokens(listener);
    const { id } = await db.user.create({ data: { spotifyId: listener, name: listener, timeZone } });
    await db.user.update({
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
