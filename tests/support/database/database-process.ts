import { type ChildProcess, fork } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Client } from 'pg';
import { afterAll } from 'vitest';
import { DatabaseMessage } from '@/lib/db/embedded/database-message';

const DATABASE_SCRIPT = resolve(import.meta.dirname, '../../../scripts/programs/database.ts');

/** A real process that serves a folder. */
export interface DatabaseProcess {
  child: ChildProcess;
  /** What it said first: ready, attached or failed. */
  message: DatabaseMessage;
  /** Its exit code; null if it was killed. */
  exited: Promise<number | null>;
}

const running = new Set<ChildProcess>();

/** Starts a process on the folder and waits for its first message. */
export async function startDatabase(dataDir: string): Promise<DatabaseProcess> {
  const child = start(['serve', '--data', dataDir]);
  const exited = exitOf(child);
  const message = await new Promise<DatabaseMessage>((resolve, reject) => {
    child.once('message', (words) => resolve(DatabaseMessage.parse(words)));
    exited.then((code) => reject(new Error(`ended with ${code} and said nothing`)));
  });
  return { child, message, exited };
}

function start(words: string[]): ChildProcess {
  const child = fork(DATABASE_SCRIPT, words, {
    execArgv: ['--conditions=react-server', '--import', 'tsx'],
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  running.add(child);
  return child;
}

function exitOf(child: ChildProcess): Promise<number | null> {
  return new Promise((resolve) => {
    child.once('exit', (code) => {
      running.delete(child);
      resolve(code);
    });
  });
}

/** A connected client whose connection may break without ending the test. */
export async function clientOf(message: DatabaseMessage): Promise<Client> {
  if (message.type === 'failed') throw new Error(message.message);
  const client = new Client({ connectionString: message.url });
  client.on('error', () => {});
  await client.connect();
  return client;
}

/** Folders for the tests of one file, removed after them; processes that are left then are killed. */
export function useDataFolders(): () => string {
  const parent = mkdtempSync(join(tmpdir(), 'audiospective-folders-'));
  let count = 0;
  afterAll(() => {
    for (const child of running) child.kill('SIGKILL');
    rmSync(parent, { recursive: true, force: true });
  });
  return () => {
    count += 1;
    return join(parent, `data-${count}`);
  };
}
