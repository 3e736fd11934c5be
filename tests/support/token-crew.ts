import { randomBytes } from 'node:crypto';
import { afterAll, afterEach, beforeEach } from 'vitest';
import { systemClock } from '@/lib/clock';
import { connectDatabase } from '@/lib/db/client';
import type { Deps } from '@/lib/deps';
import { createLogger } from '@/lib/logger';
import { createSpotifyClient } from '@/lib/spotify/client';
import { createPauseGate } from '@/lib/spotify/rate-limit-pause-gate';
import { createTokenSeal } from '@/lib/token-seal';
import { Simulator } from '../../simulator/simulator';
import { seededRandom } from '../simulation/seeded-random';
import { useTestDatabase } from './database/test-database';

const SIMULATOR_URL = 'http://simulator.test';
const SETTINGS = {
  clientId: 'simulator-client',
  clientSecret: 'simulator-secret',
  accountsUrl: SIMULATOR_URL,
  apiUrl: SIMULATOR_URL,
  imageUrl: SIMULATOR_URL,
};

export type WorkerDeps = Pick<Deps, 'db' | 'spotify' | 'seal' | 'clock' | 'logger'>;

interface WorkerOptions {
  clock?: Deps['clock'];
  /** Longest delay on each way to Spotify and back, ms; drawn for each call. */
  wayMs?: number;
  /** Stands before each answer of Spotify: what it waits for, the worker waits for. */
  hold?: (path: string) => Promise<void>;
}

/** Processes that share a database and one Spotify that rotates refresh tokens and punishes the use of a spent one. */
export interface TokenCrew {
  simulator: Simulator;
  /** A process of its own, as far as others can tell: own connections, own Spotify client. */
  hire(options?: WorkerOptions): WorkerDeps;
  /** Adds listeners whose access tokens live for this many ms more; answers the users' ids by Spotify id. */
  signIn(spotifyIds: readonly string[], livesForMs: number): Promise<Map<string, number>>;
}

/** Call it at the top of a test file; `crew()` is a fresh one in each test. Delays follow from the seed. */
export function useTokenCrew(seed: number): () => TokenCrew {
  const database = useTestDatabase();
  const seal = createTokenSeal(`test:${randomBytes(32).toString('base64')}`);
  const open: Deps['db'][] = [];
  let crew: TokenCrew | undefined;
  const close = async () => {
    await Promise.all(open.splice(0).map((db) => db.$disconnect()));
  };
  beforeEach(() => {
    const simulator = new Simulator({ publicUrl: SIMULATOR_URL, seed, rotation: 'always', listeners: [] });
    const random = seededRandom(seed);
    const connect = () => {
      const db = connectDatabase(database.url, 4);
      open.push(db);
      return db;
    };
    crew = {
      simulator,
      hire: (options = {}) => workerOver(simulator, connect(), seal, random, options),
      signIn: (ids, livesForMs) => signIn(simulator, connect(), seal, ids, livesForMs),
    };
  });
  afterEach(close);
  afterAll(close);
  return () => {
    if (!crew) throw new Error('The crew is there from beforeEach on.');
    return crew;
  };
}

function workerOver(
  simulator: Simulator,
  db: Deps['db'],
  seal: Deps['seal'],
  random: () => number,
  { clock = systemClock, wayMs = 0, hold = async () => {} }: WorkerOptions,
): WorkerDeps {
  const onTheWay = () => systemClock.sleep(random() * wayMs);
  const fetchSimulator: typeof fetch = async (input, init) => {
    const request = new Request(input, init);
    await onTheWay();
    const answer = await simulator.handle(request);
    await hold(new URL(request.url).pathname);
    await onTheWay();
    return answer;
  };
  const gate = createPauseGate(clock);
  const spotify = createSpotifyClient({ fetch: fetchSimulator, clock, random, gate }, SETTINGS);
  return { db, spotify, seal, clock, logger: createLogger(process.env.TEST_LOG ?? 'silent') };
}

async function signIn(
  simulator: Simulator,
  db: Deps['db'],
  seal: Deps['seal'],
  spotifyIds: readonly string[],
  livesForMs: number,
): Promise<Map<string, number>> {
  const now = new Date();
  const users = spotifyIds.map((spotifyId, index) => {
    simulator.control.addListener({ id: spotifyId });
    const tokens = simulator.control.issueTokens(spotifyId);
    const id = index + 1;
    return {
      id,
      spotifyId,
      accessToken: seal.seal(tokens.accessToken, { userId: id, column: 'access_token' }),
      refreshToken: seal.seal(tokens.refreshToken, { userId: id, column: 'refresh_token' }),
      tokenExpiresAt: new Date(now.getTime() + livesForMs),
      authorizedAt: now,
    };
  });
  await db.user.createMany({ data: users });
  return new Map(users.map(({ spotifyId, id }) => [spotifyId, id]));
}
