import { startOwnDatabase } from './embedded-database.mjs';

/**
 * Serves the embedded database of a folder, and serves it again when its process ends. Resolves with its URL, which stays
 * the same; the command ends if it can't, and does not start where another process serves it.
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
    try {
      database = await start(family, dataDir, output);
    } catch (error) {
      console.error(error.message);
      return family.end(1);
    }
    if (database.url !== first.url) {
      console.error(
        'The database has another address than before. Stopping, so that everything starts with it.',
      );
      return family.end(1);
    }
  }
}
