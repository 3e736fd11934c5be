import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { connectDatabase, type RootDatabase } from '@/lib/db/client';
import { applyMigrations } from '@/lib/db/migrate';
import type { SigningKeys } from '@/lib/queue/signing-keys';
import { type RunningSimulator, startSimulator } from '../../../simulator/server';
import { createShiftedClock, type MovableClock } from '../movable-clock';
import { type Balancer, startBalancer } from '../servers/balancer';
import { type PostgresCluster, startPostgresCluster } from '../servers/postgres-cluster';
import type { QstashNature } from '../servers/qstash-deliveries';
import { type QstashStandIn, startQstashStandIn } from '../servers/qstash-stand-in';
import { type RedisServer, startRedisServer } from '../servers/redis-server';
import { startUpstashBridge, type UpstashBridge } from '../servers/upstash-bridge';
import { waitUntil } from '../wait-until';
import { START_MS, startWebProcess, UNKEPT, type WebProcess } from './web-process';

const ROOT = resolve(import.meta.dirname, '../../..');
/** The production build, as it is deployed. */
export const PROGRAM = join(ROOT, '.next/standalone');

/** What QStash signs with; only the first two are known to the servers that start first. */
const SIGNING_KEYS = ['sig_of_yesterday', 'sig_of_today', 'sig_of_tomorrow'] as const;

const SPOTIFY = { port: 0, seed: 1, rotation: 'always' as const, isBrief: true, listeners: [] };

interface InstallationOptions {
  /** When its time begins. */
  startsAt: Date;
  queue: QstashNature;
  /** Of PostgreSQL. */
  settings?: readonly string[];
  env?: Record<string, string>;
  /** How long Spotify's access tokens live; default an hour. */
  accessTokenLifeMs?: number;
}

/**
 * The product as a hosted service runs it: the production build in processes of its own behind a load balancer, PostgreSQL,
 * Redis behind Upstash's protocol, and stand-ins for QStash and Spotify, all by one clock, which a test moves.
 */
export class Installation {
  /** Those behind the balancer. */
  readonly webs: WebProcess[] = [];
  /** All that run, behind the balancer or not yet: they have the same clock. */
  private readonly running = new Set<WebProcess>();
  readonly tokenKeys = `test:${randomBytes(32).toString('base64')}`;
  /** The key of `SIGNING_KEYS` that servers call the current one. */
  private currentKey = 0;
  private shiftMs = 0;
  private started = 0;

  private constructor(
    readonly postgres: PostgresCluster,
    readonly db: RootDatabase,
    private redis: RedisServer,
    private readonly bridge: UpstashBridge,
    readonly qstash: QstashStandIn,
    readonly spotify: RunningSimulator,
    readonly balancer: Balancer,
    readonly clock: MovableClock,
    private readonly folder: string,
    private readonly env: Record<string, string>,
  ) {}

  static async start(options: InstallationOptions): Promise<Installation> {
    const { startsAt, queue, settings, env = {}, accessTokenLifeMs } = options;
    const postgres = await startPostgresCluster(settings);
    await applyMigrations({
      connectionString: postgres.url,
      directory: join(PROGRAM, 'prisma/migrations'),
      log: () => {},
    });
    const clock = createShiftedClock();
    const shiftMs = startsAt.getTime() - Date.now();
    clock.advance(shiftMs);
    const redis = await startRedisServer();
    const signing = { current: SIGNING_KEYS[0], next: SIGNING_KEYS[1] };
    const now = () => clock.now().getTime();
    const installation = new Installation(
      postgres,
      connectDatabase(postgres.url),
      redis,
      await startUpstashBridge(redis.port),
      await startQstashStandIn(clock, signing, 'qstash-token', queue),
      await startSimulator({ ...SPOTIFY, now, ...(accessTokenLifeMs && { accessTokenLifeMs }) }),
      await startBalancer(),
      clock,
      await mkdtemp(join(tmpdir(), 'audiospective-installation-')),
      env,
    );
    installation.shiftMs = shiftMs;
    return installation;
  }

  /** Starts a server and puts it behind the balancer once it is ready. */
  async addWeb(program = PROGRAM, { whenReady = true } = {}): Promise<WebProcess> {
    this.started += 1;
    const logFile = join(this.folder, `web-${this.started}.log`);
    const env = this.environment();
    const web = await startWebProcess({ program, env, clockShiftMs: this.shiftMs, logFile });
    this.running.add(web);
    await web.shiftClock(this.shiftMs);
    if (whenReady)
      await waitUntil('a ready server', async () => (await this.readiness(web)).status === 200, START_MS);
    this.webs.push(web);
    this.balance();
    return web;
  }

