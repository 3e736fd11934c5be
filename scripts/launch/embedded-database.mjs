import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { makeFolder } from './make-folder.mjs';
import { program } from './program.mjs';
import { LaunchError } from './project.mjs';

const START_MS = 120_000;

/**
 * Serves the embedded database of a folder, or finds the process that serves it already. Resolves with its URL, password
 * included, and whether it was found. `output`: where it logs its backups. The answers are those of
 * scripts/programs/database.ts.
 */
export async function startDatabase(family, dataDir, output = 'ignore') {
  makeFolder(dataDir);
  const { script, execArgv } = program('database');
  const member = family.start('database', script, ['serve', '--data', dataDir], {
    execArgv,
    output,
    errors: 'inherit',
  });
  member.mayEnd = true;
  const answer = await Promise.race([
    new Promise((resolve) => member.child.once('message', resolve)),
    member.exited.then(({ code, signal }) => ({
      type: 'failed',
      message: `it ended unexpectedly (${signal ?? `exit code ${code}`}).`,
    })),
    new Promise((resolve) =>
      setTimeout(() => resolve({ type: 'failed', message: 'no answer.' }), START_MS).unref(),
    ),
  ]);
  if (answer.type === 'failed') {
    member.child.kill('SIGKILL');
    throw new LaunchError(`The embedded database could not start: ${answer.message}`);
  }
  member.mayEnd = answer.type === 'attached';
  return { url: answer.url, attached: answer.type === 'attached', member };
}

/**
 * `startDatabase` for a server: throws `LaunchError` where another process serves the folder, because its database would end
 * with it. `remedy`: how to give this one another folder.
 */
export async function startOwnDatabase(family, dataDir, remedy, output) {
  const database = await startDatabase(family, dataDir, output);
  if (!database.attached) return database;
  throw new LaunchError(
    `The archive in ${dataDir} is in use by another server or by a command. Stop it or let it end first, or ${remedy}.`,
  );
}

/** Throws `LaunchError` where no database was ever made: an empty one would be backed up and examined as if it were the archive. */
export function requireArchive(dataDir) {
  if (hasArchive(dataDir)) return;
  throw new LaunchError(
    `There is no archive in ${dataDir}: npm start makes it. DATA_DIR names another folder, DATABASE_URL a PostgreSQL server.`,
  );
}

/** Whether a database was ever made in this folder. */
export const hasArchive = (dataDir) => existsSync(join(dataDir, 'cluster.json'));
