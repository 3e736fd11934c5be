import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { DatabaseMessage, STOP_MESSAGE } from '@/lib/db/embedded/database-message';
import { applyMigrations } from '@/lib/db/migrate';
import { postgresMissing, startPostgresCluster } from '../tests/support/servers/postgres-cluster';

const ROOT = resolve(import.meta.dirname, '..');
const MIGRATIONS = join(ROOT, 'prisma/migrations');
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** A migrated, empty database to measure. */
export interface BenchDatabase {
  name: string;
  url: string;
  /** Whether it keeps PostgreSQL's own statistics. */
  isServer: boolean;
  stop(): Promise<void>;
}

/**
 * The server of BENCH_DATABASE_URL (the database must be empty), or a cluster of its own from Debian's PostgreSQL.
 * @param migrations the folder of other migrations than the product's
 */
export async function startServer(
  givenUrl: string | undefined,
  migrations = MIGRATIONS,
): Promise<BenchDatabase> {
  const name = 'PostgreSQL';
  if (givenUrl) {
    await migrate(givenUrl, migrations);
    return { name, url: givenUrl, isServer: true, stop: async () => {} };
  }
  if (postgresMissing) {
    throw new Error(
      `For a server of its own ${postgresMissing}. Or set BENCH_DATABASE_URL to an empty database of a server, or ` +
        'measure the embedded database alone with --only embedded.',
    );
  }
  const { url, stop } = await startPostgresCluster();
  return ready({ name, url, stop, isServer: true }, migrations);
}

/** The embedded database in a process of its own, as the product runs it. */
export async function startEmbedded(): Promise<BenchDatabase> {
  const dataDir = await mkdtemp(join(tmpdir(), 'audiospective-bench-'));
  const child = fork(join(ROOT, 'scripts/programs/database.ts'), ['serve', '--data', dataDir], {
    execArgv: ['--conditions=react-server', '--import', 'tsx'],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    // Ctrl-C reaches every process of the terminal's group; the run stops this one itself.
    detached: true,
  });
  const exited = once(child, 'exit');
  const message = DatabaseMessage.parse((await Promise.race([once(child, 'message'), exited]))[0]);
  if (message.type === 'failed') throw new Error(message.message);
  const stop = async () => {
    if (child.connected) child.send(STOP_MESSAGE);
    await exited;
    await rm(dataDir, { recursive: true, force: true });
  };
  return ready({ name: 'embedded', url: message.url, isServer: false, stop });
}

/** Migrates it. From now on it is stopped and removed once, whatever ends the run: its end, an error or a signal. */
async function ready(database: BenchDatabase, migrations = MIGRATIONS): Promise<BenchDatabase> {
  let stopped: Promise<void> | undefined;
  // A terminal and npm both pass Ctrl-C on: the second one finds it stopping.
  const stop = () => {
    stopped ??= database.stop().finally(() => {
      for (const signal of SIGNALS) process.off(signal, interrupted);
    });
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
    await migrate(database.url, migrations);
  } catch (error) {
    await stop();
    throw error;
  }
  return { ...database, stop };
}

async function migrate(connectionString: string, directory: string): Promise<void> {
  await applyMigrations({ connectionString, directory, log: () => {} });
}