  readiness = (web: WebProcess): Promise<Response> =>
    fetch(`http://127.0.0.1:${web.port}/api/health/ready`, { headers: UNKEPT });

  /** Gets no more requests; ends when those under way are answered. Resolves with its exit code. */
  async retire(web: WebProcess): Promise<number | null> {
    this.webs.splice(this.webs.indexOf(web), 1);
    this.balance();
    return web.stop().finally(() => this.running.delete(web));
  }

  /** Ends it amid its work; the balancer finds out by itself. */
  async kill(web: WebProcess): Promise<void> {
    this.running.delete(web);
    await web.kill();
    this.webs.splice(this.webs.indexOf(web), 1);
    this.balance();
  }

  /** Requests of the servers to the key-value store so far. */
  storeCalls = (): number => this.bridge.requests();

  crashRedis = (): Promise<void> => this.redis.stop();

  /** Empty, as after a crash. */
  async restartRedis(): Promise<void> {
    this.redis = await startRedisServer(this.redis.port);
  }

  /** QStash signs with its next key; servers started from now on know that one and a newer. */
  rotateSigningKeys(): void {
    this.qstash.signWith('next');
    this.currentKey = 1;
  }

  /** Moves everybody's clock on to a moment. */
  private async setClock(atMs: number): Promise<void> {
    const ms = Math.max(0, Math.ceil(atMs - this.clock.now().getTime()));
    this.shiftMs += ms;
    await Promise.all([...this.running].map((web) => web.shiftClock(this.shiftMs)));
    this.clock.advance(ms);
  }

  /**
   * Lets time pass until a moment: what the queue has due is delivered on the way.
   * @param atOnce how many deliveries may be under way when the clock moves on; 0: each is awaited
   */
  async passTimeUntil(at: Date, atOnce = 0): Promise<void> {
    for (;;) {
      await waitUntil(
        'answers to deliveries',
        () => this.qstash.inFlight() <= atOnce && this.qstash.nextDueAt() > this.clock.now().getTime(),
        600_000,
      );
      const next = Math.min(this.qstash.nextDueAt(), at.getTime());
      await this.setClock(next);
      if (next >= at.getTime()) return;
    }
  }

  async stop(): Promise<void> {
    await Promise.all([...this.running].map((web) => web.kill()));
    await this.db.$disconnect();
    await Promise.all([this.qstash.stop(), this.balancer.stop(), this.spotify.close(), this.bridge.stop()]);
    await Promise.all([this.redis.stop(), this.postgres.stop()]);
    await rm(this.folder, { recursive: true, force: true });
  }

  private balance(): void {
    this.balancer.serve(this.webs.map(({ port }) => port));
  }

  private environment(): NodeJS.ProcessEnv {
    const keys: SigningKeys = {
      current: SIGNING_KEYS[this.currentKey] ?? '',
      next: SIGNING_KEYS[this.currentKey + 1] ?? '',
    };
    return {
      PATH: process.env.PATH,
      NODE_ENV: 'production',
      LOG_LEVEL: 'warn',
      NEXT_TELEMETRY_DISABLED: '1',
      NEXTAUTH_URL: this.balancer.url,
      NEXTAUTH_SECRET: 'a secret of the installation under test',
      TOKEN_KEYS: this.tokenKeys,
      DATABASE_URL: this.postgres.url,
      SPOTIFY_CLIENT_ID: 'simulator-client',
      SPOTIFY_CLIENT_SECRET: 'simulator-secret',
      SPOTIFY_ACCOUNTS_URL: this.spotify.url,
      SPOTIFY_API_URL: this.spotify.url,
      SPOTIFY_IMAGE_URL: this.spotify.url,
      UPSTASH_REDIS_REST_URL: this.bridge.url,
      UPSTASH_REDIS_REST_TOKEN: this.bridge.token,
      QSTASH_URL: this.qstash.url,
      QSTASH_TOKEN: 'qstash-token',
      QSTASH_CURRENT_SIGNING_KEY: keys.current,
      QSTASH_NEXT_SIGNING_KEY: keys.next,
      ...this.env,
    };
  }
}
