import { setTimeout as pause } from 'node:timers/promises';
import type { QueueLogger } from '@/lib/queue/local-storage';

export interface QueueLoop {
  /** Skips the rest of the pause. */
  wake(): void;
  /** Resolves when the running round, if any, is over; no other follows. */
  stop(): Promise<void>;
}

/**
 * Runs rounds with a pause after each. A round that returns true is followed by the next without a pause. A round that
 * throws does not end the loop; the error is logged once until a round succeeds again.
 * @param purpose for the log: "could not …".
 */
export function startLoop(
  purpose: string,
  pauseMs: number,
  logger: QueueLogger,
  round: () => Promise<boolean>,
): QueueLoop {
  let stopped = false;
  let woken = new AbortController();
  let failing = false;
  const runRound = async (): Promise<boolean> => {
    try {
      const more = await round();
      failing = false;
      return more;
    } catch (error) {
      if (!failing) logger.warn({ err: error }, `could not ${purpose}, retrying`);
      failing = true;
      return false;
    }
  };
  const run = async () => {
    while (!stopped) {
      // A wake-up from here on ends the next pause, also one that comes before it begins.
      woken = new AbortController();
      if (await runRound()) continue;
      // Rejects only when it is woken.
      await pause(pauseMs, undefined, { signal: woken.signal }).catch(() => {});
    }
  };
  const running = run();
  const wake = () => woken.abort();
  const stop = () => {
    stopped = true;
    wake();
    return running;
  };
  return { wake, stop };
}
