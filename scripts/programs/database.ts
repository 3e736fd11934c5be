import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { systemClock } from '@/lib/clock';
import { openInMemory } from '@/lib/db/embedded/cluster';
import { connectionUrl, printableUrl } from '@/lib/db/embedded/connection-file';
import { DEFAULT_DATA_FOLDER, openDataFolder } from '@/lib/db/embedded/data-folder';
import { type DatabaseMessage, PING_MESSAGE, STOP_MESSAGE } from '@/lib/db/embedded/database-message';
import { BACKUP_COMMAND, ownOrFind } from '@/lib/db/embedded/database-owner';
import { restoreBackup } from '@/lib/db/embedded/restore';
import { findRunningDatabase } from '@/lib/db/embedded/running-database';
import { startWireServer } from '@/lib/db/embedded/wire-server';
import { oneClient } from '@/lib/db/one-client';
import { createLogger } from '@/lib/logger';

const USAGE = `The embedded database.

  serve [--data DIR] [--port N]   serve the folder until SIGTERM, SIGINT or the end of the parent process
  serve --memory [--port N]       serve an empty database that is gone afterwards
  backup [--data DIR]             write a backup into DIR/backups, running or not
  restore FILE [--data DIR]       put a backup in the place of the present database, which is moved aside
  url [--data DIR]                print the URL of the running database, with its password

DIR is ${DEFAULT_DATA_FOLDER} unless given. \`serve\` prints "ready <url>" (without the password) once clients can
connect; a parent with an IPC channel gets instead {type: "ready" | "attached" | "failed"} (see DatabaseMessage).

Exit codes: 0 done or stopped in good order, 1 it did not work, 2 wrong usage, 3 another process serves the folder
(its address is printed), 4 the engine or the disk failed while serving; the next start recovers.`;

const EXIT = { done: 0, failed: 1, usage: 2, attached: 3, broken: 4 };

const say = (line: string) => console.log(line);
/** Tells the parent, or where there is none prints a line. */
const tell = (message: DatabaseMessage, line: string, print = say) =>
  new Promise<void>((resolve) => {
    if (process.send) return process.send(message, undefined, undefined, () => resolve());
    print(line);
    resolve();
  });

/** Resolves when this process should end. Listens from the start, so that no request is missed. */
const askedToStop = new Promise<void>((resolve) => {
  for (const signal of ['SIGTERM', 'SIGINT', 'disconnect'] as const) process.on(signal, () => resolve());
  process.on('message', (message) => message === STOP_MESSAGE && resolve());
});

process.on('message', (message) => message === PING_MESSAGE && process.send?.(PING_MESSAGE));

function broke(error: unknown): never {
  const logger = createLogger('fatal', process.stderr);
  logger.fatal({ err: error }, 'The database failed and ends now; it recovers when it is started again');
  process.exit(EXIT.broken);
}

const OWNER = { clock: systemClock, logger: createLogger('info'), onFailure: broke };

async function serve(dataDir: string, port: number | undefined): Promise<number> {
  const options = { ...OWNER, ...(port !== undefined && { port }) };
  const claim = await ownOrFind(openDataFolder(dataDir), options);
  if ('foundUrl' in claim) {
    const line = `already served at ${printableUrl(claim.foundUrl)}`;
    await tell({ type: 'attached', url: claim.foundUrl }, line);
    return EXIT.attached;
  }
  await tell({ type: 'ready', url: claim.owned.url }, `ready ${printableUrl(claim.owned.url)}`);
  await askedToStop;
  await claim.owned.stop();
  return EXIT.done;
}

async function serveMemory(port = 0): Promise<number> {
  const pglite = await openInMemory();
  const password = 'memory';
  const server = await startWireServer(pglite, { port, password, onEngineFailure: broke });
  const url = connectionUrl({ port: server.port, password });
  await tell({ type: 'ready', url }, `ready ${url}`);
  await askedToStop;
  await server.close();
  return EXIT.done;
}

async function backup(dataDir: string): Promise<number> {
  const claim = await ownOrFind(openDataFolder(dataDir), OWNER);
  const client = oneClient({ connectionString: 'owned' in claim ? claim.owned.url : claim.foundUrl });
  await client.connect();
  const { rows } = await client.query<{ result: string }>(BACKUP_COMMAND).catch((error: Error) => {
    throw new Error(`No backup was written: ${error.message}. What the server printed may say more.`);
  });
  await client.end();
  if ('owned' in claim) await claim.owned.stop();
  say(`backup written: ${rows[0]?.result}`);
  return EXIT.done;
}

async function restore(dataDir: string, file: string): Promise<number> {
  const restored = await restoreBackup(openDataFolder(dataDir), file, systemClock.now());
  if (!restored.ok) {
    console.error(restored.error);
    return EXIT.failed;
  }
  const { movedAside } = restored.value;
  say(`restored ${file}${movedAside ? `; the database from before is in ${movedAside}` : ''}`);
  return EXIT.done;
}

async function url(dataDir: string): Promise<number> {
  const found = existsSync(dataDir) ? await findRunningDatabase(openDataFolder(dataDir)) : null;
  if (!found) {
    console.error(`No database is running on ${dataDir}. Start one with the serve command.`);
    return EXIT.failed;
  }
  say(found);
  return EXIT.done;
}

function portOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const port = Number(text);
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new UsageError(`--port ${text} is not a port: give a whole number from 0 to 65535`);
  return port;
}

class UsageError extends Error {}

async function run(): Promise<number> {
  const { values, positionals } = parse();
  const [command, file, ...rest] = positionals;
  const dataDir = values.data;
  const port = portOf(values.port);
  if (values.help) say(USAGE);
  else if (command === 'restore' && !file)
    throw new UsageError(`restore FILE: name the backup, one of ${dataDir}/backups or a copy`);
  else if (command === 'restore' && file && rest.length === 0) return restore(dataDir, file);
  else if (file) throw new UsageError(`"${positionals.join(' ')}" is not a command`);
  else if (command === 'serve') return values.memory ? serveMemory(port) : serve(dataDir, port);
  else if (command === 'backup') return backup(dataDir);
  else if (command === 'url') return url(dataDir);
  else throw new UsageError('a command is missing');
  return EXIT.done;
}

function parse() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: {
        data: { type: 'string', default: DEFAULT_DATA_FOLDER },
        port: { type: 'string' },
        memory: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

run().then(
  (code) => process.exit(code),
  async (error: unknown) => {
    const message = error instanceof Error ? error.message : String(error);
    const isMisused = error instanceof UsageError;
    await tell({ type: 'failed', message }, isMisused ? `${message}\n\n${USAGE}` : message, console.error);
    process.exit(isMisused ? EXIT.usage : EXIT.failed);
  },
);
