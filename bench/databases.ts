import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, readdirSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { ensureEmbeddedDatabase } from '@/lib/db/embedded/ensure-database';
import { applyMigrations } from '@/lib/db/migrate';

const ROOT = resolve(import.meta.dirname, '..');
const DEBIAN = '/usr/lib/postgresql';
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** A migrated, empty database to measure. */
export interface BenchDatabase {
  name: string;
  url: string;
  /** Whether it keeps PostgreSQL's own statistics. */
  isServer: boolean;
  stop(): Promise<void>;
}

/** The server of BENCH_DATABASE_URL (the database must be empty), or a cluster of its own from Debian's PostgreSQL. */
export async function startServer(givenUrl: string | undefined): Promise<BenchDatabase> {
  const name = 'PostgreSQL';
  if (givenUrl) {
    await migrate(givenUrl);
    return { name, url: givenUrl, isServer: true, stop: async () => {} };
  }
  return ready({ name, ...(await startCluster()), isServer: true });
}

/** The embedded database in a process of its own, as the product runs it. */
export async function startEmbedded(): Promise<BenchDatabase> {
  const dataDir = await mkdtemp(join(tmpdir(), 'audiospective-bench-'));
  const script = join(ROOT, 'scripts/database.ts');
  const database = await ensureEmbeddedDatabase({ dataDir, script, stdio: 'ignore' });
  const stop = async () => {
    await database.stop();
    await rm(dataDir, { recursive: true, force: true });
  };
  return ready({ name: 'embedded', url: database.url, isServer: false, stop });
}

/** Migrates it. From now on it is stopped and removed once, whatever ends the run: its end, an error or a signal. */
async function ready(database: BenchDatabase): Promise<BenchDatabase> {
  let stopped: Promise<void> | undefined;
  const stop = () => {
    for (const signal of SIGNALS) process.off(signal, interrupted);
    stopped ??= database.stop();
    return stopped;
  };
  const interrupted = () => {
    // Connections break now, on purpose.
    process.on('uncaughtException', () => {});
    process.on('unhandledRejection', () => {});
    void stop().finally(() => process.exit(130));
  };
  for (const signal of SIGNALS) process.on(signal, interrupted);
  try {
    await migrate(database.url);
  } catch (error) {
    await stop();
    throw error;
  }
  return { ...database, stop };
}

async function migrate(connectionString: string): Promise<void> {
  await applyMigrations({ connectionString, directory: join(ROOT, 'prisma/migrations'), log: () => {} });
}

async function startCluster() {
  const bin = binaries();
  const folder = await mkdtemp(join(tmpdir(), 'audiospective-bench-'));
  const data = join(folder, 'data');
  const port = await freePort();
  const run = (program: string, args: string[]) => runUnprivileged(join(bin, program), args);
  if (process.getuid?.() === 0) execFileSync('chown', ['postgres', folder]);
  else chmodSync(folder, 0o700);
  const settings = `-c port=${port} -c listen_addresses=127.0.0.1 -c unix_socket_directories=${folder}`;
  run('initdb', ['-D', data, '-U', 'postgres', '--auth=trust', '-E', 'UTF8', '--locale=C.UTF-8']);
  run('pg_ctl', ['-D', data, '-w', '-l', join(folder, 'log'), '-o', settings, 'start']);
  const stop = async () => {
    run('pg_ctl', ['-D', data, '-w', '-m', 'fast', 'stop']);
    await rm(folder, { recursive: true, force: true });
  };
  return { url: `postgresql://postgres@127.0.0.1:${port}/postgres`, stop };
}

function binaries(): string {
  const versions = existsSync(DEBIAN) ? readdirSync(DEBIAN).sort((a, b) => Number(b) - Number(a)) : [];
  const [newest] = versions;
  if (newest) return join(DEBIAN, newest, 'bin');
  throw new Error(
    `There is no PostgreSQL under ${DEBIAN}. Install it with "apt-get install postgresql", or set BENCH_DATABASE_URL ` +
      'to an empty database of a server, or measure the embedded database alone with --only embedded.',
  );
}

/** PostgreSQL refuses to run as root. */
function runUnprivileged(program: string, args: string[]): void {
  const isRoot = process.getuid?.() === 0;
  const [command, ...rest] = isRoot ? ['runuser', '-u', 'postgres', '--', program] : [program];
  if (command)
    execFileSync(command, [...rest, ...args], { stdio: ['ignore', 'ignore', 'inherit'], cwd: '/' });
}

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((done) => probe.listen(0, '127.0.0.1', done));
  const address = probe.address();
  await new Promise((done) => probe.close(done));
  if (address === null || typeof address === 'string') throw new Error('No free port was found');
  return address.port;
}
