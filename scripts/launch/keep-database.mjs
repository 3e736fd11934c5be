import { startOwnDatabase } from './embedded-database.mjs';
import { startWithRetries } from './start-with-retries.mjs';

/**
 * Serves the embedded database of a folder, and serves it again when its process ends, as soon as it can. Resolves with its URL,
 * which stays the same: else the command ends. It does not start where another process serves the folder.
 */
export async function keepDatabase(family, dataDir, output) {
  const first = await start(family, dataDir, output);
  void keep(family, dataDir, output, first);
  return first.url;
}

const start = (family, dataDir, output) =>
  startOwnDatabase(family, dataDir, 'set DATA_DIR to another folder', output);

async function keep(family, dataDir, output, first) {
  for (let database = first; ; ) {
    database.member.mayEnd = true;
    const { code, signal } = await database.member.exited;
    if (family.isEnding()) return;
    console.error(`The database ended unexpectedly (${signal ?? `exit code ${code}`}). Starting it again.`);
    database = await startWithRetries(family, () => start(family, dataDir, output));
    if (database.url !== first.url) {
      console.error(
        'The database has another address than before. Stopping, so that everything starts with it.',
      );
      return family.end(1);
    }
  }
}
