import { logError } from './project.mjs';

const MAX_WAIT_MS = 60_000;

/** Starts again what ended, and tries until it succeeds: a disk that is full or a folder in use may be free in a while. */
export async function startWithRetries(family, start) {
  for (let waitMs = 1_000; ; waitMs = Math.min(2 * waitMs, MAX_WAIT_MS)) {
    if (family.isEnding()) await new Promise(() => {});
    try {
      return await start();
    } catch (error) {
      logError(`${error.message} Trying again in ${waitMs / 1000} s.`);
      await new Promise((resolve) => setTimeout(resolve, waitMs));
    }
  }
}
