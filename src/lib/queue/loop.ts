import type { QueueLogger } from '@/lib/queue/local-storage';

export interface Loop {
  /** Skips the rest of the pause. */
  wake(): void;
  /** Resolves when the running round, if any, is over; no other follows. */
  stop(): Promise<void>;
}

/** A pause that can be ended early, also by a wake-up just before it began. */
class Pause {
  #woken = false;
  #end = () => {};

  wake(): void {
    this.#woken = true;
    this.#end();
  }

  /** Wake-ups before this time have been handled. */
  listen(): void {
    this.#woken = false;
  }

  take(ms: number): Promise<void> {
    if (this.#woken) return Promise.resolve();
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.#end = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
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
): Loop {
  const pause = new Pause();
  let stopped = false;
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
      pause.listen();
      if (!(await runRound()) && !stopped) await pause.take(pauseMs);
    }
  };
  const running = run();
  const stop = () => {
    stopped = true;
    pause.wake();
    return running;
  };
  return { wake: () => pause.wake(), stop };
}
