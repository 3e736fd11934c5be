import { type ChildProcess, fork } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { findFreePort } from '../servers/redis-server';
import { waitUntil } from '../wait-until';

const TIME_SHIFT = new URL('./time-shift.mjs', import.meta.url).href;

/** A kept connection is closed when the server's clock moves on, perhaps as it is used again. */
export const UNKEPT = { connection: 'close' };
/** Two servers that start on a busy machine take their time. */
export const START_MS = 300_000;

export interface WebProcess {
  port: number;
  pid: number;
  /** Resolves once the process has this distance from the machine's clock, or has ended. */
  shiftClock(ms: number): Promise<void>;
  /** As a deployment stops it; resolves with its exit code. */
  stop(): Promise<number | null>;
  /** As the kernel or a power cut ends it. */
  kill(): Promise<void>;
  /** The last lines of its log. */
  log(): string;
}

interface WebOptions {
  /** Where `server.js` of the production build stands. */
  program: string;
  env: NodeJS.ProcessEnv;
  clockShiftMs: number;
  logFile: string;
}

/** One server of the production build, on a free port; resolves once it answers. */
export async function startWebProcess({
  program,
  env,
  clockShiftMs,
  logFile,
}: WebOptions): Promise<WebProcess> {
  const port = await findFreePort();
  const output = openSync(logFile, 'a', 0o600);
  const child = fork(join(program, 'server.js'), [], {
    cwd: program,
    // As scripts/launch/web-server.mjs: under the name 127.0.0.1 a server would fetch its own not-found pages over the network.
    execArgv: ['--dns-result-order=ipv4first', '--import', TIME_SHIFT],
    env: { ...env, PORT: String(port), HOSTNAME: 'localhost', CLOCK_SHIFT_MS: String(clockShiftMs) },
    stdio: ['ignore', output, output, 'ipc'],
  });
  closeSync(output);
  const ended = new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)));
  const log = () => readFileSync(logFile, 'utf8').split('\n').slice(-20).join('\n');
  const answers = async () => {
    if (child.exitCode !== null) throw new Error('The web server ended');
    return isAlive(port);
  };
  await waitUntil('a web server that answers', answers, START_MS).catch((error: unknown) => {
    throw new Error(log(), { cause: error });
  });
  const send = (signal: NodeJS.Signals) => {
    child.kill(signal);
    return ended;
  };
  return {
    port,
    pid: child.pid ?? 0,
    shiftClock: (ms) => Promise.race([shifted(child, ms), ended.then(() => {})]),
    stop: () => send('SIGTERM'),
    kill: () => send('SIGKILL').then(() => {}),
    log,
  };
}

async function isAlive(port: number): Promise<boolean> {
  try {
    const signal = AbortSignal.timeout(10_000);
    return (await fetch(`http://127.0.0.1:${port}/api/health/live`, { signal, headers: UNKEPT })).ok;
  } catch {
    return false;
  }
}

function shifted(child: ChildProcess, shift: number): Promise<void> {
  return new Promise((resolve) => {
    const onMessage = (message: unknown) => {
      if (JSON.stringify(message) !== JSON.stringify({ shifted: shift })) return;
      child.off('message', onMessage);
      resolve();
    };
    child.on('message', onMessage);
    // The channel closes with the process, whose end is waited for as well.
    child.send({ shift }, () => {});
  });
}
