import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync } from 'node:fs';
import { chmod, chown, mkdtemp, readFile, stat } from 'node:fs/promises';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { findFreePort } from './redis-server';

const DEBIAN = '/usr/lib/postgresql';

/** Where initdb, pg_ctl and the like are, or null when there are none. */
const BINARIES = ((): string | null => {
  const versions = existsSync(DEBIAN) ? readdirSync(DEBIAN).filter((name) => /^\d+$/.test(name)) : [];
  const [newest] = versions.sort((a, b) => Number(b) - Number(a));
  return newest === undefined ? null : join(DEBIAN, newest, 'bin');
})();

/** Why PostgreSQL cannot be started here, or null when it can. */
export const postgresMissing =
  BINARIES === null ? `there is no PostgreSQL under ${DEBIAN}: apt-get install postgresql` : null;

/** A PostgreSQL server of its own, in a folder that is gone after it. Both end with this process, however that ends. */
export interface PostgresCluster {
  /** Of the database `postgres`, as a superuser without a password. */
  url: string;
  port: number;
  /** Its own; there a dump finds room. */
  folder: string;
  /** Ends it at once, as a crash does; its connections break. */
  crash(): Promise<void>;
  /** Stops all its processes where they are: it takes connections and statements, and answers none. */
  freeze(): Promise<void>;
  /** Lets them go on. */
  thaw(): Promise<void>;
  /** Starts it again at the same port. */
  start(): Promise<void>;
  /** Runs one of its programs, such as pg_dump. */
  run(program: string, args: readonly string[]): Promise<void>;
  stop(): Promise<void>;
}

/** @param settings such as `shared_buffers=256MB`. */
export async function startPostgresCluster(settings: readonly string[] = []): Promise<PostgresCluster> {
  const folder = await mkdtemp(join(tmpdir(), 'audiospective-postgres-'));
  await (isRoot ? giveToPostgres(folder) : chmod(folder, 0o700));
  const guard = spawnAsPostgres('/bin/sh', ['-c', GUARD, BINARIES ?? '', folder], 'pipe');
  const guardEnded = once(guard, 'exit');
  const data = join(folder, 'data');
  const port = await findFreePort();
  const given = [
    `port=${port}`,
    'listen_addresses=127.0.0.1',
    `unix_socket_directories=${folder}`,
    ...settings,
  ];
  const options = given.map((setting) => `-c ${setting}`).join(' ');
  const control = (args: readonly string[]) => run('pg_ctl', ['-D', data, '-w', ...args]);
  const start = () => control(['-l', join(folder, 'log'), '-o', options, 'start']);
  await run('initdb', ['-D', data, '-U', 'postgres', '--auth=trust', '-E', 'UTF8', '--locale=C.UTF-8']);
  await start();
  return {
    url: `postgresql://postgres@127.0.0.1:${port}/postgres`,
    port,
    folder,
    start,
    run,
    crash: () => control(['-m', 'immediate', 'stop']),
    freeze: () => signalAll(data, 'SIGSTOP'),
    thaw: () => signalAll(data, 'SIGCONT'),
    stop: async () => {
      guard.stdin?.end();
      await guardEnded;
    },
  };
}

/** Its input ends when it is closed, or with the process that has it: then the server is stopped, though it be frozen. */
const GUARD = `exec 2> /dev/null; read _
  kill -CONT $(head -n 1 "$1/data/postmaster.pid"); "$0/pg_ctl" -D "$1/data" -m immediate stop; rm -rf "$1"`;

async function signalAll(data: string, signal: NodeJS.Signals): Promise<void> {
  const pid = Number.parseInt(await readFile(join(data, 'postmaster.pid'), 'utf8'), 10);
  // First the one that makes the others.
  process.kill(pid, signal);
  const children = (await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8')).match(/\d+/g) ?? [];
  for (const child of children) signalIfThere(Number(child), signal);
}

/** A process that vacuums may have ended since it was listed. */
function signalIfThere(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
  }
}

const isRoot = process.getuid?.() === 0;

/** PostgreSQL refuses to run as root. */
async function giveToPostgres(folder: string): Promise<void> {
  const { uid, gid } = await stat('/var/lib/postgresql');
  await chown(folder, uid, gid);
}

function run(program: string, args: readonly string[]): Promise<void> {
  if (BINARIES === null) return Promise.reject(new Error(postgresMissing ?? ''));
  const child = spawnAsPostgres(join(BINARIES, program), args, 'ignore');
  return new Promise((resolve, reject) => {
    let errors = '';
    child.stderr?.on('data', (text) => {
      errors += text;
    });
    child.once('error', reject);
    child.once('exit', (code) => {
      if (code === 0) resolve();
      else reject(new Error(`${program}, as ${userInfo().username}: ${errors || `exit code ${code}`}`));
    });
  });
}

/** In a group of its own: Ctrl-C must not end the program that stops the server. */
function spawnAsPostgres(command: string, args: readonly string[], input: 'ignore' | 'pipe'): ChildProcess {
  const [program = '', ...before] = isRoot ? ['runuser', '-u', 'postgres', '--', command] : [command];
  return spawn(program, [...before, ...args], { cwd: '/', detached: true, stdio: [input, 'ignore', 'pipe'] });
}
