import { startOwnDatabase } from './embedded-database.mjs';
import { logError } from './project.mjs';
import { startWithRetries } from './start-with-retries.mjs';

const PING_EVERY_MS = 30_000;
/**
 * Ten minutes without an answer. A statement blocks the database's process while it runs, and the web server gives one
 * up after at most ten minutes (`limitSilence`). Counted in pings, because a machine that slept has missed no more than
 * one.
 */
const PINGS_MISSED = 20;

/**
 * Serves the embedded database of a folder, and starts it again whenever its process ends or hangs. Resolves with its
 * URL; if that changes, the command ends. Does not start where another process serves the folder. `every`: ms between
 * two pings.
 */
export async function keepDatabase(family, dataDir, output, every = PING_EVERY_MS) {
  const first = await start(family, dataDir, output);
  void keep(family, { dataDir, output, first, every });
  return first.url;
}

const start = (family, dataDir, output) =>
  startOwnDatabase(family, dataDir, 'set DATA_DIR to another folder', output);

async function keep(family, { dataDir, output, first, every }) {
  for (let database = first; ; ) {
    const failure = await failureOf(database.member, every);
    if (family.isEnding()) return;
    logError(`The database ${failure}. Starting it again.`);
    database.member.child.kill('SIGKILL');
    await database.member.exited;
    database = await startWithRetries(family, () => start(family, dataDir, output));
    if (database.url !== first.url) {
      logError('The database has another address than before. Stopping, so that everything starts with it.');
      return family.end(1);
    }
  }
}

/** Resolves with what is wrong with the database, as soon as something is. */
function failureOf(member, every) {
  member.mayEnd = true;
  let missed = 0;
  member.child.on('message', () => {
    missed = 0;
  });
  return new Promise((resolve) => {
    const timer = setInterval(() => {
      if (missed === PINGS_MISSED) settle(`has not answered for ${(PINGS_MISSED * every) / 1000} s`);
      missed += 1;
      // What cannot be sent is not answered either.
      member.child.send('ping', () => {});
    }, every);
    const settle = (failure) => {
      clearInterval(timer);
      resolve(failure);
    };
    void member.exited.then(({ code, signal }) =>
      settle(`ended unexpectedly (${signal ?? `exit code ${code}`})`),
    );
  });
}
