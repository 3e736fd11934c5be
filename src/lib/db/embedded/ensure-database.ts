import { type ChildProcess, fork } from 'node:child_process';
import { z } from 'zod';
import { openDataFolder } from './data-folder';
import { findRunningDatabase } from './running-database';

/** Messages from the database process to its parent. */
export const DatabaseMessage = z.discriminatedUnion('type', [
  /** It owns the folder and answers at the URL. */
  z.object({ type: z.literal('ready'), url: z.string() }),
  /** Another process owns the folder and answers at the URL; this one ends. */
  z.object({ type: z.literal('attached'), url: z.string() }),
  /** It can't serve the folder; this one ends. */
  z.object({ type: z.literal('failed'), message: z.string() }),
]);
export type DatabaseMessage = z.output<typeof DatabaseMessage>;

/** The parent's message: shut down gracefully. Closing the channel does the same. */
export const STOP_MESSAGE = 'stop';

export interface EnsureOptions {
  dataDir: string;
  /** Absolute path of scripts/database.ts. */
  script: string;
  port?: number;
  /** How long a start may take. Default 120,000 ms: a first start on a slow disk is slow. */
  timeoutMs?: number;
  /** Where the process's output goes. Default: this process's own. */
  stdio?: 'inherit' | 'ignore';
}

export interface EnsuredDatabase {
  /** With the password. */
  url: string;
  /** True if another process owned the folder already; then `stop` does nothing. */
  attached: boolean;
  /** The started process's end: its exit code, null if it was killed. Never resolves when attached. */
  exited: Promise<number | null>;
  stop(): Promise<void>;
}

/**
 * Attaches to the process that serves the folder, or starts one and waits until it is ready. The started process ends by
 * itself when this one does. Rejects with the process's own message if it can't serve the folder.
 */
export async function ensureEmbeddedDatabase(options: EnsureOptions): Promise<EnsuredDatabase> {
  const runningUrl = await findRunningDatabase(openDataFolder(options.dataDir));
  const exited = new Promise<number | null>(() => {});
  if (runningUrl) return { url: runningUrl, attached: true, exited, stop: async () => {} };
  const child = forkDatabase(options);
  const message = await firstMessage(child, options.timeoutMs ?? 120_000);
  if (message.type === 'failed') throw new Error(message.message);
  if (message.type === 'attached') return { url: message.url, attached: true, exited, stop: async () => {} };
  return { url: message.url, attached: false, exited: exitOf(child), stop: () => stop(child) };
}

function forkDatabase({ script, dataDir, port, stdio = 'inherit' }: EnsureOptions): ChildProcess {
  const portArguments = port === undefined ? [] : ['--port', String(port)];
  return fork(script, ['serve', '--data', dataDir, ...portArguments], {
    execArgv: ['--conditions=react-server', '--import', 'tsx'],
    stdio: ['ignore', stdio, stdio, 'ipc'],
    // Ctrl-C reaches every process of the terminal's group; the database must outlive the processes that still write.
    detached: true,
  });
}

function firstMessage(child: ChildProcess, timeoutMs: number): Promise<DatabaseMessage> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      child.kill();
      reject(new Error(`The embedded database was not ready within ${timeoutMs / 1000} s.`));
    }, timeoutMs);
    const end = (action: () => void) => {
      clearTimeout(timer);
      action();
    };
    child.once('message', (message) => end(() => resolve(DatabaseMessage.parse(message))));
    child.once('error', (error) => end(() => reject(error)));
    child.once('exit', (code) =>
      end(() => reject(new Error(`The embedded database ended while it started (exit code ${code}).`))),
    );
  });
}

const exitOf = (child: ChildProcess) =>
  new Promise<number | null>((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) resolve(child.exitCode);
    else child.once('exit', (code) => resolve(code));
  });

async function stop(child: ChildProcess): Promise<void> {
  if (child.connected) child.send(STOP_MESSAGE, () => {});
  await exitOf(child);
}
