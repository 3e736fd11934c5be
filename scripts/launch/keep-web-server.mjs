import { logError } from './project.mjs';
import { startWithRetries } from './start-with-retries.mjs';
import { isAnswering, startWebServer } from './web-server.mjs';

const PROBE_EVERY_MS = 5_000;
/** Half a minute without an answer. Counted in probes, because a machine that slept has missed no more than one. */
const PROBES_MISSED = 6;

/**
 * Starts the web server; replaces it when it ends, or when it does not answer for 30 s. Resolves once the first answers;
 * if that one can't start, the command ends. `every`: ms between two probes.
 */
export async function keepWebServer(family, options, every = PROBE_EVERY_MS) {
  const first = await startWebServer(family, options);
  void keep(family, options, first, every);
}

async function keep(family, options, first, every) {
  for (let member = first; ; ) {
    const failure = await failureOf(member, options.port, every);
    if (family.isEnding()) return;
    logError(`The web server ${failure}. Starting another.`);
    await kill(member);
    member = await startWithRetries(family, () => startWebServer(family, { ...options, mayEnd: true }));
  }
}

/** Resolves with what is wrong with the server, as soon as something is. */
async function failureOf(member, port, every) {
  member.mayEnd = true;
  let hasEnded = false;
  void member.exited.then(() => {
    hasEnded = true;
  });
  for (let missed = 0; missed < PROBES_MISSED; ) {
    const next = new Promise((resolve) => setTimeout(resolve, every));
    missed = (await isAnswering(port, every)) ? 0 : missed + 1;
    await Promise.race([next, member.exited]);
    if (hasEnded) {
      const { code, signal } = await member.exited;
      return `ended unexpectedly (${signal ?? `exit code ${code}`})`;
    }
  }
  return `has not answered for ${(PROBES_MISSED * every) / 1000} s`;
}

async function kill(member) {
  member.child.kill('SIGKILL');
  await member.exited;
}
