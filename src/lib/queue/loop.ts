import type { QueueLogger } from '@/lib/queue/local-storage';

export interface Loop {
  /** Runs the next round at once instead of after the pause. */
  wake(): void;
  /** Resolves when the running round, if any, is over; none follows. */
  stop(): Promise<void>;
}

/** A pause that can be ended early, also by a wake-up that came just before it. */
class Pause {
  #woken = false;
  #end = () => {};

  wake(): void {
    this.#woken = true;
    this.#end();
  }

  /** Wake-ups before this moment have been heard. */
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
 * Runs a round, pauses, and so on. A round that answers true is followed by the next without a pause. A round that
 * throws is logged, once until one succeeds again, and does not end the loop.
 * @param purpose for the log: "local queue could not …".
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
      if (!failing) logger.warn({ err: error }, `local queue could not ${purpose}, retrying`);
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
